"""A calendar as a workbook to print and hang up: a grid of weeks for each month, and a list of everything behind them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any

from shequ_cli.documents.chinese import printable, width
from shequ_cli.documents.document import Face
from shequ_cli.documents.settle import settled
from shequ_cli.documents.sheet import fill
from shequ_cli.documents.sheet_style import Look, Styles, put
from shequ_cli.documents.word_style import Fonts
from shequ_cli.words.language import _
from shequ_cli.work.agenda import Entry, EntryKind
from shequ_cli.work.period import Period, between, containing, month
from shequ_cli.work.table import Column, Table, TableRow
from shequ_cli.work.workday import WorkCalendar

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_DAY = timedelta(days=1)
_WEEK = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_COLUMN = 22
"""Excel's units; the seven of them fill an A4 page across."""
_SIZE, _LINE, _PAGE = 10, 14, 480
"""Points: of the type, of a line of it, and what the weeks of a page have between them."""
_CHARACTERS = 11
"""Chinese characters of that size on a line of a day."""
_OFF, _WORKED = "FBE5E1", "E4E9F2"


@dataclass(frozen=True, slots=True)
class Wall:
    """What the calendar shows: its entries, the days it is asked for, who hangs it up, and which days are worked."""

    entries: Sequence[Entry]
    span: Period
    unit: str
    calendar: WorkCalendar
    made: date
    remarks: tuple[str, ...] = ()


def write(wall: Wall, names: Fonts = Fonts()) -> bytes:  # noqa: B008 - a frozen value
    """The .xlsx file; the same calendar gives the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    styles = Styles.made(names)
    book._named_styles["Normal"].font = styles.plain["left"].font
    for code in wall.span.months():
        one = month(code)
        _Month(book.create_sheet(one.label), one, wall, styles, names).draw()
    face = Face(unit=wall.unit, filled_on=wall.made)
    fill(book.create_sheet(_("清单")), listed(wall), face, styles)
    book.properties.creator = printable(wall.unit)
    book.properties.title = printable(_title(wall, wall.span))
    buffer = BytesIO()
    book.save(buffer)
    return settled(buffer.getvalue(), wall.made)


def _title(wall: Wall, span: Period) -> str:
    return _("{unit}{period}工作日历").format(unit=wall.unit, period=span.label)


def listed(wall: Wall) -> Table:
    """Everything in one table, by day."""
    titles = (_("日期"), _("星期"), _("种类"), _("事项"), _("由谁办"), _("说明"))
    columns = tuple(Column(str(place), title, "text") for place, title in enumerate(titles))
    return Table("list", _title(wall, wall.span), columns, tuple(map(_row, wall.entries)), wall.remarks)


def _row(entry: Entry) -> TableRow:
    day = entry.span.label if not entry.days else _("{days}，每次").format(days=entry.span.label)
    title = _("{time}前 {title}").format(time=entry.time, title=entry.title) if entry.time else entry.title
    weekday = weekday_of(entry.start) if entry.end - entry.start == _DAY else ""
    return TableRow((day, weekday, entry.kind.word, title, entry.who, entry.detail))


def weekday_of(day: date) -> str:
    """周一 … 周日."""
    return _WEEK[day.weekday()].replace("星期", "周")


class _Month:
    """One sheet: the title, what runs through the month, the days of the week, then two rows a week."""

    def __init__(self, sheet: Worksheet, period: Period, wall: Wall, styles: Styles, names: Fonts) -> None:
        self.sheet, self.period, self.wall, self.styles = sheet, period, wall, styles
        from openpyxl.styles import Alignment, Font

        frame = styles.cell("left", strong=False, part=False).border
        small = Font(name=names.song, size=_SIZE, charset=134)
        strong = Font(name=names.hei, size=_SIZE + 2, charset=134)
        self.number = Look(strong, Alignment(horizontal="left", vertical="center"), frame)
        self.text = Look(small, Alignment(horizontal="left", vertical="top", wrap_text=True), frame)

    def draw(self) -> None:
        """Fill the sheet."""
        for place in range(1, 8):
            self.sheet.column_dimensions[self.sheet.cell(1, place).column_letter].width = _COLUMN
        self._across(1, _title(self.wall, self.period), self.styles.title, 36)
        through = _("　").join(self._through()) or _("　")
        lines = ceil(width(through) / (_CHARACTERS * 7))
        self._across(2, through, self.styles.plain["left"], 18 * lines + 4)
        for place, word in enumerate(_WEEK, 1):
            put(self.sheet.cell(3, place), word, self.styles.head)
        self.sheet.row_dimensions[3].height = 22
        line, mondays = 4, list(self._mondays())
        for monday in mondays:
            self._week(line, monday, _PAGE / len(mondays) - 18)
            line += 2
        self._printing(line - 1)

    def _mondays(self) -> Iterator[date]:
        monday = containing("week", self.period.start).start
        while monday < self.period.end:
            yield monday
            monday += 7 * _DAY

    def _across(self, line: int, text: str, look: Look, height: float) -> None:
        put(self.sheet.cell(line, 1), text, look)
        self.sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=7)
        self.sheet.row_dimensions[line].height = height

    def _week(self, line: int, monday: date, least: float) -> None:
        highest = 0
        for place in range(1, 8):
            day = monday + (place - 1) * _DAY
            inside = day in self.period
            said = list(self._on(day)) if inside else []
            number, text = self.sheet.cell(line, place), self.sheet.cell(line + 1, place)
            put(number, self._numbered(day) if inside else None, self.number)
            put(text, "\n".join(said) or None, self.text)
            if colour := self._colour(day) if inside else "":
                number.fill = text.fill = _filled(colour)
            highest = max(highest, sum(max(ceil(width(part) / _CHARACTERS), 1) for part in said))
        self.sheet.row_dimensions[line].height = 18
        self.sheet.row_dimensions[line + 1].height = max(least, highest * _LINE + 4)

    def _numbered(self, day: date) -> str:
        """12, 1 休, 10 班: only what the notice names is marked, weekends are off anyway."""
        known = self.wall.calendar.years.get(day.year)
        mark = "" if known is None else _("休") if day in known.off else _("班") if day in known.work else ""
        return f"{day.day} {mark}".strip()

    def _colour(self, day: date) -> str:
        known = self.wall.calendar.years.get(day.year)
        if known and day in known.work:
            return _WORKED
        return _OFF if day.weekday() >= 5 or (known and day in known.off) else ""

    def _on(self, day: date) -> Iterator[str]:
        for entry in self._entries():
            if entry.start == day and not self._runs_through(entry) and entry.kind is not EntryKind.WORK:
                yield _short(entry)

    def _through(self) -> Iterator[str]:
        """What is not of one day: whole months, what has begun before the month, what is due again and again."""
        for entry in self._entries():
            if self._runs_through(entry):
                yield _short(entry)

    def _runs_through(self, entry: Entry) -> bool:
        return bool(entry.days) or entry.start < self.period.start or entry.span.kind == "month"

    def _entries(self) -> Iterable[Entry]:
        inside = self.period
        return (one for one in self.wall.entries if one.start < inside.end and one.end > inside.start)

    def _printing(self, last: int) -> None:
        """One A4 page across."""
        self.sheet.print_area = f"A1:G{last}"
        self.sheet.page_setup.orientation = "landscape"
        self.sheet.page_setup.paperSize = 9
        self.sheet.page_setup.fitToWidth = self.sheet.page_setup.fitToHeight = 1
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True
        self.sheet.print_options.horizontalCentered = True
        self.sheet.page_margins.left = self.sheet.page_margins.right = 0.5
        self.sheet.page_margins.top = self.sheet.page_margins.bottom = 0.6


def _short(entry: Entry) -> str:
    """An entry in the few words that a day has room for; where it lasts longer, until when."""
    time = _("{time}前").format(time=entry.time) if entry.time else ""
    title = f"{EntryKind.TASK.word}：{entry.title}" if entry.kind is EntryKind.TASK else entry.title
    lasts = entry.end - entry.start > _DAY and not entry.days and entry.span.kind != "month"
    until = _("（至{m}月{d}日）").format(m=entry.last_day.month, d=entry.last_day.day) if lasts else ""
    return f"{time}{title}{until}"


def _filled(colour: str) -> Any:  # noqa: ANN401 - openpyxl's own
    from openpyxl.styles import PatternFill

    return PatternFill("solid", start_color=colour)


def whole_months(span: Period) -> Period:
    """The months that a span has days in, whole: a grid of half a month looks like a mistake."""
    last = span.last_day
    end = date(last.year, last.month, monthrange(last.year, last.month)[1]) + _DAY
    return between(span.start.replace(day=1), end)
