"""Reads schemas/submissions/*.yaml: what is reported to whom and when (报送事项), and which ledger records that it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from shequ_cli.rules.schema import Ledger
from shequ_cli.words.errors import BadDefinition, UnknownName
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest
from shequ_cli.work.duration import duration
from shequ_cli.work.judged import entry, fault, one_of, shaped
from shequ_cli.work.submission import EVERY, Due, Obligation, Recorded

RECORDED = "recorded"
"""The entry that names the ledger of submissions; every other entry is something to hand in."""

KEYS = (
    "title", "aliases", "to", "by", "every", "due", "copies", "form", "report", "basis", "systems", "default", "note",
)  # fmt: skip
LEDGER_KEYS = ("ledger", "what", "period", "due", "sent")
PERIOD_END = "period_end"

_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_LONG = {"day": 1, "workday": 1, "week": 7, "month": 31, "quarter": 92, "half": 184, "year": 366}
"""Days at most; a handing in is looked for in its own period and the one after it."""
_TIME = re.compile(r"(?P<rest>.*?)\s*(?P<time>([01]\d|2[0-3]):[0-5]\d)?(?P<before>前)?")
_NEXT_MONTH = re.compile(r"次月(?P<day>\d{1,2})日前?")
_MONTH_DAY = re.compile(r"\d{2}-\d{2}")


class Submissions(NamedTuple):
    """Everything that the files define."""

    obligations: tuple[Obligation, ...]
    recorded: Recorded | None = None


def read_submissions(
    raws: Mapping[str, Any],
    ledgers: Mapping[str, Ledger],
    reports: Iterable[str] = (),
    places: Mapping[str, object] | None = None,
) -> Submissions:
    """Every entry (name → definition); BadDefinition names the entry that does not hold together, and its file by `places`."""
    where = places or {}
    known = tuple(reports)
    found = tuple(_shaped(name, raw, known, where.get(name, name)) for name, raw in raws.items() if name != RECORDED)
    _unmistakable(found, where)
    place = where.get(RECORDED, RECORDED)
    return Submissions(found, _recorded(raws[RECORDED], ledgers, place) if RECORDED in raws else None)


def _shaped(name: str, raw: object, reports: tuple[str, ...], place: object) -> Obligation:
    with shaped(place):
        return _obligation(name, entry(place, name, raw), reports, place)


def _unmistakable(found: Iterable[Obligation], where: Mapping[str, object]) -> None:
    """A record names its obligation by one word: no two may share one."""
    names: dict[str, str] = {}
    for one in found:
        for word in dict.fromkeys(one.words):
            if word in names:
                why = _("“{word}”已经是“{other}”（{place}）的名称").format(
                    word=word, other=names[word], place=where.get(names[word], names[word])
                )
                raise BadDefinition(where.get(one.name, one.name), why)
            names[word] = one.name


def _only(raw: Mapping[str, Any], keys: Iterable[str], place: object) -> None:
    for key in raw:
        if key not in keys:
            raise BadDefinition(place, str(UnknownName(_("键"), str(key), nearest(str(key), keys), tuple(keys))))


def _obligation(name: str, raw: Mapping[str, Any], reports: tuple[str, ...], place: object) -> Obligation:
    _only(raw, KEYS, place)
    if missing := [key for key in ("title", "every") if not raw.get(key)]:
        raise fault(place, _("缺少 {keys}").format(keys="、".join(missing)), name)
    every = one_of(place, _("周期"), str(raw["every"]), EVERY, name)
    report = str(raw.get("report", ""))
    if report and reports:
        one_of(place, _("报表"), report, reports, name)
    copies = raw.get("copies", 1)
    if not isinstance(copies, int) or copies < 1:
        raise fault(place, _("copies 要写份数，如 2"), name)
    if not isinstance(raw.get("default", False), bool):
        raise fault(place, _("default 要写 true 或 false"), name)
    return Obligation(
        name,
        str(raw["title"]),
        every,
        _due(raw.get("due"), every, place, name),
        report=report,
        copies=copies,
        systems=tuple(map(str, raw.get("systems", ()))),
        default=raw.get("default", False),
        aliases=tuple(map(str, raw.get("aliases", ()))),
        to=str(raw.get("to", "")),
        by=str(raw.get("by", "")),
        form=str(raw.get("form", "")),
        basis=str(raw.get("basis", "")),
        note=str(raw.get("note", "")),
    )


def _due(given: object, every: str, place: object, name: str) -> Due:
    """What `due` says, in the words that suit the period; left out it is the period's last day."""
    if isinstance(given, list):
        words = "、".join(str(day) for day in given)
        if every != "year" or not given:
            raise fault(place, _("due 写成几个日期时，every 要写 year"), name)
        return Due(days=tuple(_month_day(str(day), place, name) for day in given), words=words)
    text = str(given or PERIOD_END).strip()
    match = _TIME.fullmatch(text)
    assert match is not None, text  # every part of it may be blank
    rest, time = match["rest"].rstrip("，, "), match["time"] or ""
    found = _day_of(rest, every, place, name)
    return Due(found.after, found.weekday, found.days, time, "" if given is None else text)


def _day_of(rest: str, every: str, place: object, name: str) -> Due:
    if rest in ("", PERIOD_END, "期末", "月底", "month_end") or every == "event":
        return Due()
    if rest in _WEEKDAYS and every == "week":
        return Due(weekday=_WEEKDAYS.index(rest) + 1)
    if _MONTH_DAY.fullmatch(rest) and every == "year":
        return Due(days=(_month_day(rest, place, name),))
    try:
        match = _NEXT_MONTH.fullmatch(rest)
        after = duration(f"{match['day']} days" if match else rest)
        if after.number * _LONG[after.unit] > _LONG[every]:
            raise fault(place, _("期限“{text}”比一期还长，下一期已经到了").format(text=rest), name)
        return Due(after=after)
    except ValueError:
        why = _("看不懂期限“{text}”；可写 period_end、16:00、周五、3 days、5 workdays、次月3日前、10-28").format(
            text=rest
        )
        raise fault(place, why, name) from None


def _month_day(text: str, place: object, name: str) -> str:
    try:
        date.fromisoformat(f"2027-{text}")
    except ValueError:
        raise fault(place, _("“{text}”不是月-日，如 10-28").format(text=text), name) from None
    return text


def _recorded(raw: object, ledgers: Mapping[str, Ledger], place: object) -> Recorded:
    """The ledger of submissions, its fields found by any of their words."""
    given = entry(place, RECORDED, raw)
    _only(given, LEDGER_KEYS, place)
    if missing := [key for key in LEDGER_KEYS if not given.get(key)]:
        raise fault(place, _("缺少 {keys}").format(keys="、".join(missing)), RECORDED)
    ledger = ledgers[one_of(place, _("台账"), str(given["ledger"]), ledgers, RECORDED)]
    names = [field.name for field in ledger.fields]
    fields = [one_of(place, _("字段"), str(given[key]), names, RECORDED) for key in LEDGER_KEYS[1:]]
    return Recorded(ledger, *fields)
