"""报送台账 (S06) and 创城日报 (S90): what is recorded, what is on time, and what the field's data flow asks for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from fieldstore import FieldStore, Row, definitions, ledgers, timing

from shequ_cli.store.assets import Assets
from shequ_cli.work.period import Period
from shequ_cli.work.periodwords import parse
from shequ_cli.work.submission import Obligation, slots
from shequ_cli.work.submissionfile import Submissions, read_submissions

TODAY = date(2026, 10, 28)
SENT = {"事项": "消防工作情况报告", "期间": "2026-09", "应报日期": "2026-09-30", "报出日期": "2026-09-29", "份数": "2"}
DAILY = {"事项": "创城日报", "期间": "2026-10-27", "应报日期": "2026-10-27", "应报时刻": "16:00"}
DAY = {
    "日报日期": "2026-10-27",
    "管区": "第一网格",
    "工作情况": "清理非机动车乱停",
    "问题件数": "3",
    "当天整改件数": "2",
}


def shipped() -> Submissions:
    assets: Assets = definitions()
    return read_submissions({name: one.raw for name, one in assets.raw_all("submissions").items()}, ledgers())


def obligation(name: str) -> Obligation:
    return next(one for one in shipped().obligations if one.name == name)


def dues(name: str, span: str) -> list[str]:
    period: Period = parse(span, TODAY)
    return [f"{slot.due:%m-%d}" for slot in slots(obligation(name), period, timing(TODAY).calendar)]


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        (SENT | {"期间": "9月"}, "E-pattern", "2026-10"),
        (SENT | {"报出日期": "", "报出时刻": "15:00"}, "E-required", "要写报出日期"),
        (SENT | {"份数": "0"}, "E-range", ""),
        ({"事项": "创城日报", "期间": "2026-10-27"}, "E-required", ""),
    ],
)
def test_s06_a_submission_that_cannot_be_read_is_refused(desk: FieldStore, row: Row, code: str, said: str) -> None:
    assert said in desk.why_not("submission", row)[code]


def test_s06_the_same_thing_of_the_same_period_twice_is_doubted(desk: FieldStore) -> None:
    desk.add("submission", SENT)

    assert "记了两次" in desk.why_not("submission", SENT | {"应报日期": "2026-10-08"})["D-unique"]


def test_s06_the_clock_runs_to_the_day_it_is_due_and_stops_when_it_is_sent(desk: FieldStore) -> None:
    (id,) = desk.add("submission", DAILY | {"期间": "2026-10-28", "应报日期": "2026-10-28"})
    assert desk.clocks(id) == {"报出": ("soon", TODAY)}
    assert desk.clocks(id, date(2026, 10, 29)) == {"报出": ("overdue", TODAY)}

    desk.edit(id, 报出日期="2026-10-28")
    assert desk.clocks(id) == {"报出": ("done", TODAY)}


def test_s06_s90_on_time_is_by_the_day_and_by_the_hour(desk: FieldStore) -> None:
    """R08: 未及时上报视为未完成. Of five due in October three go out, two of them in time: 40 %."""
    desk.add(
        "submission",
        DAILY | {"报出日期": "2026-10-27", "报出时刻": "15:50"},
        DAILY | {"期间": "2026-10-26", "应报日期": "2026-10-26", "报出日期": "2026-10-26", "报出时刻": "16:20"},
        DAILY | {"期间": "2026-10-25", "应报日期": "2026-10-25"},
        SENT | {"期间": "2026-Q3".replace("-", ""), "应报日期": "2026-10-08", "报出日期": "2026-10-08", "份数": "3"},
        SENT | {"期间": "2026-10", "应报日期": "2026-10-31", "报出日期": "", "份数": ""},
    )

    desk.says("2026-10", submissions_due=5, submissions_sent=3, submissions_on_time=2, submissions_late=1)
    desk.says("2026-10", submission_on_time_rate=Decimal("40.0"), submission_copies=3, submissions_open=2)


def test_s06_one_day_late_is_late_and_said_by_check(desk: FieldStore) -> None:
    desk.add("submission", SENT | {"报出日期": "2026-10-09"})

    desk.says(
        "2026-09", submissions_due=1, submissions_on_time=0, submissions_late=1, submission_on_time_rate=Decimal(0)
    )
    (problem,) = desk.store.problems(["submission"])
    assert (problem.level.value, problem.code) == ("hint", "H-order")
    assert "未及时上报视为未完成" in problem.message


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (DAY | {"当天整改件数": "4"}, "E-at-most"),
        ({key: value for key, value in DAY.items() if key != "工作情况"}, "E-required"),
    ],
)
def test_s90_a_daily_report_that_cannot_be_right_is_refused(desk: FieldStore, row: Row, code: str) -> None:
    assert code in desk.why_not("daily", row)


def test_s90_a_grid_reports_once_a_day(desk: FieldStore) -> None:
    """R52 story 7: 工作情况、存在问题、需协调问题."""
    desk.add("daily", DAY, DAY | {"管区": "第二网格", "存在问题": "路口仍有乱停", "需协调问题": "请城管中队早高峰巡查"})

    assert "已有一份日报" in desk.why_not("daily", DAY)["E-unique"]
    desk.says(
        "2026-10", dailies=2, daily_problems=6, daily_settled=4, daily_needs=1, daily_settled_rate=Decimal("66.7")
    )


@pytest.mark.parametrize(
    ("name", "span", "expected"),
    [
        ("creation_daily", "2026-10-26..2026-10-28", ["10-26", "10-27", "10-28"]),  # R52 S90
        ("fire_month", "2026Q4", ["10-31", "11-30", "12-31"]),  # R50 S13
        ("fire_appraisal_half", "2026", ["06-30", "12-31"]),  # R50
        ("harmony_month", "2026-10", ["10-31"]),  # R53 S85
        ("mediation_month", "2026-11", ["11-03"]),  # R36 S28
        ("screening_week", "2026-10-05..2026-10-18", ["10-09", "10-16"]),  # R54 S28
        ("housing_survey", "2026", ["10-28"]),  # R56 S44
        ("charity_quarter", "2026", ["03-31", "06-30", "09-30", "12-31"]),
        ("major_hazard", "2026", []),
    ],
)
def test_r50_r52_r53_r36_r54_r56_the_fields_cadences_are_data(name: str, span: str, expected: list[str]) -> None:
    assert dues(name, span) == expected


def test_r52_the_daily_report_is_due_before_four_and_goes_to_the_office_by_mail() -> None:
    daily = obligation("creation_daily")

    assert (daily.due.time, daily.to, daily.form, daily.by) == ("16:00", "创城办", "邮件", "管区专人")


def test_every_flow_of_the_field_says_who_and_to_whom_and_why_and_none_begins_by_itself() -> None:
    found = shipped()

    assert [
        one.name for one in found.obligations if not (one.by and one.to and one.basis and "S06" in one.systems)
    ] == []
    assert [one.name for one in found.obligations if one.default] == []
    assert {one.every for one in found.obligations} == {"day", "week", "month", "quarter", "half", "year", "event"}
    assert found.recorded is not None and found.recorded.ledger.name == "submission"
