"""What a plan's document shows: points with who leads, cooperates and carries out, and its three tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import planstore
from planstore import Memory
from shequ_cli.work.periodwords import parse
from shequ_cli.work.plan import Duty, Plan, Task
from shequ_cli.work.plandocument import duty_table, goal_table, month_table, view
from shequ_cli.work.table import Role, text_of

START, END = date(2027, 1, 1), date(2027, 12, 31)
DUTY = Duty(("居民委员会",), ("安监站", "消防救援机构"), ("网格员",))
PLAN = Plan(
    2027,
    "幸福社区2027年工作计划",
    (
        Task("visits", "走访困难家庭", "民生", start=START, due=END, duty=Duty(("社区党组织",)), measure="visits", target=Decimal(126), unit="人次", per="year"),
        Task("reply", "诉求件件有回复", "民生", start=START, due=END, duty=Duty(("居民委员会",)), measure="request_reply_rate", target=Decimal(100), unit="%"),
        Task("open", "提高满意率", "民生", start=START, due=END, duty=Duty(("居民委员会",)), measure="request_satisfaction_rate", unit="%"),
        Task("drill", "组织应急演练", "安全", start=START, due=END, duty=DUTY, measure="drills", target=Decimal(1), unit="次", per="quarter"),
        Task("film", "放映电影", "安全", start=START, due=END, duty=DUTY, measure="films", target=Decimal(2), unit="场", per="month"),
        Task("safety-day-disaster", "开展全国防灾减灾日宣传活动", "安全", date(2027, 5, 5), date(2027, 5, 19), DUTY, "activities", "campaign = '全国防灾减灾日'", Decimal(1), unit="场", occasion="全国防灾减灾日（5月12日）"),
        Task("safety-day-fire", "开展消防日宣传活动", "安全", date(2027, 11, 2), date(2027, 11, 16), DUTY, "activities", "campaign = '消防日'", Decimal(1), unit="场", occasion="消防日（11月9日）"),
        Task("carry", "销号结转隐患", "安全", date(2027, 1, 1), date(2027, 1, 31), DUTY, records=("hazard-20261101-7k3f", "hazard-20261102-8k3f"), clocks=("整改",)),
        Task("review", "开展年度评价", "安全", date(2027, 12, 1), date(2027, 12, 20), DUTY),
    ),
    ("安全", "民生"),
)  # fmt: skip


def test_points_say_what_is_wanted_and_days_of_one_rule_share_a_point() -> None:
    shown = view(PLAN, planstore.measures())

    safety, welfare = shown.sections
    assert (safety.title, welfare.title) == ("安全", "民生")
    said = {item.title: item for item in safety.items}
    assert said["组织应急演练"].demand == "每季度不少于1次"
    assert said["组织应急演练"].duty == "居民委员会牵头，安监站、消防救援机构配合，网格员落实"
    assert said["销号结转隐患"].demand == "共2件，1月31日前办结"
    assert said["开展年度评价"].demand == "12月20日前完成"
    days = said["开展宣传活动"]
    assert days.occasions == ("全国防灾减灾日（5月12日）", "消防日（11月9日）")
    assert [item.demand for item in welfare.items] == ["全年不少于126人次", "诉求回复率达到100%", "目标待定"]
    assert (shown.goals, shown.tasks, shown.carried) == (2, 9, 2)


def test_goals_stand_beside_what_last_year_brought_story_2() -> None:
    data = Memory()
    for n in range(120):
        data.add("visit", visited_on=f"2026-{n % 12 + 1:02}-05", object=f"L-{n:03}", object_kind="独居老人")
    source = planstore.source(data, "2027-01-08")

    found = goal_table(PLAN, parse("2026", source.today), source)

    assert [column.title for column in found.columns][3:5] == ["2026年实绩", "2027年目标"]
    assert [[text_of(cell) for cell in row.cells] for row in found.rows] == [
        ["1", "走访探访", "人次", "120", "全年不少于126人次", "社区党组织"],
        ["2", "诉求回复率", "%", "—", "达到100%", "居民委员会"],
    ]


def test_the_schedule_puts_what_recurs_first_and_every_day_into_its_month() -> None:
    rows = {str(row.cells[0]): str(row.cells[1]) for row in month_table(PLAN).rows}

    assert rows == {
        "每月": "放映电影2场",
        "每季度": "组织应急演练",
        "1月": "销号结转隐患（31日前）",
        "5月": "全国防灾减灾日（5月12日）",
        "11月": "消防日（11月9日）",
        "12月": "开展年度评价（20日前）",
    }


def test_the_table_of_duties_lists_every_task_with_its_three_parts_s04() -> None:
    found = duty_table(PLAN, planstore.measures())

    assert [column.title for column in found.columns] == ["序号", "事项", "要求", "完成时限", "牵头", "配合", "落实"]
    headings = [row.cells[0] for row in found.rows if row.role is Role.HEADING]
    items = [row.cells for row in found.rows if row.role is Role.ITEM]
    assert headings == ["安全", "民生"]
    assert [cells[0] for cells in items] == list(range(1, 10))
    assert [text_of(cell) for cell in items[0]][4:] == ["居民委员会", "安监站、消防救援机构", "网格员"]
    assert [text_of(cell) for cell in items[-3]][4:] == ["社区党组织", "—", "—"]
