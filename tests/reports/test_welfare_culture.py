"""The reports of groups D and E whole: read every sentence in golden/ as a street office would."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from planstore import Memory
from reportbook import WholeReports, made

TODAY = "2026-10-28"
NAMES = ("welfare", "culture")


def relieved(data: Memory, year: int) -> None:
    """低保 in every month, what was paid in July, what was given, and who was looked after."""
    for month in range(1, 13 if year == 2025 else 10):
        for home in range(2 + (month > 6)):
            new = "新增" if (home, month) == (2, 7) else None
            row = {
                "household": f"DB-{home:03}",
                "members": home + 1,
                "covered": home + 1,
                "category": "B类",
                "change": new,
            }
            data.add("dibao", month=f"{year}-{month:02}", amount=str(400 * (home + 1)), head="李小明", **row)
    for month in (6, 7):
        data.add("labour", month=f"{year}-{month:02}", labour=1390, employed=1347, unemployed=32 - month)
    at = f"{year}-07"
    asked = {"opened_on": f"{year}-06-02", "household": "DB-002", "kind": "新增审核", "appraised_on": f"{at}-03"}
    data.add("dibao_review", decided_on=f"{at}-10", result="批准", **asked)
    data.add("dibao_review", opened_on=f"{at}-20", household="DB-009", kind="新增审核")
    data.add("certificate", done_on=f"{at}-08", kind="低保金领取证", action="审核", number=26)
    data.add("certificate", done_on=f"{at}-08", kind="老年优待证", action="发放", number=9)
    data.add(
        "relief", paid_on=f"{at}-15", kind="临时救助", counted_as="人", persons=3, amount="3750.25", recipient="李小明"
    )
    data.add("relief", paid_on=f"{at}-16", kind="困难群体及优抚慰问", counted_as="户", households=2, amount="1200")
    data.add("relief", paid_on=f"{at}-16", kind="无业残疾人基本生活费", counted_as="人", persons=4, amount="2640")
    gift = {"received_on": f"{at}-05", "campaign": "爱心助学", "donors": 12}
    data.add("donation", donor_kind="居民", cash="860.5", handed_on=f"{at}-20", recipient_unit="慈善站", **gift)
    data.add("donation", donor_kind="商户", goods="书包", quantity=20, **gift)
    for n in range(3):
        data.add("care", since=f"{year}-0{n + 5}-02", code=f"L-00{n}{year}", kind="独居老人", helper="网格员")
        data.add("visit", visited_on=f"{at}-1{n}", object=f"L-00{n}", object_kind="独居老人", way="入户走访")
    house = {
        "applied_on": f"{at}-02",
        "house": f"FW-{year}",
        "grade": "C级",
        "appraised_on": f"{at}-09",
        "state": "已上报",
    }
    data.add("housing_aid", kind="危房鉴定", submitted_on=f"{at}-15", **house)
    bands = (
        "60至69岁",
        "70至79岁",
        "80至89岁",
        "90至99岁",
        "100岁以上",
        "享受老年保健补助",
        "医保应参保",
        "医保已参保",
    )
    for item, number in zip(bands, (400, 200, 90, 10, 0, 693, 5000, 4800), strict=True):
        data.add("tally", month=at, item=f"{item}（人）", number=number)
    for item in ("公益助学（人）", "公益助学金（元）", "征兵送检（人）", "计生服务宣传（次）", "参保宣传（次）"):
        data.add("tally", month=at, item=item, number=5)


def employed(data: Memory, year: int) -> None:
    """Who looked for work and what the fair brought."""
    at = f"{year}-07"
    found = {"state": "已就业", "employed_on": f"{at}-28", "way": "单位招用"}
    for n, (kind, more) in enumerate(
        (("4050人员", found), ("下岗失业人员", {"state": "帮扶中"}), ("零就业家庭", {"state": "帮扶中"}))
    ):
        data.add("jobseeker", registered_on=f"{at}-03", code=f"JY-{year}{n}", kind=kind, **more)
    post = {"posted_on": f"{at}-06", "employer": "湖滨便利店", "expires_on": f"{at}-25"}
    data.add("vacancy", post="收银员", number=3, closed_on=f"{at}-25", **post)
    data.add("vacancy", post="店员", number=2, **post)
    fair = {"held_on": f"{at}-11", "kind": "招聘会", "title": "夏季招聘会", "employers": 12, "posts": 96}
    data.add("job_service", seekers=80, intents=20, intents_4050=7, intents_migrant=9, **fair)
    data.add("job_service", held_on=f"{at}-21", kind="职业指导", seekers=14)
    data.add("tally", month=at, item="技能培训（人）", number=16)


def taught(data: Memory, year: int) -> None:
    """What was taught, shown, played and honoured in July."""
    at = f"{year}-07"
    common = {"held_on": f"{at}-08", "state": "已完成", "theme": "样例", "place": "广场"}
    for kind, more in (
        ("健康知识讲座", {"attendance": 40}),
        ("公众健康咨询", {"attendance": 60, "consulted": 22}),
        ("健康资料发放", {"material": "减盐手册", "printed": 200}),
        ("健康音像播放", {"material": "急救片", "played": 4, "minutes": 100}),
        ("健康宣传栏更换", {}),
        ("疾病防控宣传", {"attendance": 70, "printed": 120, "bags": 30, "slogans": 4}),
        ("急救培训", {"attendance": 25}),
        ("社区课程", {"attendance": 30}),
        ("科普活动", {"attendance": 45}),
        ("科普宣传栏更换", {}),
        ("体育竞赛", {"attendance": 90, "budget": "800", "spent": "760.5"}),
        ("电影放映", {"attendance": 66}),
        ("青少年活动", {"attendance": 20}),
    ):
        data.add("activity", kind=kind, **common, **more)
    award = {"announced_on": f"{year}-05-06", "posted_on": f"{at}-01", "awarded_on": f"{at}-10", "state": "已表彰"}
    data.add("honour", kind="健康家庭", title=f"{year}年健康家庭", counted_as="户", nominations=80, winners=72, **award)
    group = {"entered_on": f"{year}-01-12", "incubated_on": f"{year}-02-01", "kind": "社会服务机构"}
    data.add("organisation", name=f"暖阳{year}", stage="孵化", **group)
    data.add("organisation", name=f"春芽{year}", stage="独立", independent_on=f"{at}-10", signed_on=f"{at}-02", project="亲子共读", fund="6000", served=300, **group)  # fmt: skip


@cache
def world() -> Memory:
    data = Memory()
    for year in (2025, 2026):
        relieved(data, year)
        employed(data, year)
        taught(data, year)
    return data


class TestWhole(WholeReports):
    names, today = NAMES, TODAY
    world = staticmethod(world)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("period", ["2026-07", "2025"])
def test_nobody_is_named_or_told_by_code_story_28(name: str, period: str) -> None:
    report, said = made(name, period, world(), TODAY)

    assert not [word for word in ("李小明", "L-00", "JY-", "FW-", "DB-0") if word in said + str(report.as_json())]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("welfare", "期末享受低保3户（环比增加1户）、6人，本月发放低保金2400元"),  # S38
        ("welfare", "证件方面，审核低保领取证26本"),  # S38
        ("welfare", "按人发放的惠及7人，人均912.89元"),  # S39, story 25: 6390.25 over 7
        ("welfare", "按户发放的惠及2户，户均600.00元"),  # S39: households and people are never added
        ("welfare", "接收捐赠2笔，24人次参与，捐款860.50元，捐物20件"),  # S40, story 26
        ("welfare", "发放残疾人补助慰问2640元"),  # S41
        ("welfare", "六十岁以上老年人700人，享受老年保健补助693人，享受率99.0%"),  # S42
        ("welfare", "期末结对关爱对象6个，新结对1个"),  # S43, story 28
        ("welfare", "鉴定出危险房屋1户"),  # S45
        ("welfare", "医保已参保4800人，参保率96.0%"),  # S46
        ("welfare", "登记失业人员2人，帮扶再就业1人，其中4050人员1人"),  # S47
        ("welfare", "零就业家庭没有清零"),  # S47 S50, R13
        ("welfare", "求职80人次，达成意向20人，意向率25.0%；意向中4050人员7人、农民工9人"),  # S48, story 31
        ("welfare", "技能培训16人"),  # S49
        ("welfare", "公益助学5人，助学金5元"),  # S51
        ("welfare", "送检5人"),  # S53
        ("welfare", "计生服务方面，宣传5次"),  # S58
        ("culture", "播放音像资料1种，播放4次，时长100分钟"),  # S54, R31, story 32
        ("culture", "创建健康家庭72户，急救培训25人次"),  # S55
        ("culture", "疾病防控宣传1场，受众70人次，发放资料120份，手袋30个，张贴标语4条"),  # S56
        ("culture", "开展社区教育1场，参加30人次"),  # S59
        ("culture", "科普宣传栏更换累计1期，完成年度目标的8.3%"),  # S60, R33, story 33
        ("culture", "其中体育竞赛1场，电影放映1场"),  # S61, R24
        ("culture", "完成表彰1次，表彰家庭72户"),  # S62
        ("culture", "开展未成年人活动1场，参加20人次"),  # S63
        ("culture", "签约服务项目1项，项目经费6000元，服务300人次"),  # S65
    ],
)
def test_the_narrative_answers_the_clerk(name: str, said: str) -> None:
    assert said in made(name, "2026-07", world(), TODAY)[1]


def test_story_24_four_quarters_of_households_people_and_money_stand_in_one_table() -> None:
    table = made("welfare", "2025", world(), TODAY)[0].table("dibao")

    assert table is not None
    assert [column.title for column in table.columns][-5:] == ["第一季度", "第二季度", "第三季度", "第四季度", "合计"]
    assert [
        [cell if isinstance(cell, int) else Decimal(str(cell)) for cell in row.cells[2:]] for row in table.rows[:3]
    ] == [
        [2, 2, 3, 3, 3],
        [3, 3, 6, 6, 6],
        [3600, 3600, 7200, 7200, 21600],
    ]
