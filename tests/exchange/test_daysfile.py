"""Days off from files of others: YAML, CSV and .ics, read, put in runs, and judged (issue 3 point 6)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

import planstore
from shequ_cli.exchange.daysfile import read
from shequ_cli.words.errors import ShequError, UsageFault
from shequ_cli.work.campaign import Occurrence, occurrences, read_campaigns
from shequ_cli.work.daysoff import BadNotice, Marked, Notice, judged, notice
from shequ_cli.work.workday import YearDays, read_calendar

SHIPPED = Path(__file__).parents[2] / "schemas" / "calendar"
DAY = timedelta(days=1)


def statutory(year: int) -> list[Occurrence]:
    import yaml

    return list(occurrences(read_campaigns(yaml.safe_load((SHIPPED / "statutory.yaml").read_text("utf-8"))), year))


def found(name: str, text: str, year: int) -> Notice:
    return notice(read(Path(name), text.encode()), year, name)


def as_csv(days: YearDays) -> str:
    """A year as somebody would type it, one day a line."""
    off = [(day, run.name, "放假") for run in days.holidays for day in _span(run.first, run.last)]
    lines = sorted([*off, *((day, "", "上班") for day in days.work)])
    return "日期,名称,放假/上班\r\n" + "".join(f"{day:%Y/%-m/%-d},{name},{word}\r\n" for day, name, word in lines)


def as_ics(days: YearDays) -> str:
    """A year as published calendars have it: 休 and 班 behind the name, a long line folded, an appointment between."""
    events = [
        f"DTSTART;VALUE=DATE:{run.first:%Y%m%d}\r\nDTEND;VALUE=DATE:{run.last + DAY:%Y%m%d}\r\nSUMMARY:{run.name}\r\n （休）\r\n"
        for run in days.holidays
    ]
    events += [f"DTSTART;VALUE=DATE:{day:%Y%m%d}\r\nSUMMARY;LANGUAGE=zh:补班\r\n" for day in days.work]
    events += [
        "DTSTART:20260312T090000Z\r\nSUMMARY:休息室维修\r\n",
        "DTSTART;VALUE=DATE:20260312\r\nSUMMARY:植树节\r\n",
    ]
    return (
        "BEGIN:VCALENDAR\r\n" + "".join(f"BEGIN:VEVENT\r\n{one}END:VEVENT\r\n" for one in events) + "END:VCALENDAR\r\n"
    )


def _span(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
@pytest.mark.parametrize("form", ["csv", "ics", "yaml"])
def test_the_shipped_years_come_back_from_every_form_and_stand_up_to_the_law(year: int, form: str) -> None:
    days = planstore.calendar().years[year]
    texts = {"csv": as_csv(days), "ics": as_ics(days), "yaml": (SHIPPED / f"{year}.yaml").read_text("utf-8")}
    read_back = found(f"{year}.{form}", texts[form], year)

    assert (set(read_back.days), set(read_back.work)) == (days.off, days.work)
    assert [run[1:] for run in read_back.off] == [run[1:] for run in days.holidays]
    assert [run.name for run in read_back.off] == [run.name for run in days.holidays]
    assert judged(read_back, statutory(year)) == []


def test_what_is_written_is_read_again_as_the_same_calendar() -> None:
    import yaml

    days = planstore.calendar().years[2026]
    text = found("2026.csv", as_csv(days), 2026).text()
    again = read_calendar({"2026": yaml.load(text, yaml.BaseLoader)}).years[2026]

    assert again == days
    assert text.startswith("# 放假与调休上班日")


def test_the_law_has_thirteen_days_since_2025_and_eleven_before() -> None:
    assert [len(statutory(year)) for year in (2024, 2025, 2026, 2027)] == [11, 13, 13, 13]


def test_a_file_in_gbk_is_read_as_well() -> None:
    text = as_csv(planstore.calendar().years[2026])

    assert {one.name for one in read(Path("假.csv"), text.encode("gb18030"))} >= {"国庆节", "春节"}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("2026-10-01,国庆节,过节", "没有写放假还是上班"),
        ("十月一日,国庆节,放假", "第一列“十月一日”不是日期"),
        ("2026-13-01,国庆节,放假", "不是日期"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: str, why: str) -> None:
    with pytest.raises(ShequError, match=why) as caught:
        read(Path("假.csv"), f"日期,名称,放假/上班\n2026-01-01,元旦,放假\n{line}\n".encode())
    assert "假.csv:3" in str(caught.value)


@pytest.mark.parametrize(("name", "data"), [("假.docx", b""), ("假.txt", b"x")])
def test_another_kind_of_file_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(UsageFault, match="后缀"):
        read(Path(name), data)


def test_a_calendar_that_is_none_is_refused() -> None:
    with pytest.raises(ShequError, match="不是 .ics"):
        read(Path("假.ics"), b"hello")
    with pytest.raises(ShequError, match="没有“年份”"):
        read(Path("假.yaml"), "放假: []\n".encode())


def test_an_event_on_a_day_that_is_none_is_refused() -> None:
    text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261301\r\nSUMMARY:国庆休\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

    with pytest.raises(ShequError, match="“国庆休”的日期 20261301 不对"):
        read(Path("假.ics"), text.encode())


def full(*changes: Marked) -> Notice:
    """2026 with some days changed."""
    days = planstore.calendar().years[2026]
    known = {day: Marked(day, run.name, True) for run in days.holidays for day in _span(run.first, run.last)}
    known |= {day: Marked(day, "", False) for day in days.work}
    return notice((known | {one.day: one for one in changes}).values(), 2026)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Marked(date(2026, 10, 1), "", False), "2026-10-01 是国庆节，却没有放假"),
        (Marked(date(2026, 2, 16), "", False), "2026-02-16 是除夕，却没有放假"),
        (Marked(date(2026, 11, 4), "", False), "2026-11-04 不是周末，不用写调休上班"),
    ],
)
def test_a_notice_against_the_law_or_the_week_is_refused(change: Marked, why: str) -> None:
    with pytest.raises(BadNotice, match=why):
        judged(full(change), statutory(2026))


def test_days_that_do_not_balance_are_doubted() -> None:
    """A forgotten make-up day: the weekdays off are one too many."""
    (doubt,) = judged(full(Marked(date(2026, 10, 10), "", True)), statutory(2026))

    assert "相差 14 天，而法定节假日是 13 天" in doubt


def test_a_year_without_a_day_is_refused() -> None:
    with pytest.raises(BadNotice, match="没有 2027 年的放假日"):
        judged(notice([], 2027), statutory(2027))


def test_holidays_that_touch_stay_two_when_they_have_two_names() -> None:
    days = [
        Marked(date(2026, 10, day), name, True) for day, name in ((1, "国庆节"), (2, "国庆节"), (3, "中秋节"), (4, ""))
    ]

    assert [(run.name, run.first.day, run.last.day) for run in notice(days, 2026).off] == [
        ("国庆节", 1, 2),
        ("中秋节", 3, 4),
    ]
