"""G 治理·自治, H 创建 (S75–S84, S92–S94): grid events, works of residents, micro-projects, the desk, partners, news."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from fieldstore import FieldStore, Row, codelists

from shequ_cli.store.records import draft_new
from shequ_cli.store.saving import save
from shequ_cli.words.errors import StateRefused

EVENT = {
    "采集日期": "2026-10-12",
    "事件类别": "垃圾",
    "事发地点": "安和苑北门",
    "网格": "第一网格",
    "采集岗位": "网格员",
}
SENT = EVENT | {"状态": "已拨派", "拨派日期": "2026-10-12", "承办单位": "综合整治队"}
WORK = {"办成日期": "2026-09-10", "自治小组": "安和苑一组", "事项种类": "防水", "事项": "3栋楼顶补漏"}
PROJECT = {"征集日期": "2026-03-02", "项目名称": "加装楼道扶手", "项目类别": "工程", "提议来源": "议事会"}
DECIDED = {"状态": "确定", "评议日期": "2026-03-20", "确定日期": "2026-04-01", "项目预算": "20000"}
STARTED = DECIDED | {"状态": "实施", "实施日期": "2026-05-06"}
ACCEPTED = STARTED | {"状态": "验收", "验收日期": "2026-06-30", "验收结果": "合格", "项目支出": "19000"}
DAY = {"服务日期": "2026-10-12", "受理件数": "10", "一次办结件数": "8", "代办件数": "1", "转办件数": "1"}


def failed(*days: str, then: str = "") -> Row:
    """The checks of an event: failed on these days, passed on the last."""
    checks = [{"核查日期": f"2026-10-{day}", "核查通过": "否"} for day in days]
    return {"核查记录": [*checks, *([{"核查日期": f"2026-10-{then}", "核查通过": "是"}] if then else [])]}


def test_S76_an_event_goes_from_finding_to_closing(desk: FieldStore) -> None:
    [id] = desk.add("grid_event", EVENT)
    assert desk.store.record(id).values["number"] == "网格2026-0001"
    assert desk.clocks(id) == {"拨派": ("overdue", date(2026, 10, 13))}
    with pytest.raises(StateRefused, match="已拨派"):
        desk.advance(id, "待核查")

    desk.advance(id, "已拨派", 拨派日期="2026-10-12", 承办单位="物业公司")
    assert desk.clocks(id)["事件办理"] == ("overdue", date(2026, 10, 19))
    desk.advance(id, "待核查", 办理日期="2026-10-26")
    assert desk.clocks(id)["核查"] == ("soon", date(2026, 10, 29))
    desk.advance(id, "已结案")
    desk.says("2026-10", grid_events=1, grid_events_closed=1, grid_event_days=16, grid_events_open=0)
    assert {state for state, _due in desk.clocks(id).values()} == {"done"}


def test_S76_R07_a_trifle_is_done_on_the_spot_and_what_is_urgent_goes_out_the_same_day(desk: FieldStore) -> None:
    spot = {"缓急": "微小", "当场办结": "是", "状态": "已结案", "结案日期": "2026-10-12"}
    [trifle, urgent] = desk.add("grid_event", EVENT | spot, EVENT | {"缓急": "紧急", "采集日期": "2026-10-28"})

    assert desk.clocks(trifle) == {}
    assert desk.clocks(urgent)["拨派"] == ("soon", date(2026, 10, 28))
    desk.says("2026-10", grid_events_on_the_spot=1, grid_event_close_rate=Decimal(50))


def test_S76_average_days_from_finding_to_closing(desk: FieldStore) -> None:
    done = SENT | {"状态": "已结案", "办理日期": "2026-10-13"}
    desk.add(
        "grid_event",
        done | {"采集日期": "2026-09-28", "拨派日期": "2026-09-28", "结案日期": "2026-10-13"},
        done | {"结案日期": "2026-10-14"},
        SENT,
    )

    desk.says("2026-10", grid_event_days=17, grid_events_closed=2, grid_event_mean_days=Decimal("8.5"))
    desk.says("2026-10", grid_event_close_rate=Decimal(50), grid_events_dispatched=2, grid_events_open=1)


def test_S76_R07_story_40_more_than_three_failed_checks_are_to_be_supervised(desk: FieldStore) -> None:
    returned = SENT | {"状态": "退回整治", "办理日期": "2026-10-13"}
    three = returned | failed("14", "16", "20") | {"核查不过次数": "3", "退回日期": "2026-10-20"}
    four = returned | failed("14", "16", "20", "26") | {"核查不过次数": "4", "退回日期": "2026-10-26"}
    [patient, worst] = desk.add("grid_event", three, four)

    assert "限期督办" not in desk.clocks(patient)
    assert desk.clocks(worst)["限期督办"] == ("overdue", date(2026, 10, 27))
    desk.says("2026-10", grid_event_failed_checks=7, grid_events_failed_often=1, grid_events_to_supervise=1)
    assert [each.id for each in desk.store.chosen("grid_event", "failed_checks > 3 and supervised_on is null")] == [
        worst
    ]

    desk.advance(worst, "已督办", 督办期限="2026-11-04")
    assert desk.clocks(worst)["督办期限"] == ("soon", date(2026, 11, 4))
    desk.says("2026-10", grid_events_supervised=1, grid_events_to_supervise=0)


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        (SENT | failed("14", then="15") | {"核查不过次数": "2"}, "E-count", "不一样"),
        (EVENT | {"状态": "已拨派"}, "E-require", "承办单位"),
        (SENT | {"状态": "退回整治"}, "E-require", "核查不过几次"),
        (SENT | {"办理日期": "2026-10-01"}, "E-order", ""),
        (EVENT | {"拒不整改": "是"}, "D-require", "强力整治"),
        (SENT | {"状态": "已督办", "督办日期": "2026-10-20"}, "E-require", "督办要写日期和期限"),
    ],
)
def test_S76_an_event_that_contradicts_itself_is_refused(desk: FieldStore, row: Row, code: str, said: str) -> None:
    assert said in desk.why_not("grid_event", row)[code]


def test_S76_E21_events_belong_to_the_grid_of_some_body(desk: FieldStore) -> None:
    elements = ("基础网格", "警格", "安格", "交格", "环水格", "市监格", "洁格")
    desk.add("grid_event", *(EVENT | {"网格要素": element} for element in elements))

    found = desk.figure("grid_events", "2026-10").slices["element"]
    assert {title: views.value for title, views in found.items()} == dict.fromkeys(elements, 1)


def test_S75_R62_every_grid_has_its_two_posts(desk: FieldStore) -> None:
    grid = {"划定日期": "2026-01-05", "网格层级": "小网格", "责任岗位": "网格长", "网格员": "专职网格员"}
    desk.add("grid", grid | {"网格名称": "第一网格", "驻格员": "驻格党员"}, grid | {"网格名称": "第二网格"})

    desk.says("2026-10", grids_small=2, grids_staffed=1, grid_staff_rate=Decimal(50))
    assert desk.figure("grid_staff_rate", "2026-10").light == "red"


def test_S77_story_41_decisions_of_a_deliberation_and_what_was_posted(desk: FieldStore) -> None:
    met = {"会议日期": "2026-09-10", "会议类型": "议事会", "议题": "商议充电棚选址", "应到": "20", "实到": "18"}
    [id] = desk.add("meeting", met | {"决定事项": [{"事项": "公布选址方案"}], "事项办理期限": "2026-10-10"})

    assert desk.clocks(id)["决定事项"] == ("overdue", date(2026, 10, 10))
    desk.edit(id, 事项办结日期="2026-10-12", 公开日期="2026-09-12", 公开方式="公开栏")
    desk.says("2026-09", deliberations=1, meetings_published=1, meeting_follow_up_rate=Decimal(100))
    kinds = ("居务公开", "制度公开", "财务公开")
    posted = [{"公示日期": f"2026-10-1{n}", "公示种类": kind, "公示标题": kind} for n, kind in enumerate(kinds)]
    desk.add("posting", *posted)
    desk.says("2026-10", postings_open=3, postings_finance=1)
    days = {record.values["kind"]: record.values["posted_on"] for record in desk.store.chosen("posting")}
    assert days["财务公开"] == date(2026, 10, 12)


def test_S78_R63_what_groups_did_and_whether_they_posted_what_it_cost(desk: FieldStore) -> None:
    [posted, unposted, free] = desk.add(
        "mutual_work",
        WORK | {"支出": "800", "筹集": "900", "账目公示日期": "2026-09-15", "参加人次": "6"},
        WORK | {"自治小组": "安和苑二组", "事项种类": "亮化", "支出": "300", "参加人次": "4"},
        WORK | {"事项": "清扫楼道", "事项种类": "环境美化"},
    )

    desk.says(
        "2026-09", mutual_works=3, mutual_work_groups=2, mutual_work_cost=Decimal("1100.00"), mutual_work_people=10
    )
    desk.says("2026-09", mutual_work_posting_rate=Decimal(50))
    assert desk.clocks(unposted) == {"账目公示": ("overdue", date(2026, 10, 10))}
    assert (desk.clocks(free), desk.clocks(posted)["账目公示"][0]) == ({}, "done")
    assert "差额" in desk.why_not("mutual_work", WORK | {"支出": "900", "筹集": "800"})["D-at-most"]


def test_S79_R59_the_five_steps_come_one_after_the_other(desk: FieldStore) -> None:
    [id] = desk.add("micro_project", PROJECT)
    assert desk.store.record(id).values["number"] == "微2026-01"
    assert desk.clocks(id)["评议"] == ("overdue", date(2026, 4, 1))
    for step in ("确定", "实施", "验收"):
        with pytest.raises(StateRefused, match="评议"):
            desk.advance(id, step)

    desk.advance(id, "评议", 评议日期="2026-03-20", 表决票数="30", 赞成票数="27")
    desk.advance(id, "确定", 确定日期="2026-04-01", 项目预算="20000")
    assert desk.clocks(id)["实施"] == ("overdue", date(2026, 5, 31))
    desk.advance(id, "实施", 实施日期="2026-05-06", 完成期限="2026-11-01")
    assert desk.clocks(id)["项目验收"] == ("soon", date(2026, 11, 1))
    desk.says("2026-05", micro_started=1, micro_open=1)
    desk.advance(id, "验收", 验收结果="合格", 项目支出="19000", 居民评价="满意")
    desk.says("2026", micro_proposed=1, micro_reviewed=1, micro_decided=1, micro_accepted=1, micro_open=0)


def test_S79_story_42_how_far_each_is_and_which_cost_more_than_planned(desk: FieldStore) -> None:
    declined = {"状态": "未采纳", "未采纳理由": "产权不在社区"}
    desk.add("micro_project", PROJECT, PROJECT | STARTED, PROJECT | ACCEPTED, PROJECT | declined)
    dear, why = PROJECT | ACCEPTED | {"项目支出": "26000"}, {"D-at-most": "雨季停工，议事会同意增加"}
    save(desk.store, draft_new(desk.store, "micro_project", [dear], desk.today, why), commit=False)

    desk.says("2026", micro_proposed=5, micro_decided=3, micro_over_budget=1, micro_budget=Decimal("60000.00"))
    desk.says("2026", micro_paid=Decimal("45000.00"), micro_paid_rate=Decimal(75))
    assert round(desk.figure("micro_completion_rate", "2026").value or 0, 1) == Decimal("66.7")
    steps = desk.figure("micro_open", "2026-10").slices["state"]
    assert {title: views.value for title, views in steps.items()} == {"征集": 1, "实施": 1}


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        (PROJECT | ACCEPTED | {"评议日期": ""}, "E-require", "评议这一步不能跳过"),
        (PROJECT | ACCEPTED | {"评议日期": "2026-04-20"}, "E-order", "五步"),
        (PROJECT | STARTED | {"实施日期": ""}, "E-require", "实施这一步不能跳过"),
        (PROJECT | DECIDED | {"项目预算": ""}, "E-require", "确定日期和预算"),
        (PROJECT | ACCEPTED | {"项目支出": "20000.01"}, "D-at-most", "超过预算"),
        (PROJECT | {"表决票数": "20", "赞成票数": "21"}, "E-at-most", "赞成票数"),
        (PROJECT | {"状态": "未采纳"}, "D-require", "理由"),
    ],
)
def test_S79_R59_a_step_that_was_left_out_is_refused(desk: FieldStore, row: Row, code: str, said: str) -> None:
    assert said in desk.why_not("micro_project", row)[code]


def test_S80_story_43_lamps_and_manhole_covers_are_answered_every_one_E17(desk: FieldStore) -> None:
    words = ["路灯", "下水道", "阴井盖", "环境卫生", "违建", "占道经营", "住房", "就业", "低保政策", "其他"]
    assert [word for word in words if codelists()["request_kind"].title_of(word) is None] == []
    [lamp, _cover] = desk.add(
        "request",
        {"反映日期": "2026-10-09", "种类": "路灯", "内容": "单元门口路灯不亮"},
        {"反映日期": "2026-10-09", "种类": "井盖", "内容": "井盖松动"},
    )

    assert desk.clocks(lamp)["办结"] == ("overdue", date(2026, 10, 22))
    desk.advance(lamp, "办理中", 承办人="网格员")
    desk.advance(lamp, "已办结", 办理结果="换灯")
    desk.advance(lamp, "已回复")
    desk.says("2026-10", requests_received=2, request_reply_rate=Decimal(50), requests_open=1)


def test_S81_the_desk_day_by_day(desk: FieldStore) -> None:
    desk.add(
        "desk",
        DAY | {"8小时外服务": "5", "用时合计": "150", "值班干部": "2"},
        DAY | {"服务日期": "2026-10-13", "值班干部": "1", "8小时外服务": "3"},
        DAY | {"服务日期": "2026-10-13", "服务窗口": "社保窗口", "值班干部": "3"},
    )

    desk.says(
        "2026-10", desk_days=2, desk_accepted=30, desk_once_rate=Decimal(80), desk_by_agent=3, desk_out_of_hours=8
    )
    desk.says("2026-10", desk_mean_minutes=Decimal(15))


def test_S81_R61_two_cadres_are_on_duty_every_day(desk: FieldStore) -> None:
    desk.add("desk", DAY | {"值班干部": "1"}, DAY | {"服务日期": "2026-10-13", "值班干部": "2"})

    rate = desk.figure("desk_duty_rate", "2026-10")
    assert (rate.value, rate.light) == (50, "red")


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        (DAY | {"一次办结件数": "9"}, "E-sum", "一次办结＋代办＋转办"),
        (DAY, "E-unique", "已经有一行"),
    ],
)
def test_S81_a_day_that_does_not_add_up_is_refused(desk: FieldStore, row: Row, code: str, said: str) -> None:
    desk.add("desk", DAY)

    assert said in desk.why_not("desk", row)[code]


def test_S84_R38_two_partner_meetings_a_year_and_what_partners_do(desk: FieldStore) -> None:
    met = {"会议类型": "共建会议", "议题": "共驻共建项目认领"}
    desk.add("meeting", met | {"会议日期": "2026-03-20"}, met | {"会议日期": "2026-10-09"})
    desk.add("tally", {"月份": "2026-10", "汇总项目": "走访共建单位", "数量": "4"})
    desk.add("tally", {"月份": "2026-10", "汇总项目": "共建单位", "数量": "12"})

    desk.says("2026", meetings_partner=2, tally_partner_visits=4, tally_partners=12)
    assert desk.figure("meetings_partner", "2026").light == "green"


def test_S92_R74_six_type_communities_against_the_target_of_the_year(desk: FieldStore) -> None:
    desk.add("tally", {"月份": "2026-01", "汇总项目": "六型社区年度目标", "数量": "5"})
    desk.add("tally", {"月份": "2026-06", "汇总项目": "建成六型社区", "数量": "2"})
    desk.add("tally", {"月份": "2026-10", "汇总项目": "建成六型社区", "数量": "1"})
    desk.add("tally", {"月份": "2026-10", "汇总项目": "居委会下属委员会", "数量": "6"})

    desk.says("2026", tally_six_target=5, tally_six_built=3, tally_six_rate=Decimal(60), tally_committees=6)
    assert desk.figure("tally_committees", "2026").light == "green"


def test_S93_only_totals_of_the_party_organisation(desk: FieldStore) -> None:
    for item, number in (("党支部", "3"), ("党员总数", "86"), ("党组织会议", "2"), ("慰问老党员", "9")):
        desk.add("tally", {"月份": "2026-10", "汇总项目": item, "数量": number})

    desk.says(
        "2026-10", tally_party_branches=3, tally_party_members=86, tally_party_meetings=2, tally_old_members_visited=9
    )


def test_S94_what_was_written_and_what_was_taken_up(desk: FieldStore) -> None:
    news = {"刊发日期": "2026-10-12", "标题": "老街换新灯", "信息种类": "简报"}
    desk.add(
        "news",
        news,
        news | {"信息种类": "媒体", "刊发单位": "明湖日报", "采用级别": "区级"},
        news | {"信息种类": "黑板报", "采用级别": "社区"},
    )

    desk.says("2026-10", news=3, news_media=1, news_boards=1, news_adopted=1)
    assert "哪家媒体" in desk.why_not("news", news | {"信息种类": "媒体"})["D-require"]
    assert "已经登记过" in desk.why_not("news", news | {"信息种类": "媒体", "刊发单位": "明湖日报"})["E-unique"]
