"""A notice of days off from a file: our own YAML, a CSV of three columns, or an .ics that somebody published."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from shequ_cli.rules.dates import read_date
from shequ_cli.store.definitionfile import parse
from shequ_cli.store.encoding import decoded
from shequ_cli.words.errors import DataFault, UsageFault
from shequ_cli.words.language import _
from shequ_cli.work.daysoff import Marked
from shequ_cli.work.workday import read_calendar

_DAY = timedelta(days=1)
_OFF, _WORK = re.compile("休|放假|假期"), re.compile("班|上班|补班|调休上班")
_DECORATION = re.compile(r"[（(\[【].*?[)）\]】]|放假|假期|休息?|补班|上班|调休|班|第\d+天.*|[/·:： ]")

SUFFIXES = (".csv", ".ics", ".yaml", ".yml")


def read(file: Path, data: bytes) -> tuple[Marked, ...]:
    """Every day that the file names, of whatever year; UsageFault for another suffix, DataFault for what cannot be read."""
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageFault(_("{file} 的后缀要是 {known} 之一").format(file=file, known="、".join(SUFFIXES)))
    found = decoded(data, file.name)
    if found.text is None:
        raise DataFault(_("{file} 不是文本文件").format(file=file.name))
    readers = {".csv": _from_csv, ".ics": _from_ics}
    return tuple(readers.get(suffix, _from_yaml)(found.text, file.name))


def _from_yaml(text: str, name: str) -> Iterator[Marked]:
    raw = parse(text, name).raw
    if not isinstance(raw, Mapping):
        raise DataFault(_("{file} 要有“放假”和“上班”两栏").format(file=name))
    given = re.search(r"\d{4}", name)
    if not any(raw.get(key) for key in ("年份", "年", "year")) and not given:
        raise DataFault(_("{file} 里没有“年份”").format(file=name))
    for year in read_calendar({given[0] if given else name: raw}).years.values():
        for run in year.holidays:
            days = (run.first + n * _DAY for n in range((run.last - run.first).days + 1))
            yield from (Marked(day, run.name, True) for day in days)
        yield from (Marked(day, "", False) for day in year.work)


def _from_csv(text: str, name: str) -> Iterator[Marked]:
    """日期, 名称, 放假/上班; a first line whose first cell is no date is the header."""
    for number, row in enumerate(csv.reader(text.splitlines()), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        day = read_date(cells[0])
        if not isinstance(day, date):
            if number == 1:
                continue
            raise DataFault(_("{file}:{n} 第一列“{cell}”不是日期").format(file=name, n=number, cell=cells[0]))
        off = _off(cells[-1]) if len(cells) > 1 else None
        if off is None:
            raise DataFault(_("{file}:{n} 没有写放假还是上班").format(file=name, n=number))
        yield Marked(day, _named(cells[1]) if off and len(cells) > 2 else "", off)


def _from_ics(text: str, name: str) -> Iterator[Marked]:
    """All-day events that say 休 or 班 in their title; everything else in the file is passed over."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    if "BEGIN:VCALENDAR" not in unfolded:
        raise DataFault(_("{file} 不是 .ics 日历").format(file=name))
    for event in re.findall(r"BEGIN:VEVENT\r?\n(.*?)END:VEVENT", unfolded, re.DOTALL):
        yield from _event(event)


def _event(event: str) -> Iterator[Marked]:
    first, last = (_property(event, key) for key in ("DTSTART", "DTEND"))
    title = re.sub(r"\\([,;\\])", r"\1", _property(event, "SUMMARY"))
    off = _off(title)
    if off is None or not re.fullmatch(r"\d{8}", first):
        return
    try:
        start = date.fromisoformat(first)
        end = date.fromisoformat(last) if re.fullmatch(r"\d{8}", last) else start + _DAY
    except ValueError:
        raise DataFault(_("“{title}”的日期 {day} 不对").format(title=title, day=first)) from None
    for n in range(max((end - start).days, 1)):
        yield Marked(start + n * _DAY, _named(title) if off else "", off)


def _property(event: str, name: str) -> str:
    found = re.search(rf"^{name}(?:;[^:\r\n]*)?:([^\r\n]*)", event, re.MULTILINE)
    return found[1].strip() if found else ""


def _off(word: str) -> bool | None:
    """Whether a text says off or worked; 上班 wins, since 调休上班 holds both."""
    if _WORK.search(word):
        return False
    return True if _OFF.search(word) else None


def _named(title: str) -> str:
    return _DECORATION.sub("", title).strip()
