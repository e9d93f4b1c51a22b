"""The reports of groups A, B and C whole: read every sentence in golden/ as a street office would."""

from __future__ import annotations

from functools import cache

import pytest

from planstore import Memory
from reportbook import WholeReports, made

TODAY = "2026-10-28"
NAMES = ("organisation", "safety", "justice")


def organised(data: Memory, year: int) -> None:
    """Group A: what was signed, appraised, filed, surveyed, counted and admitted."""
    half = {"kind": "半年督查", "period": f"{year}H1", "appraised_on": f"{year}-07-10"}
    data.add("appraisal", object="第一网格", tasks=20, tasks_done=19, **half)
    data.add(
        "appraisal", object="第二网格", tasks=20, tasks_done=13, finding="台账缺页", due_on=f"{year}-07-31", **half
    )
    data.add("appraisal", object="第三网格", on_time=False, result="未完成", outcome=("通报批评",), **half)
    for n, category in enumerate(("综治", "卫生")):
        kept = {"total": 60 + n, "permanent": 10, "long": 20, "short": 30 + n, "due_items": 70, "filed_items": 60 + n}
        data.add("archive", counted_on=f"{year}-07-20", category=category, complete_items=58, **kept)
    for day in ("07-06", "07-07"):
        data.add("climate", read_on=f"{year}-{day}", occasion="到岗", temperature="23", humidity="64")
    data.add("climate", read_on=f"{year}-07-06", occasion="离岗", temperature="23", humidity="55")
    asked = {"asked_on": f"{year}-07-01", "kind": "问卷调查", "name": "养老需求", "sent": 1000, "collected": 146}
    data.add("survey", households=120, **asked)
    people = {"households": 3200, "persons": 8677, "registered": 5625, "floating": 3052, "area": "0.8", "buildings": 70}
    data.add("snapshot", as_of=f"{year}-07-31", units=120, **people)
    posts = (("社区主任", "负责人", 1, 46), ("综治专干", "主办", 2, 71), ("网格员", "辅助", 6, 190))
    for post, kind, number, ages in posts:
        about = {"post": post, "class": kind, "headcount": number, "age_total": ages, "licensed": 1, "quota": 6}
        data.add("staff", counted_on=f"{year}-07-31", **about)
    data.add("training", held_on=f"{year}-07-15", kind="社区工作者培训", topic="新法", hours="4", attendance=18)
    task = {"admitted_on": f"{year}-07-03", "item": "反诈宣传入户", "listed": False, "basis_level": "区级"}
    data.add("work_item", follows=True, budget="3000", paid="2400.5", fund="区级财政", **task)
    data.add("meeting", held_on=f"{year}-07-06", kind="工作例会", topic="月度安排", should_attend=10, attended=9)
    data.add("pledge", year=year, kind="安全责任书", party="甲店", due_on=f"{year}-07-20", signed_on=f"{year}-07-18")
    data.add("pledge", year=year, kind="安全责任书", party="乙店", due_on=f"{year}-07-20")
    sent = {"obligation": "消防工作月报", "period": f"{year}-06", "due_on": f"{year}-07-31"}
    data.add("submission", sent_on=f"{year}-07-30", **sent)


def safe(data: Memory, year: int) -> None:
    """Group B: grids, checks, signs, equipment, patrols, projects, banquets."""
    for name, households in (("第一网格", 520), ("第二网格", 480)):
        data.add("grid", set_up_on=f"{year}-01-05", name=f"{name}{year}", level="小网格", households=households)
    for kind, name, grid in (
        ("道路", "安和街", "第二网格"),
        ("道路", "滨河路", None),
        ("村居", "幸福社区", "第一网格"),
    ):
        data.add("place", listed_on=f"{year}-01-06", kind=kind, name=f"{name}{year}", grid=grid)
    data.add(
        "place",
        listed_on=f"{year}-01-06",
        kind="楼栋",
        name=f"安和苑1栋{year}",
        grid="第二网格",
        publicist=True,
        boards=1,
    )
    for n in range(3):
        check = {"checked_on": f"{year}-07-1{n}", "object_type": "小餐饮场所", "object": f"饭店{n}"}
        data.add("inspection", kind="重点行业检查", hazards_found=n, fixed_on_spot=n, ordered=0, **check)
    school = {"checked_on": f"{year}-07-21", "object_type": "小学校幼儿园", "object": "明湖小学", "kind": "单位自查"}
    data.add("inspection", cost="1260.5", **school)
    late = {"found_on": f"{year}-07-12", "object": "饭店2", "description": "通道堆物", "due_on": f"{year}-07-20"}
    data.add("hazard", level="一般隐患", state="逾期未改", **late)
    shop = {"listed_on": f"{year}-06-01", "type": "小餐饮场所"}
    data.add("premises", name=f"甲{year}", signed_on=f"{year}-06-20", **shop)
    data.add("premises", name=f"乙{year}", grid="第一网格", **shop)
    kit = {"listed_on": f"{year}-01-06", "site": "社区消防室"}
    data.add("equipment", kind="灭火器", required_number=8, number=8, lacking=0, intact=6, **kit)
    data.add("equipment", kind="水带", required_number=4, number=1, lacking=3, intact=1, keeper="消防宣传员", **kit)
    data.add("team", set_up_on=f"{year}-01-08", kind="志愿消防队", name="消防队", members=18)
    data.add("activity", held_on=f"{year}-07-06", kind="消防宣传日", theme="宣传日", state="已完成")
    for day in ("07-01", "07-02"):
        data.add(
            "patrol", patrolled_on=f"{year}-{day}", shift="夜班", team="治安巡逻队", should=4, signed=3, findings=1
        )
    for kind, number in (("道路交通事故", 4), ("居民伤害", 0)):
        data.add("accident", month=f"{year}-07", kind=kind, count=number + (2025 - year) * 2 + (kind == "居民伤害") * 5)
    project = {"group": "家居安全组", "kind": "居家", "indicator": "跌倒起数", "baseline": 108, "target": 60}
    data.add("promotion", started_on=f"{year}-01-12", name="防跌倒", state="实施中", due_on=f"{year}-11-20", **project)
    ended = {"state": "已评估", "evaluated_on": f"{year}-07-22", "result": 48, "change_percent": "-55.6"}
    data.add("promotion", started_on=f"{year}-01-12", name="防烫伤", **project, **ended)
    data.add("banquet", held_on=f"{year}-07-18", place="安和苑", diners=80, declared_on=f"{year}-07-14")
    data.add("banquet", held_on=f"{year}-07-19", place="槐树巷", diners=60)
    data.add("disaster", noted_on=f"{year}-07-18", entry="灾害应对", kind="洪涝内涝", site="纺织路", relocated=12)


def just(data: Memory, year: int) -> None:
    """Group C: cases by level, mediators, publicity, advice, and the sums handed in."""
    for n, level in enumerate(("居民小组", "村居", "乡镇街道", None)):
        done = {"state": "达成协议", "concluded_on": f"{year}-07-2{n}", "agreement_on": f"{year}-07-2{n}"}
        case = {"accepted_on": f"{year}-07-0{n + 1}", "category": "邻里纠纷", "summary": "争执", "source": "主动排查"}
        data.add(
            "case", resolved_at=level, agreement_form="口头协议", **case, **(done if level else {"state": "调解中"})
        )
    data.add("activity", held_on=f"{year}-07-03", kind="矛盾纠纷排查", theme="排查", state="已完成")
    data.add("team", set_up_on=f"{year}-01-08", kind="人民调解委员会", name="调委会", members=7)
    for kind, number in (("专职调解员", 2), ("志愿调解员", 9)):
        data.add("team", set_up_on=f"{year}-01-08", kind=kind, name=kind, members=number)
    data.add("training", held_on=f"{year}-07-08", kind="调解员培训", topic="调解技巧", hours="6", attendance=14)
    law = {"held_on": f"{year}-07-09", "kind": "法治讲座", "theme": "民法典", "law": "民法典", "attendance": 40}
    data.add("activity", state="已完成", printed=80, **law)
    for kind, topic, outcome in (
        ("法律咨询", "继承", "当场解答"),
        ("法律援助", "劳动争议", "已指派援助"),
        ("心理咨询", "心理调适", None),
    ):
        data.add("consultation", held_on=f"{year}-07-10", kind=kind, topic=topic, outcome=outcome)
    for item, number in (
        ("禁毒宣传活动（场）", "2"),
        ("暂住登记率（%）", "94.5"),
        ("民主评议会（次）", "1"),
        ("矛盾激化（起）", "0"),
    ):
        data.add("tally", month=f"{year}-07", item=item, number=number)


@cache
def world() -> Memory:
    data = Memory()
    for year in (2025, 2026):
        organised(data, year)
        safe(data, year)
        just(data, year)
    return data


class TestWhole(WholeReports):
    names, today = NAMES, TODAY
    world = staticmethod(world)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("organisation", "考核任务40项，已完成32项，完成率80.0%"),  # S07, story 8
        ("organisation", "其中永久20件、长期40件、短期61件"),  # S08, story 9
        ("organisation", "截至2026年7月31日，辖区面积0.8平方公里，楼栋70栋，共3200户、8677人"),  # S10, story 10
        ("organisation", "收回146份，回收率14.6%"),  # S09, story 27
        ("organisation", "平均年龄34.1岁"),  # S11
        ("organisation", "其中清单外1项"),  # S12
        ("safety", "还没有划入网格2处"),  # S13, story 11
        ("safety", "未挂牌2家"),  # S16, story 14
        ("safety", "缺少6件"),  # S17, story 15
        ("safety", "办好消防宣传日1次，没有组织应急演练"),  # S18 S19, stories 16 and 17
        ("safety", "统计事故和伤害5起，同比减少4起，其中道路交通事故2起，居民伤害3起"),  # S22, story 18
        ("safety", "评估促进项目1项，达到目标1项"),  # S21, story 19
        ("safety", "签到率75.0%"),  # S23
        ("safety", "开展自查1家次"),  # S24
        ("safety", "申报率50.0%"),  # S25
        ("justice", "不出乡镇率100.0%"),  # S28, story 20
        ("justice", "办理法律援助1件，完成年度目标的10.0%"),  # S34, story 23
        ("justice", "暂住登记率94.5%，低于95%的目标0.5个百分点"),  # S36
    ],
)
def test_the_narrative_answers_the_clerk(name: str, said: str) -> None:
    assert said in made(name, "2026-07", world(), TODAY)[1]


def test_story_19_projects_stand_in_one_table_with_what_they_reached() -> None:
    report, _said = made("safety", "2026-07", world(), TODAY)
    evaluated, running = report.table("evaluated"), report.table("promotions")

    assert evaluated is not None
    assert running is not None
    assert [str(cell) for cell in evaluated.rows[0].cells[1:]][:4] == ["家居安全组", "居家", "防烫伤", "跌倒起数"]
    assert [row.cells[3] for row in running.rows] == ["防跌倒", "防跌倒"]
