"""矛盾纠纷调解 (S28, S29): a case from registration to the archive, and what the three forms of a month count."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from fieldstore import FieldStore, Row

from shequ_cli.words.errors import StateRefused

NEW = {"受理日期": "2026-09-01", "纠纷类型": "邻里纠纷", "摘要": "楼上渗水，双方为维修费用争执"}
AGREED = NEW | {"状态": "达成协议", "调结日期": "2026-09-10", "协议日期": "2026-09-10", "协议形式": "口头协议"}


def test_story_21_a_case_goes_from_registration_to_the_archive_step_by_step(desk: FieldStore) -> None:
    [id] = desk.add("case", NEW | {"状态": "登记"})
    desk.advance(id, "受理")
    desk.advance(id, "调解中")

    agreed = desk.advance(id, "达成协议", 协议形式="书面", 涉及金额="1200")
    assert agreed.values["concluded_on"] == agreed.values["agreement_on"] == desk.today

    desk.advance(id, "履行中", 履行期限="2026-11-30")
    assert desk.advance(id, "已履行").values["fulfilled_on"] == desk.today
    filed = desk.advance(id, "已归档", 协议编号="调2026-1", 卷内文书="申请书、人民调解记录、协议书、封底")
    assert filed.values["docket"] == "（2026）人调字第1号"
    assert filed.values["archived_on"] == desk.today
    assert filed.values["dossier"] == ("调解申请书或受理登记表", "人民调解记录", "调解协议书或口头协议登记表", "封底")


def test_a_case_does_not_jump_over_mediation(desk: FieldStore) -> None:
    [id] = desk.add("case", NEW)

    with pytest.raises(StateRefused, match="调解中、撤回"):
        desk.advance(id, "达成协议", 协议形式="口头")


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"纠纷发生日期": "2026-09-02"}, "E-order", "纠纷先发生后受理"),
        ({"状态": "已履行", "履行日期": ""}, "E-require", "已履行的要写履行日期"),
        ({"协议形式": ""}, "D-require", "协议形式"),
        ({"履行期限": "2026-09-05"}, "E-order", "履行期限不能早于协议日期"),
        ({"状态": "调解不成"}, "E-forbid", "没有达成协议"),
        ({"司法确认": "确认", "司法确认申请日期": "2026-09-20"}, "E-require", "裁定日期"),
    ],
)
def test_a_case_that_contradicts_itself_is_refused(desk: FieldStore, change: Row, code: str, said: str) -> None:
    reasons = desk.why_not("case", AGREED | change)

    assert said in reasons[code]


def test_a_docket_is_given_once(desk: FieldStore) -> None:
    filed = AGREED | {"状态": "已归档", "归档日期": "2026-10-08", "案号": "（2026）人调字第7号"}
    desk.add("case", filed)

    assert "案号重复" in desk.why_not("case", filed)["E-unique"]


def test_S29_story_21_clocks_run_by_the_law_and_by_local_rules(desk: FieldStore) -> None:
    [waiting, agreed] = desk.add("case", NEW, AGREED | {"司法确认": "拟申请"})

    assert desk.clocks(waiting) == {"调结": ("overdue", date(2026, 10, 1))}
    clocks = desk.clocks(agreed)
    assert clocks["调结"][0] == "done"
    assert clocks["回访"] == ("overdue", date(2026, 10, 10))
    assert clocks["司法确认申请"] == ("overdue", date(2026, 10, 10))  # the 30th day, a Saturday worked in exchange
    assert clocks["归档"] == ("open", date(2026, 12, 10))


def test_the_last_day_of_the_30_days_moves_off_a_holiday(desk: FieldStore) -> None:
    days = {"受理日期": "2026-08-20", "调结日期": "2026-09-03", "协议日期": "2026-09-03"}
    [id] = desk.add("case", AGREED | days | {"司法确认": "拟申请"})

    assert desk.clocks(id)["司法确认申请"][1] == date(2026, 10, 8)


def test_a_case_that_is_not_accepted_has_no_clocks(desk: FieldStore) -> None:
    [id] = desk.add("case", NEW | {"状态": "不予受理"})

    assert desk.clocks(id) == {}


def test_S28_story_20_what_was_found_resolved_and_left_open(desk: FieldStore) -> None:
    desk.add(
        "case",
        NEW | {"受理日期": "2026-08-28", "案件来源": "主动排查"},
        AGREED | {"案件来源": "主动调解", "当事人数": "3", "涉及金额": "600.50"},
        AGREED
        | {"案件来源": "公安机关移送", "协议形式": "书面", "涉及金额": "0.50", "纠纷类型": "欠薪", "协议编号": "1"},
        NEW | {"状态": "调解不成", "调结日期": "2026-09-30", "案件来源": "口头申请"},
        NEW | {"状态": "撤回", "调结日期": "2026-09-20"},
        NEW | {"状态": "不予受理"},
        NEW | {"状态": "登记"},
    )

    desk.says("2026-09", mediation_accepted=4, mediation_found=1, mediation_entrusted=1)
    desk.says("2026-09", mediation_concluded=3, mediation_success=2, mediation_failed=1)
    desk.says("2026-09", mediation_oral=1, mediation_written=1, mediation_parties=3)
    desk.says("2026-09", mediation_amount=Decimal("601.00"), mediation_open=1)
    rate = desk.figure("mediation_success_rate", "2026-09")
    assert round(rate.value or 0, 1) == Decimal("66.7")
    assert rate.measure.note == "成功率＝调解成功数÷调结数"


def test_success_stays_success_after_the_archive_and_failure_stays_failure(desk: FieldStore) -> None:
    filed = {"状态": "已归档", "归档日期": "2026-10-20"}
    failed = NEW | {"调结日期": "2026-09-12"} | filed
    desk.add("case", AGREED | filed, failed | {"案号": "失败一"})

    desk.says("2026-09", mediation_success=1, mediation_failed=1)


def test_types_are_counted_with_those_below_them(desk: FieldStore) -> None:
    desk.add("case", NEW | {"纠纷类型": "欠薪"}, NEW | {"纠纷类型": "用工"}, NEW | {"纠纷类型": "拆迁"})

    figure = desk.figure("mediation_accepted", "2026-09")
    assert {title: views.value for title, views in figure.slices["category"].items()} == {
        "征地拆迁纠纷": 1,
        "劳动争议纠纷": 1,
        "拖欠农民工工资纠纷": 1,
    }
    assert figure.families["category"]["劳动争议纠纷"].value == 2
