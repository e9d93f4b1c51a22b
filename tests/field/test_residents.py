"""居民诉求 (S80), 会议议事 (S05, S77) and 责任书 (S01): every request answered, every decision followed up, every agreement signed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from fieldstore import FieldStore, Row

ASKED = {"反映日期": "2026-10-19", "种类": "井盖", "内容": "人行道井盖松动"}
MET = {"会议日期": "2026-09-10", "会议类型": "议事会", "议题": "商议停车位重新划线", "应到": "20", "实到": "18"}
VOTED = {"表决人数": "18", "赞成": "15", "反对": "2", "弃权": "1", "表决结果": "通过"}
DUE = {"年度": "2026", "种类": "消防目标", "签订方": "老街面馆", "乙方类型": "网点", "应签日期": "2026-03-31"}


def test_S80_story_43_a_request_is_given_out_done_and_answered(desk: FieldStore) -> None:
    [id] = desk.add("request", ASKED | {"紧急程度": "急"})
    assert desk.clocks(id) == {"办结": ("overdue", date(2026, 10, 20))}

    desk.advance(id, "办理中", 承办人="综治专干")
    done = desk.advance(id, "已办结", 办理结果="更换井盖")
    assert done.values["assigned_on"] == done.values["done_on"] == desk.today
    assert desk.clocks(id)["回复"] == ("soon", date(2026, 11, 2))
    desk.advance(id, "已回复", 满意度="满意")
    assert {state for state, _due in desk.clocks(id).values()} <= {"done"}


def test_the_date_that_was_set_wins_over_the_usual_time(desk: FieldStore) -> None:
    [set_, usual] = desk.add("request", ASKED | {"办理期限": "2026-12-31"}, ASKED)

    assert desk.clocks(set_)["办结"] == ("open", date(2026, 12, 31))
    assert desk.clocks(usual)["办结"] == ("soon", date(2026, 11, 2))


def test_what_cannot_be_done_is_answered_all_the_same(desk: FieldStore) -> None:
    [id] = desk.add("request", ASKED)
    assert "理由" in desk.why_not("request", ASKED | {"状态": "无法办理"})["D-require"]

    desk.advance(id, "无法办理", 办理结果="不属社区职责，已告知渠道")
    desk.advance(id, "已回复")

    assert desk.clocks(id) == {}
    desk.says("2026-10", request_reply_rate=Decimal(100), request_done_rate=Decimal(0), requests_refused=1)


def test_S80_story_43_rates_of_what_came_in(desk: FieldStore) -> None:
    done = {
        "状态": "已回复",
        "办结日期": "2026-10-23",
        "回复日期": "2026-10-24",
        "办理结果": "已修好",
        "办理期限": "2026-10-22",
    }
    desk.add("request", ASKED | done | {"满意度": "不满意"}, ASKED | done | {"满意度": "基本满意"}, ASKED, ASKED)

    desk.says("2026-10", requests_received=4, requests_done=2, requests_late=2, requests_open=2)
    desk.says("2026-10", request_reply_rate=Decimal(50), request_satisfaction_rate=Decimal(50))


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"实到": "21"}, "D-at-most", "多于应到"),
        (VOTED | {"赞成": "16"}, "E-sum", "表决人数＝赞成＋反对＋弃权"),
        (VOTED | {"实到": "17"}, "E-at-most", "不能多于实到"),
        ({"赞成": "15"}, "E-together", "没有的写 0"),
        ({"事项办理期限": "2026-09-01"}, "E-order", ""),
    ],
)
def test_a_meeting_whose_counts_disagree_is_refused(desk: FieldStore, change: Row, code: str, said: str) -> None:
    assert said in desk.why_not("meeting", MET | change)[code]


def test_S05_story_6_undone_decisions_are_due(desk: FieldStore) -> None:
    decisions: Row = {
        "决定事项": [{"事项": "张贴方案", "责任人": "社区主任", "办理期限": "2026-09-20"}, {"事项": "联系物业"}],
        "事项办理期限": "2026-10-15",
    }
    [id] = desk.add("meeting", MET | VOTED | decisions)
    assert desk.clocks(id)["决定事项"] == ("overdue", date(2026, 10, 15))
    desk.says("2026-09", meetings=1, meeting_decisions=2, meeting_follow_ups_open=1)

    desk.edit(id, 事项办结日期="2026-10-20")
    desk.says("2026-09", meeting_follow_up_rate=Decimal(100), meeting_attendance_rate=Decimal(90))


def test_S77_story_41_what_residents_decide_is_posted_within_20_workdays(desk: FieldStore) -> None:
    [deliberated, usual] = desk.add("meeting", MET | VOTED, MET | {"会议类型": "例会"})

    assert desk.clocks(deliberated) == {"公开": ("overdue", date(2026, 10, 14))}
    assert desk.clocks(usual) == {}
    desk.edit(deliberated, 公开日期="2026-09-20", 公开方式="公开栏")
    desk.says("2026-09", meetings_published=1, deliberations=1)


def test_S01_story_1_who_has_not_signed_is_seen_at_once(desk: FieldStore) -> None:
    [late, *_others] = desk.add(
        "pledge",
        DUE,
        DUE | {"签订方": "安和旅社", "签订日期": "2026-03-20"},
        DUE | {"签订方": "湖滨客栈", "签订日期": "2026-03-31"},
    )

    assert desk.clocks(late) == {"签订": ("overdue", date(2026, 3, 31))}
    desk.says("2026", pledges_due=3, pledges_signed=2, pledges_unsigned=1)
    assert round(desk.figure("pledge_sign_rate", "2026").value or 0, 1) == Decimal("66.7")
    by_kind = desk.figure("pledges_unsigned", "2026").slices["kind"]
    assert {title: views.value for title, views in by_kind.items()} == {"消防目标责任书": 1}


def test_one_agreement_a_year_of_a_kind_with_a_party(desk: FieldStore) -> None:
    desk.add("pledge", DUE)

    assert "已经有一行" in desk.why_not("pledge", DUE)["E-unique"]
    desk.add("pledge", DUE | {"年度": "2025", "应签日期": "2025-03-31"})


def test_a_year_end_appraisal_ends_the_half_year_clock(desk: FieldStore) -> None:
    signed = DUE | {"签订日期": "2026-02-01"}
    [waiting, judged] = desk.add(
        "pledge", signed, signed | {"签订方": "安和旅社", "年终考评日期": "2026-10-20", "年终考评结果": "合格"}
    )

    assert desk.clocks(waiting)["半年督办"] == ("overdue", date(2026, 10, 1))
    assert "半年督办" not in desk.clocks(judged)
