"""The calendar as a workbook: a grid of weeks a month with days off marked, and a list of everything."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

import planstore
from shequ_cli.documents.month_sheet import Wall, whole_months, write
from shequ_cli.work.agenda import Entry, EntryKind, Sources, agenda
from shequ_cli.work.campaign import read_campaigns
from shequ_cli.work.period import Period
from shequ_cli.work.periodwords import parse
from shequ_cli.work.submissionfile import read_submissions

TODAY = date(2026, 10, 28)
CAMPAIGNS = read_campaigns(
    {
        "campaigns": [
            {"id": "elder_month", "name": "敬老月", "month": 10},
            {"id": "mental", "name": "世界精神卫生日", "fixed": "10-10"},
            {"id": "week", "name": "宣传周", "fixed": "10-28", "to": "11-03"},
        ]
    }
)
SUBMISSIONS = read_submissions(
    {"d": {"title": "创城日报", "every": "day", "due": "16:00"}, "m": {"title": "=月报", "every": "month"}}, {}
).obligations


def wall(span: Period) -> Wall:
    sources = Sources(planstore.calendar(), CAMPAIGNS, (), SUBMISSIONS)
    return Wall(agenda(span, sources), span, "幸福社区居民委员会", planstore.calendar(), TODAY, ("2027年待录入",))


def book(span: str) -> Any:  # noqa: ANN401 - openpyxl's
    return load_workbook(BytesIO(write(wall(parse(span, TODAY)))))


def cells(sheet: Any) -> dict[str, str]:  # noqa: ANN401
    return {cell.coordinate: str(cell.value) for row in sheet for cell in row if cell.value is not None}


def test_a_month_is_a_grid_from_monday_to_sunday() -> None:
    sheet = book("2026-10").worksheets[0]
    found = cells(sheet)

    assert sheet.title == "2026年10月"
    assert found["A1"] == "幸福社区居民委员会2026年10月工作日历"
    assert found["A2"] == "敬老月　16:00前每日报送创城日报"
    assert (found["A3"], found["G3"]) == ("星期一", "星期日")
    assert "A4" not in found and (found["D4"], found["F4"]) == ("1 休", "3 休")
    assert found["D5"] == "国庆节放假（至10月7日）"
    assert (found["F6"], found["F7"]) == ("10 班", "世界精神卫生日")
    assert found["C13"] == "宣传周（至11月3日）"
    assert found["F12"] == "31" and found["F13"] == "报送=月报（2026年10月）"


def test_days_off_and_days_worked_in_exchange_have_their_colours() -> None:
    sheet = book("2026-10").worksheets[0]
    colours = {place: sheet[place].fill.start_color.rgb[-6:] for place in ("D4", "F6", "G6", "D6")}

    assert colours["D4"] == colours["G6"] == "FBE5E1"
    assert colours["F6"] == "E4E9F2"
    assert sheet["D6"].fill.fill_type is None


def test_what_began_in_the_month_before_stands_above_the_days() -> None:
    sheet = book("2026-10..2026-11").worksheets[1]

    assert "宣传周（至11月3日）" in cells(sheet)["A2"]


def test_the_list_has_everything_and_the_remarks() -> None:
    sheet = book("2026-10").worksheets[-1]
    found = cells(sheet)

    assert sheet.title == "清单"
    rows = ["|".join(str(cell.value or "") for cell in row) for row in sheet.iter_rows(min_row=4)]
    assert "2026年10月1日—10月7日||放假|国庆节放假||共7天" in rows
    assert "2026年10月10日|周六|上班|调休上班||" in rows
    assert "2026年10月10日|周六|主题日|世界精神卫生日||" in rows
    assert any("16:00前 每日报送创城日报" in row for row in rows)
    assert "2027年待录入" in found.values()


def test_each_page_is_one_a4_across_and_the_same_bytes_come_twice() -> None:
    span = parse("2026-10", TODAY)
    sheet = book("2026-10").worksheets[0]

    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 1)
    assert write(wall(span)) == write(wall(span))


def test_half_a_month_is_shown_whole() -> None:
    found = whole_months(parse("2026-10-28..2027-01-28", TODAY))

    assert (found.start, found.last_day) == (date(2026, 10, 1), date(2027, 1, 31))


def test_an_entry_that_looks_like_a_formula_stays_words() -> None:
    entry = Entry(EntryKind.CAMPAIGN, "x", "=1+1", date(2026, 10, 20), date(2026, 10, 21))
    span = parse("2026-10", TODAY)
    made = Wall((entry,), span, "社区", planstore.calendar(), TODAY)
    sheet = load_workbook(BytesIO(write(made))).worksheets[0]

    assert [cell.data_type for row in sheet for cell in row if cell.value == "=1+1"] == ["s"]
