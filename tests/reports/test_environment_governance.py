"""The reports of groups F, G and H whole: read every sentence in golden/ as a street office would."""

from __future__ import annotations

from functools import cache

import pytest

from planstore import Memory
from reportbook import WholeReports, made

TODAY = "2026-10-28"
NAMES = ("environment", "governance")


def kept_clean(data: Memory, year: int) -> None:
    """S66 S67 S69: checks, sweeping, ads, disorders, clean-ups and a fair."""
    at = f"{year}-07"
    check = {"done_on": f"{at}-08", "kind": "卫生检查", "grid": "第一网格", "places": 40, "places_clean": 35}
    data.add("sanitation", finding="店外堆物", due_on=f"{at}-12", fixed_on=f"{at}-12", **check)
    data.add("sanitation", **check | {"done_on": f"{at}-15", "grid": "第二网格", "places": 20, "places_clean": 20})
    swept = {"done_on": f"{at}-09", "kind": "清扫保洁", "sections": 50, "sections_kept": 48}
    data.add("sanitation", sweeps=2, cleared=True, **swept)
    data.add("sanitation", done_on=f"{at}-10", kind="清理广告", spots=35, sheets=420)
    data.add("sanitation", done_on=f"{at}-11", kind="六乱整治", disorder="乱停放", spots=6)
    data.add("sanitation", done_on=f"{at}-18", kind="大扫除", people=86)
    data.add("cleanup", done_on=f"{at}-20", item="死角垃圾", quantity=4, unit="次", people=120)
    data.add("cleanup", done_on=f"{at}-20", item="城市牛皮癣", quantity=3500, unit="张", about="多")
    data.add("cleanup", done_on=f"{at}-21", item="乔木", quantity=702, unit="株", cost="35100")
    for day, fee in (("24", "566"), ("25", "600")):
        handed = f"{at}-28" if day == "24" else None
        data.add("stall", collected_on=f"{at}-{day}", fee=fee, receipt=f"{year}{day}", zone="东区", handed_in_on=handed)


def built(data: Memory, year: int) -> None:
    """S70–S74: illegal building, land, projects, rooms and points."""
    at = f"{year}-07"
    build = {"site": "安和苑3栋", "kind": "棚架", "area": 12, "found_on": f"{at}-02"}
    data.add("illegal_build", state="已告知", noticed_on=f"{at}-03", **build)
    gone = {"state": "已复绿", "noticed_on": f"{at}-03", "removed_on": f"{at}-15", "removed_area": 12}
    data.add("illegal_build", reused_on=f"{at}-28", reuse="复绿", green_area=10, **build | gone)
    if year == 2026:
        land = {"started_on": "2026-03-01", "project": "环湖路", "due_on": "2026-11-30"}
        data.add(
            "acquisition", item="征收协议", unit="户", total=254, done=155, visits=386, problem="安置房源未公布", **land
        )
        data.add("acquisition", item="鱼塘清点", unit="口", total=7, done=0, **land)
    money = {"kind": "设施建设", "invested": "240000", "spent": "120000", "groups": 4, "cleaners": 6}
    data.add("project", approved_on=f"{at}-01", name=f"硬化{year}", state="实施中", started_on=f"{at}-06", **money)
    done = {"accepted_on": f"{at}-20", "acceptance": "验收合格", "rewarded_on": f"{at}-30", "reward": "30000"}
    data.add(
        "project", approved_on=f"{at}-01", name="亮化", kind="环境整治", state="已奖补", started_on=f"{at}-02", **done
    )
    for kind, area in (("党群服务中心", 280), ("图书室", 60), ("文化广场", 900)):
        data.add("facility", opened_on=f"{at}-01", kind=kind, name=f"{kind}{year}", area=area)
    data.add("service_point", opened_on=f"{at}-01", name="早餐", kind="早餐店", jobs=4, income="6500")
    for item, number in (("卫生法规抽查（人）", 120), ("卫生法规知晓（人）", 117)):
        data.add("tally", month=at, item=item, number=number)


def governed(data: Memory, year: int) -> None:
    """S75–S84: events, requests, groups, micro-projects, the desk and partners."""
    at = f"{year}-07"
    event = {"reported_on": f"{at}-06", "kind": "垃圾堆积", "place": "北门", "urgency": "一般", "grid": "第一网格"}
    sent = event | {"dispatched_on": f"{at}-06", "unit": "综合整治队"}
    data.add("grid_event", state="已结案", handled_on=f"{at}-08", closed_on=f"{at}-11", failed_checks=1, **sent)
    data.add("grid_event", state="已结案", closed_on=f"{at}-06", on_the_spot=True, **event)
    often = {"failed_checks": 4, "returned_on": f"{at}-20", "number": f"网格{year}-0003"}
    data.add("grid_event", state="退回整治", handled_on=f"{at}-08", **sent | often)
    data.add(
        "grid",
        set_up_on=f"{year}-01-05",
        name=f"一格{year}",
        level="小网格",
        resident_staff="驻格员",
        grid_staff="网格员",
    )
    asked = {"received_on": f"{at}-03", "kind": "路灯", "content": "灯不亮"}
    data.add("request", state="已回复", done_on=f"{at}-05", replied_on=f"{at}-06", **asked)
    met = {"held_on": f"{at}-10", "topic": "车棚选址", "follow_up_due": f"{at}-30", "decisions": ("公布方案",)}
    data.add("meeting", kind="居民议事会", published_on=f"{at}-12", **met)
    data.add("meeting", kind="共驻共建会议", held_on=f"{at}-14", topic="项目认领")
    data.add("posting", posted_on=f"{at}-10", kind="居务公开", title="第二季度居务公开")
    work = {"done_on": f"{at}-10", "group": "安和苑一组", "kind": "防水补漏", "matter": "楼顶补漏", "people": 6}
    data.add("mutual_work", cost="800", posted_on=f"{at}-15", **work)
    micro = {"proposed_on": f"{at}-01", "name": f"扶手{year}", "kind": "工程类"}
    steps = {"reviewed_on": f"{at}-05", "decided_on": f"{at}-10", "started_on": f"{at}-15"}
    data.add("micro_project", state="验收", accepted_on=f"{at}-28", budget="20000", paid="21000", **micro | steps)
    data.add("micro_project", state="征集", **micro)
    day = {"day": f"{at}-06", "accepted": 10, "done_at_once": 8, "by_agent": 1, "passed_on": 1}
    data.add("desk", window="综合窗口", cadres=2, out_of_hours=5, minutes=150, **day)
    for item, number in (("共建单位（个）", 14), ("走访共建单位（家次）", 4), ("建成六型社区（个）", 2)):
        data.add("tally", month=at, item=item, number=number)
    data.add("tally", month=f"{year}-01", item="六型社区年度目标（个）", number=5)
    data.add("tally", month=f"{year}-01", item="居委会下属委员会（个）", number=6)
    for n, kind in enumerate(("简报", "媒体报道", "黑板报")):
        level = "区县级" if kind == "媒体报道" else "社区级"
        data.add("news", published_on=f"{at}-1{n}", title="新灯", kind=kind, level=level)


@cache
def world() -> Memory:
    data = Memory()
    for year in (2025, 2026):
        kept_clean(data, year)
        built(data, year)
        governed(data, year)
    return data


class TestWhole(WholeReports):
    names, today = NAMES, TODAY
    world = staticmethod(world)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("environment", "清洁整齐率91.7%，达到90%的目标"),  # S66 R20
        ("environment", "保洁率96.0%，低于98%的目标2.0个百分点"),  # S66 R20
        ("environment", "清理广告35处，清除420张"),  # S66, story 36
        ("environment", "清理死角垃圾4次、120人次"),  # S69, story 36
        ("environment", "共出动206人次；整治数量中有1次为约数"),  # S66 S69 F12, story 36
        ("environment", "收费2天，收摊位费1166元，开具收据2张"),  # S67, story 37
        ("environment", "本期发现的拆除率50.0%"),  # S70
        ("environment", "签订征收协议155户，占61.0%；清点鱼塘尚未开始"),  # S71, story 39
        ("environment", "兑现奖补1个、30000元"),  # S72 R61
        ("environment", "小组平均保洁员1.50人，低于2人的目标"),  # S72 R60
        ("environment", "提供岗位8个"),  # S74
        ("environment", "卫生法规知晓率97.5%，低于98%的目标0.5个百分点"),  # S66 R20
        ("governance", "从采集到结案平均2.5天"),  # S76
        ("governance", "核查不过退回5次，其中超过三次不过1件"),  # S76 R07, story 40
        ("governance", "人员配齐率100.0%"),  # S75 R62
        ("governance", "召开居民议事会1次"),  # S77, story 41
        ("governance", "三公开张贴1次，其中居务公开1次"),  # S77 R58, story 41
        ("governance", "自治小组1个办事1项"),  # S78
        ("governance", "超预算1项"),  # S79, story 42
        ("governance", "回复率100.0%"),  # S80, story 43
        ("governance", "8小时外服务5人次，每件平均用时15.0分钟"),  # S81
        ("governance", "走访共建单位4家次，现有共建单位14个"),  # S84
        ("governance", "本年六型社区目标5个，建成2个，完成率40.0%"),  # S92 R74
        ("governance", "信息宣传3篇"),  # S94
    ],
)
def test_the_narrative_answers_the_clerk(name: str, said: str) -> None:
    assert said in made(name, "2026-07", world(), TODAY)[1]


def test_story_40_what_came_back_too_often_stands_in_a_table_until_it_is_closed() -> None:
    report, _said = made("governance", "2026-10", world(), TODAY)
    table = report.table("supervise")

    assert table is not None
    assert [row.cells[1] for row in table.rows] == ["网格2025-0003", "网格2026-0003"]
    assert {row.cells[6] for row in table.rows} == {4}


def test_story_39_the_problems_of_the_land_stand_beside_its_progress() -> None:
    report, _said = made("environment", "2026-07", world(), TODAY)
    table = report.table("land")

    assert table is not None
    found = {row.cells[2]: (row.cells[4], row.cells[5], row.cells[7]) for row in table.rows}
    assert found == {"征收协议": (254, 155, "安置房源未公布"), "鱼塘清点": (7, 0, None)}
