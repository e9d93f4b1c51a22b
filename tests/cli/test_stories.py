"""Stories of the clerk (docs/sources.md) as the commands that she types, over the bodies of work S01 … S80."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typed import ids, shequ

TODAY = "2026-04-15"


def add(root: Path, ledger: str, **fields: object) -> str:
    """Register a record; its id."""
    words = [word for name, value in fields.items() for word in ("--set", f"{name.replace('__', '.')}={value}")]
    answer = shequ("add", ledger, *words, "--json", at=root)
    assert answer.code == 0, answer
    return str(answer.json["id"])


def batch(root: Path, ledger: str, rows: str, today: str = TODAY) -> None:
    """Register the rows of a table, typed into stdin."""
    answer = shequ("add", ledger, "--from", "-", at=root, typed=rows, today=today)
    assert answer.code == 0, answer


def figures(root: Path, period: str) -> dict[str, Any]:
    """The figures of the monthly report."""
    return shequ("report", "monthly", period, "--json", at=root).json["figures"]  # type: ignore[no-any-return]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    root = tmp_path / "幸福社区"
    assert shequ("init", root, "--name", "幸福社区居民委员会").code == 0
    return root


def test_story_1_s01_pledges_by_kind_and_who_has_not_signed(empty: Path) -> None:
    batch(
        empty,
        "责任书",
        "年度,责任书种类,签订方,签订方类型,应签日期,签订日期\n"
        "2026,消防目标责任书,第一网格,网格,2026-03-31,2026-03-20\n"
        "2026,消防目标责任书,第二网格,网格,2026-03-31,\n"
        "2026,餐饮环保责任书,顺兴面馆,餐饮单位,2026-03-31,2026-03-25\n",
    )

    unsigned = shequ("list", "责任书", "--where", "签订日期 is null", "--columns", "责任书种类,签订方", at=empty)
    by_kind = shequ(
        "query", "select 责任书种类, count(*) 应签, count(签订日期) 已签 from 责任书 group by 1 order by 1", at=empty
    )
    march = figures(empty, "2026-03")

    assert unsigned.stdout.splitlines()[1:] == ["消防目标责任书  第二网格"]
    assert [line.split() for line in by_kind.stdout.splitlines()[1:]] == [
        ["消防目标责任书", "2", "1"],
        ["餐饮环保责任书", "1", "1"],
    ]
    assert (march["pledges_due"]["value"], march["pledges_signed"]["value"]) == (3, 2)
    assert march["pledge_sign_rate"]["value"] == "66.7"
    assert "签订：消防目标责任书：第二网格" in shequ("today", at=empty).stdout


def test_story_3_monthly_summary_with_every_number_traced(empty: Path) -> None:
    case = add(empty, "纠纷", 受理日期="2026-03-12", 纠纷类型="邻里纠纷", 摘要="楼上漏水")

    summary = shequ("report", "monthly", "2026-03", at=empty)
    source = shequ("explain", "受理矛盾纠纷", "2026-03", "--json", at=empty).json

    assert "受理矛盾纠纷1件" in summary.stdout
    assert source["records"] == [case]
    assert "受理日期在2026年3月" in source["definition"]


def test_story_6_s05_s77_meetings_whose_decisions_are_not_done_are_brought_to_mind(empty: Path) -> None:
    meeting = add(
        empty,
        "会议",
        会议日期="2026-03-10",
        会议类型="联席会议",
        议题="消防联席会议",
        参会单位="派出所、物业企业、居民小组",
        决定事项__0__事项="清理三号楼楼道杂物",
        决定事项__0__责任人="第三网格网格员",
        事项办理期限="2026-04-01",
    )
    talk = add(empty, "议事", 会议日期="2026-03-20", 会议类型="居民议事会", 议题="加装路灯", 应到="30", 实到="27")

    listed = shequ("today", "--ahead", "30", "--json", at=empty).json["items"]
    due = {(item["id"], item["title"].split("：")[0]): item["state"] for item in listed}

    assert due[meeting, "决定事项"] == "overdue"
    assert (talk, "公开") in due
    assert shequ("edit", meeting, "--set", "事项办结日期=2026-04-02", at=empty).code == 0
    assert meeting not in {item["id"] for item in shequ("today", "--json", at=empty).json["items"]}
    assert figures(empty, "2026-03")["meetings"]["value"] == 2


def test_story_12_s14_hazards_from_notice_to_hand_over(empty: Path) -> None:
    inspection = add(
        empty, "检查", 检查日期="2026-03-02", 检查类别="重点行业检查", 对象类型="小餐饮场所", 检查对象="顺兴面馆",
        隐患处数="2", 当场整改处数="1", 限期整改处数="1",
    )  # fmt: skip
    hazard = add(
        empty, "隐患", 发现日期="2026-03-02", 检查记录=inspection, 隐患场所="顺兴面馆", 隐患类别="消防",
        隐患描述="灭火器过期", 整改期限="2026-03-16",
    )  # fmt: skip

    assert "整改 2026-03-16 逾期30天" in shequ("show", hazard, at=empty).stdout
    assert shequ("advance", hazard, "已销号", at=empty).code == 1
    assert shequ("advance", hazard, "逾期未改", at=empty).code == 0
    over = shequ("list", "隐患", "--state", "逾期未改", "--columns", "隐患场所,隐患描述,整改期限", at=empty)
    assert over.stdout.splitlines()[1].split() == ["顺兴面馆", "灭火器过期", "2026-03-16"]
    moved = shequ("advance", hazard, "已移交", "--set", "移交单位=消防救援机构", at=empty)

    assert moved.code == 0, moved
    march, april = figures(empty, "2026-03"), figures(empty, "2026-04")
    assert march["inspection_hazards"]["value"] == 2
    assert march["hazards_found"]["value"] == 1
    assert april["hazards_handed_over"]["value"] == 1
    assert shequ("add", "检查", "--set", "检查日期=2026-03-02", "--set", "对象类型=小旅馆", "--set", "检查对象=安和旅社",
                 "--set", "隐患处数=3", "--set", "当场整改处数=1", "--set", "限期整改处数=1", at=empty).code == 1  # fmt: skip


def test_story_13_s15_rentals_due_checked_and_mended(empty: Path) -> None:
    batch(
        empty,
        "检查",
        "检查日期,检查类别,对象类型,检查对象,应查套数,实查套数,隐患处数,当场整改处数,限期整改处数\n"
        "2026-03-05,出租房月度排查,出租房,一网格,80,80,3,2,1\n"
        "2026-03-06,出租房月度排查,出租房,二网格,74,70,1,1,0\n",
    )
    hazard = add(
        empty,
        "隐患",
        发现日期="2026-03-05",
        隐患场所="一网格出租房",
        对象类型="出租房",
        隐患描述="电线老化",
        整改期限="2026-03-20",
    )
    for state in ("待复查", "已销号"):
        answer = shequ("advance", hazard, state, at=empty, today="2026-03-18")
        assert answer.code == 0, answer

    march = figures(empty, "2026-03")
    rate = shequ("explain", "出租房隐患整改率", "2026-03", at=empty)

    assert (march["rental_due"]["value"], march["rental_checked"]["value"]) == (154, 150)
    assert march["rental_check_rate"]["value"] == "97.4"
    assert march["rental_hazards"]["value"] == 4
    assert "1÷1×100%＝100.0%" in rate.stdout


def test_story_20_s28_disputes_found_and_settled_by_kind(empty: Path) -> None:
    first = add(empty, "纠纷", 受理日期="2026-03-02", 纠纷类型="邻里纠纷", 案件来源="主动排查", 摘要="楼上漏水")
    add(empty, "纠纷", 受理日期="2026-03-09", 纠纷类型="邻里纠纷", 案件来源="依申请", 摘要="噪音扰民")
    add(empty, "纠纷", 受理日期="2026-03-20", 纠纷类型="婚姻家庭纠纷", 案件来源="主动排查", 摘要="赡养费")
    shequ("advance", first, "调解中", at=empty, today="2026-03-03")
    done = shequ(
        "advance",
        first,
        "达成协议",
        "--set",
        "协议日期=2026-03-10",
        "--set",
        "协议形式=口头协议",
        at=empty,
        today="2026-03-10",
    )

    march = figures(empty, "2026-03")

    assert done.code == 0, done
    assert march["mediation_accepted"]["value"] == 3
    assert march["mediation_accepted"]["by"]["category"] == {"婚姻家庭纠纷": 1, "邻里纠纷": 2}
    assert march["mediation_found"]["value"] == 2
    assert (march["mediation_concluded"]["value"], march["mediation_success"]["value"]) == (1, 1)
    assert march["mediation_success_rate"]["value"] == "100.0"
    assert march["mediation_open"]["value"] == 2


def test_story_21_s29_a_case_from_registration_to_the_archive(empty: Path) -> None:
    case = add(empty, "调解", 受理日期="2026-01-05", 纠纷类型="邻里纠纷", 摘要="楼上漏水", 涉及金额="1200")
    steps = (
        ("调解中", "2026-01-06", ()),
        (
            "达成协议",
            "2026-01-20",
            ("协议日期=2026-01-20", "协议形式=书面协议", "协议编号=2026-1", "履行期限=2026-02-20"),
        ),
        ("已履行", "2026-02-18", ()),
        ("已归档", "2026-03-30", ("卷内文书=人民调解协议书", "回访日期=2026-03-01")),
    )

    assert "调结 2026-02-05 逾期69天" in shequ("show", case, at=empty).stdout
    for state, day, given in steps:
        answer = shequ(
            "advance", case, state, *(word for pair in given for word in ("--set", pair)), at=empty, today=day
        )
        assert answer.code == 0, answer

    shape = shequ("show", case, "--json", at=empty).json
    assert shape["values"]["docket"] == "（2026）人调字第1号"
    assert {clock["name"]: clock["state"] for clock in shape["clocks"]}.items() >= {
        "调结": "done",
        "回访": "done",
        "归档": "done",
    }.items()
    assert len(shequ("history", case, "--json", at=empty).json["changes"]) == 5
    assert shequ("advance", case, "受理", at=empty).code == 1


def test_story_24_s38_dibao_by_quarter_and_a_wrong_month_is_told(empty: Path) -> None:
    months = [f"2026-{month:02}" for month in range(1, 13)]
    rows = [f"{month},D-00{n},{n},{n},{n}00.50,A类\n" for month in months for n in (1, 2)]
    batch(empty, "低保", "月份,户编码,户内人数,保障人数,月保障金,低保类别\n" + "".join(rows), "2027-01-05")

    year = shequ("report", "monthly", "2026", "--json", at=empty, today="2027-01-05").json
    wrong = shequ(
        "add",
        "低保",
        "--set",
        "月份=2026-13",
        "--set",
        "户编码=D-009",
        "--set",
        "保障人数=1",
        "--set",
        "月保障金=1",
        at=empty,
    )
    twice = shequ(
        "add",
        "低保",
        "--set",
        "月份=2026-12",
        "--set",
        "户编码=D-001",
        "--set",
        "保障人数=1",
        "--set",
        "月保障金=1",
        at=empty,
    )

    assert (year["figures"]["dibao_households"]["value"], year["figures"]["dibao_persons"]["value"]) == (2, 3)
    assert year["figures"]["dibao_amount"]["value"] == "3612.00"
    table = next(table for table in year["tables"] if table["title"] == "城镇低保分季统计表")
    assert len(table["columns"]) >= 5
    assert (wrong.code, twice.code) == (1, 1)
    assert "月份：2026-13" in wrong.stderr
    assert "已经有一行" in twice.stderr


F02 = """\
发放日期,发放种类,所属期,计数单位,户数,人数,标准,金额
2026-02-05,低保无房户租金补贴,,人,,8,1620,12960
2026-02-05,低保金,,户,2,,,1428.5
2026-02-06,大病医疗救助,,人,,2,,3359.4
2026-02-06,基本医疗救助,,人,,5,,1292.88
2026-02-09,临时救助,,人,,12,1250,15000
2026-02-10,残疾慰问,,人,,2,800,1600
2026-02-10,困难群体及优抚慰问,,户,7,,,4430
2026-02-11,春节一次性生活补贴（低保）,,人,,68,500,34000
2026-02-11,春节一次性生活补贴（低收入）,,人,,10,400,4000
2026-02-12,烈军属标准差,,,,,,225
2026-02-12,无业残疾人基本生活费,2025Q4,人,,40,660,26400
2026-02-13,重度残疾人慰问金,,人,,14,600,8400
"""


def test_story_25_s39_f02_reliefs_of_february_to_the_fen_and_households_apart_from_persons(empty: Path) -> None:
    batch(empty, "relief", F02)

    shape = shequ("report", "monthly", "2026-02", "--json", at=empty).json
    february = shape["figures"]

    assert february["relief_paid"]["value"] == "113095.78"
    assert february["relief_kinds"]["value"] == 12
    assert february["relief_persons"]["value"] == 161
    assert february["relief_households"]["value"] == 9
    assert february["relief_paid"]["by"]["kind"]["大病医疗救助"] == "3359.40"
    assert february["relief_per_person"]["value"] == "664.67"
    assert february["relief_per_household"]["value"] == "650.94"
    assert not any(figure["value"] == 170 for figure in february.values())
    table = next(table for table in shape["tables"] if table["title"] == "救助慰问发放统计表")
    total = table["rows"][-1]
    assert {"9", "161", "113095.78"} <= {str(cell) for cell in total}
    assert "救助慰问金12类、113095.78元" in shequ("report", "monthly", "2026-02", at=empty).stdout


def test_story_28_s43_visits_by_pair_and_no_name_in_any_report(empty: Path, tmp_path: Path) -> None:
    add(
        empty,
        "走访",
        走访日期="2026-03-03",
        对象="L-031",
        对象类别="独居老人",
        走访人="党员志愿者",
        结对="是",
        走访方式="入户走访",
    )
    add(
        empty,
        "走访",
        走访日期="2026-04-02",
        对象="L-032",
        对象类别="空巢老人",
        走访人="第三网格网格员",
        走访方式="电话探访",
    )

    named = shequ(
        "add", "走访", "--set", "走访日期=2026-03-03", "--set", "对象=张某某", "--set", "对象类别=独居老人", at=empty
    )
    paired = shequ("list", "走访", "--where", "结对", "--period", "2026-03", "--columns", "对象代号,走访人", at=empty)
    march = figures(empty, "2026-03")
    shequ("report", "monthly", "2026-03", "-o", tmp_path / "月报.md", at=empty)

    assert named.code == 1
    assert paired.stdout.splitlines()[1].split() == ["L-031", "党员志愿者"]
    assert (march["visits"]["value"], march["visits_elder"]["value"], march["visit_objects"]["value"]) == (1, 1, 1)
    assert "L-031" not in (tmp_path / "月报.md").read_text("utf-8")


def test_story_43_s80_every_request_is_answered_and_late_ones_are_shown(empty: Path) -> None:
    lamp = add(
        empty,
        "诉求",
        反映日期="2026-03-02",
        诉求种类="路灯",
        诉求内容="三号楼前路灯不亮",
        反映人="张某某",
        联系方式="13800001234",
    )
    cover = add(empty, "诉求", 反映日期="2026-04-14", 诉求种类="阴井盖", 诉求内容="东门井盖松动", 紧急程度="紧急")
    assert shequ("advance", lamp, "办理中", "--set", "承办人=第三网格网格员", at=empty, today="2026-03-03").code == 0

    late = {
        item["id"]: item["state"]
        for item in shequ("today", "--json", at=empty).json["items"]
        if item["kind"] == "clock"
    }
    shown = shequ("show", lamp, at=empty).stdout

    assert late == {lamp: "overdue", cover: "soon"}
    assert "张*某" in shown and "138****1234" in shown
    assert shequ("advance", lamp, "已办结", "--set", "办理结果=已更换灯泡", at=empty).code == 0
    assert shequ("advance", lamp, "已回复", "--set", "满意度=满意", at=empty).code == 0
    march = figures(empty, "2026-03")
    assert march["request_reply_rate"]["value"] == "100.0"
    assert lamp not in {item["id"] for item in shequ("today", "--json", at=empty).json["items"]}


def test_s31_s54_s61_activities_counted_by_what_they_were(empty: Path) -> None:
    kinds = (("法治讲座", "反家庭暴力法"), ("健康知识讲座", "高血压防治"), ("体育竞赛", "乒乓球赛"))
    for kind, theme in kinds:
        add(empty, "活动", 活动日期="2026-03-10", 活动类别=kind, 活动主题=theme, 状态="已完成", 完成日期="2026-03-10",
            活动地点="活动室", 参加人次="40", 发放资料="100")  # fmt: skip
    planned = add(empty, "活动", 活动日期="2026-03-28", 活动类别="综合晚会", 活动主题="邻里晚会")

    march = figures(empty, "2026-03")

    assert (march["law_classes"]["value"], march["health_lectures"]["value"], march["sport_contests"]["value"]) == (
        1,
        1,
        1,
    )
    assert (march["activities"]["value"], march["activity_attendance"]["value"]) == (3, 120)
    assert (march["law_classes"]["target"], march["law_classes"]["light"]) != (None, None)
    assert planned in {item["id"] for item in shequ("today", "--json", at=empty).json["items"]}
    assert len(ids(empty, "活动")) == 4
