"""Takes in a year's days off: read, judged, held against what is there, saved in one commit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shequ_cli.cli import output
from shequ_cli.words.errors import DataFault, UsageFault
from shequ_cli.words.language import _
from shequ_cli.work.daysoff import Notice, judged, notice

if TYPE_CHECKING:
    from shequ_cli.cli.desk import Desk
    from shequ_cli.store.save import FileEdit
    from shequ_cli.work.campaign import Occurrence


@dataclass(frozen=True, slots=True)
class Taken:
    """A notice, the change that it makes (None: it is there already), and what is doubtful about it."""

    notice: Notice
    edit: FileEdit | None
    told: str
    remarks: tuple[str, ...] = ()

    def save(self, desk: Desk, *, commit: bool) -> None:
        """Write calendar/<year>.yaml and commit it."""
        from shequ_cli.store.save import apply

        if self.edit:
            message = _("录入 {year} 年放假安排").format(year=self.notice.year)
            saved = apply(desk.store.root, [self.edit], message, commit=commit, who=desk.store.profile.name)
            if saved.remark:
                output.remark(saved.remark)


def take(desk: Desk, file: Path, year: int | None, *, replace: bool) -> Taken:
    """The notice in a file; BadNotice when it cannot be right, UsageFault when another one is there."""
    from shequ_cli.exchange.daysfile import read

    try:
        marked = read(file, file.read_bytes())
    except OSError as error:
        raise UsageFault(_("读不到 {file}：{why}").format(file=file, why=error.strerror)) from error
    years = sorted({one.day.year for one in marked})
    if not years:
        raise DataFault(_("{file} 里没有放假或上班的日子").format(file=file.name))
    if year is None and len(years) > 1:
        listed = "、".join(map(str, years))
        raise UsageFault(_("{file} 里有 {years} 几年，请用 --year 指明一年").format(file=file.name, years=listed))
    wanted = year or years[0]
    found = notice(marked, wanted, _("{file}，{day}录入").format(file=file.name, day=desk.today))
    remarks = judged(found, _statutory(desk, wanted))
    edit, told = _edit(desk, found, replace=replace)
    return Taken(found, edit, told, tuple(remarks))


def _statutory(desk: Desk, year: int) -> list[Occurrence]:
    from shequ_cli.work.campaign import occurrences, read_campaigns

    raw = desk.store.assets.raw("calendar", "statutory")
    return list(occurrences(read_campaigns(raw, "calendar/statutory.yaml"), year))


def _edit(desk: Desk, found: Notice, *, replace: bool) -> tuple[FileEdit | None, str]:
    """The change to the store; none where the calendar in force says the same already."""
    from shequ_cli.cli.definitions import work_calendar
    from shequ_cli.store.save import FileEdit

    year, path = found.year, f"calendar/{found.year}.yaml"
    known = work_calendar(desk.store).years.get(year)
    if known and (known.off, known.work) == (found.year_days.off, found.year_days.work):
        return None, _("{year} 年的安排已经有了，内容一样，没有改动").format(year=year)
    if known and not replace:
        differ = sorted((known.off ^ found.year_days.off) | (known.work ^ found.year_days.work))
        said = _("{path} 已有不同的安排（差在 {days}）；确实要换请加 --replace")
        raise UsageFault(said.format(path=path, days="、".join(map(str, differ))))
    file = desk.store.root / path
    before = file.read_bytes() if file.is_file() else None
    told = _("{path}：放假 {off} 天，调休上班 {work} 天").format(path=path, off=len(found.days), work=len(found.work))
    return FileEdit(path, before, found.text().encode()), told
