"""时间储蓄 (S64, story 35): hours saved and redeemed by members who are codes, and no balance below zero."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from fieldstore import FieldStore, Row, ledgers, measures
from reported import page

from shequ_cli.rules.privacy import Audience, masked_values
from shequ_cli.work.explanation import explain
from shequ_cli.work.periodwords import parse

GOLDEN = Path(__file__).parent / "golden"
Golden = Callable[[Path, str], None]

SAVED = {
    "日期": "2026-03-02", "成员": "ZY-001", "志愿队": "党员志愿队", "种类": "存入", "时数": "3", "服务": "助老", "本人同意": "是",
}  # fmt: skip
USED = SAVED | {"日期": "2026-04-02", "种类": "支取", "时数": "2.5", "服务": "互助"}


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"成员": "滕立夏"}, "E-pattern", "写代号，如 ZY-012，不写姓名"),
        ({"时数": "0.3"}, "E-range", "0.5 的倍数"),
        ({"时数": "0"}, "E-range", ""),
        ({"时数": "25"}, "E-range", ""),
        ({"种类": "贷出"}, "E-enum", ""),
        ({"服务": ""}, "E-require", "要写服务内容和志愿队"),
        ({"本人同意": ""}, "D-require", "要有本人书面同意"),
        ({"本人同意": "否"}, "E-forbid", "没有同意的不登记"),
        ({"确认日期": "2026-03-05"}, "E-together", "确认日期和确认人要一起填"),
        ({"确认日期": "2026-03-01", "确认人": "文体专干"}, "E-order", ""),
    ],
)
def test_S64_an_entry_that_cannot_be_is_refused(desk: FieldStore, change: Row, code: str, said: str) -> None:
    reasons = desk.why_not("time_bank", SAVED | change)
    found = {code.removeprefix("D-").removeprefix("E-"): why for code, why in reasons.items()}
    assert code[2:] in found, reasons
    assert said in found[code[2:]]


def test_story_35_nobody_takes_more_than_there_is(desk: FieldStore) -> None:
    desk.add("time_bank", SAVED, USED)

    assert "余额不能为负" in desk.why_not("time_bank", USED | {"日期": "2026-05-01", "时数": "1"})["E-balance"]
    assert (
        "余额不能为负" in desk.why_not("time_bank", USED | {"日期": "2026-03-01", "时数": "1"})["E-balance"]
    )  # before the first
    assert (
        "余额不能为负"
        in desk.why_not("time_bank", USED | {"种类": "转出", "服务": "", "日期": "2026-05-01", "时数": "1"})[
            "E-balance"
        ]
    )
    assert desk.why_not("time_bank", USED | {"日期": "2026-05-01", "时数": "0.5"}) == {}
    assert "E-balance" in desk.why_not("time_bank", USED | {"成员": "ZY-002", "时数": "0.5"})  # somebody else's hours


def test_S64_hours_rate_people_and_balance(desk: FieldStore) -> None:
    other = SAVED | {"成员": "ZY-002", "志愿队": "治安巡逻队", "服务": "巡逻", "时数": "1.5", "日期": "2026-04-10"}
    given = USED | {"种类": "转出", "服务": "", "时数": "0.5", "日期": "2026-04-11"}
    taken = other | {"种类": "转入", "时数": "0.5", "日期": "2026-04-11"}
    desk.add("time_bank", SAVED, USED, other, given, taken)

    desk.says("2026-03", time_bank_saved=Decimal(3), time_bank_members=1, time_bank_balance=Decimal(3))
    desk.says("2026-04", time_bank_saved=Decimal("1.5"), time_bank_used=Decimal("2.5"), time_bank_balance=Decimal(2))
    desk.says("2026", time_bank_rate=Decimal("55.6"), time_bank_members=2, time_bank_services=2)  # 2.5 ÷ 4.5
    teams = desk.figure("time_bank_balance", "2026-04").slices["team"]
    assert {team: views.value for team, views in teams.items()} == {"党员志愿队": 0, "治安巡逻队": Decimal(2)}


def test_S64_the_balance_is_explained_with_its_sign(desk: FieldStore) -> None:
    desk.add("time_bank", SAVED, USED)
    told = explain("time_bank_balance", parse("2026-04", desk.today), measures(), desk.store, desk.today)

    assert told.definition == "时间储蓄余额＝累计存入时数－累计支取时数"
    assert told.formula == "3－2.5＝0.5小时"


def test_story_35_a_query_answers_every_balance(desk: FieldStore) -> None:
    desk.add("time_bank", SAVED, USED, SAVED | {"成员": "ZY-002", "时数": "4"})
    sql = "SELECT 成员代号, SUM(CASE WHEN 记账种类 IN ('存入', '转入') THEN 时数 ELSE -时数 END) AS 余额 FROM 时间储蓄 GROUP BY 成员代号"

    assert desk.store.select(sql).rows == (("ZY-001", 0.5), ("ZY-002", 4.0))


def test_S64_an_entry_is_to_be_confirmed_in_five_workdays(desk: FieldStore) -> None:
    [id] = desk.add("time_bank", SAVED)

    assert desk.clocks(id) == {"时数确认": ("overdue", date(2026, 3, 9))}


def test_S64_nothing_of_a_member_is_public(desk: FieldStore) -> None:
    [id] = desk.add("time_bank", SAVED)

    assert masked_values(ledgers()["time_bank"], desk.store.record(id).values, Audience.PUBLIC) == {}


def test_S64_the_report_reads_as_it_should_full_and_empty(desk: FieldStore, golden: Golden) -> None:
    golden(GOLDEN / "volunteer-empty.md", page(desk, "volunteer", "2026-04"))
    desk.add(
        "time_bank",
        SAVED,
        USED,
        SAVED | {"成员": "ZY-002", "志愿队": "治安巡逻队", "服务": "巡逻", "日期": "2026-04-10"},
    )
    golden(GOLDEN / "volunteer-2026Q2.md", page(desk, "volunteer", "2026Q2"))
