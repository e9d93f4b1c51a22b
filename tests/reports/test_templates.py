"""The shipped reports, whole: read every sentence in golden/ as a street office would (`pytest --update-golden`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

import planstore
from planstore import Memory
from shequ_cli.documents import seen
from shequ_cli.documents.compose import composed
from shequ_cli.documents.document import Document
from shequ_cli.documents.lint import numbering
from shequ_cli.documents.markdown import write
from shequ_cli.documents.template import Source, split
from shequ_cli.store.definitionfile import parse as parse_definition
from shequ_cli.work.ahead import ahead
from shequ_cli.work.campaign import occurrences
from shequ_cli.work.clock import Timing, open_clocks
from shequ_cli.work.period import Period
from shequ_cli.work.periodwords import parse
from shequ_cli.work.report import Report, build
from shequ_cli.work.reportfile import ReportDefinition, read_definition
from shequ_cli.work.table import Role

GOLDEN = Path(__file__).parent / "golden"
TODAY = "2026-04-15"
PROFILE = SimpleNamespace(name="幸福社区居民委员会", street="安和街道")
NAMES = ("李小明", "13900000000", "3幢201")

Golden = Callable[[Path, str], None]


def disputes(data: Memory, at: str, more: int, month: int) -> None:
    """Cases: most are closed, one in 2025 is still being mediated."""
    for n, category in enumerate(["邻里纠纷", "物业纠纷", "邻里纠纷", "婚姻家庭纠纷"][: 2 + more + month % 2]):
        done = {
            "state": "已履行",
            "concluded_on": f"{at}-20",
            "agreement_on": f"{at}-20",
            "fulfilled_on": f"{at}-24",
        }
        done |= {"agreement_form": "书面协议" if n else "口头协议", "amount": "800.5", "revisited_on": f"{at}-27"}
        state = done if n < 2 + more else {"state": "调解中"}
        data.add(
            "case",
            accepted_on=f"{at}-0{n + 2}",
            category=category,
            summary="楼上李小明家漏水",
            source="主动排查",
            **state,
        )


def checks(data: Memory, at: str, more: int, *, last: bool) -> None:
    """Inspections, and a hazard that only the last month leaves open."""
    for n in range(3):
        kind = "重点行业检查" if n else "日常巡查"
        data.add(
            "inspection",
            checked_on=f"{at}-1{n}",
            object_type="小餐饮场所",
            kind=kind,
            object=f"饭店{n}",
            hazards_found=n,
            fixed_on_spot=n,
            ordered=0,
        )
    data.add(
        "inspection",
        checked_on=f"{at}-25",
        object_type="出租房",
        kind="出租房月度排查",
        object="3号楼",
        dwellings_due=50,
        dwellings_checked=48 + more,
        hazards_found=1,
        fixed_on_spot=0,
        ordered=1,
    )
    data.add(
        "hazard",
        found_on=f"{at}-25",
        object="3号楼",
        description="电线老化",
        level="一般隐患",
        due_on=f"{at}-28",
        state="逾期未改" if last else "已销号",
        closed_on=None if last else f"{at}-28",
    )


def help_given(data: Memory, at: str, more: int, month: int) -> None:
    """Relief, 低保 and visits."""
    data.add(
        "relief", paid_on=f"{at}-15", kind="临时救助", counted_as="人", persons=3, amount="3750.25", recipient="李小明"
    )
    data.add(
        "relief", paid_on=f"{at}-16", kind="困难群体及优抚慰问", counted_as="户", households=2 + more, amount="1265.72"
    )
    for n in range(3):
        data.add(
            "dibao",
            month=at,
            household=f"DB-{n:03}",
            head="李小明",
            covered=2,
            amount="714.25",
            change="新增" if n == 2 and month == 2 else None,
        )
    for n in range(4 + more):
        kind = "独居老人" if n % 2 else "低保家庭"
        data.add(
            "visit",
            visited_on=f"{at}-1{n}",
            object=f"L-{n:03}",
            object_kind=kind,
            way="入户走访",
            need="生活照料" if n == 1 else None,
            followup_done=f"{at}-20" if n == 1 else None,
        )


def asked(data: Memory, at: str, *, last: bool) -> None:
    """Requests of residents, the last one still open."""
    data.add(
        "request",
        received_on=f"{at}-03",
        kind="路灯",
        content="灯不亮",
        person="李小明",
        contact="13900000000",
        state="已回复",
        done_on=f"{at}-05",
        due_on=f"{at}-04",
        replied_on=f"{at}-06",
        satisfied="满意",
    )
    data.add(
        "request",
        received_on=f"{at}-26",
        kind="停车秩序",
        content="占道",
        state="办理中" if last else "已回复",
        replied_on=None if last else f"{at}-28",
        done_on=None if last else f"{at}-28",
    )


def held(data: Memory, at: str, year: int, month: int, *, last: bool) -> None:
    """Activities, a meeting and a pledge that the last month leaves unsigned."""
    for kind, extra in (
        ("法治讲座", {"attendance": 60}),
        ("健康知识讲座", {"attendance": 40}),
        ("体育竞赛", {"attendance": 90}),
        ("矛盾纠纷排查", {}),
        ("健康资料发放", {"printed": 200, "material": f"资料{month}"}),
    ):
        data.add("activity", held_on=f"{at}-08", kind=kind, theme="样例", state="已完成", **extra)
    data.add("meeting", held_on=f"{at}-06", kind="工作例会", topic="月度安排", should_attend=10, attended=9)
    data.add("pledge", year=year, kind="安全责任书", party=f"商店{month}", due_on=f"{at}-20", signed_on=None if last else f"{at}-18")  # fmt: skip


def months(data: Memory, year: int, number: int) -> None:
    """The same quiet work in each of the first months of a year, a little more of it in 2026."""
    more = year - 2025
    for month in range(1, number + 1):
        at, last = f"{year}-{month:02}", month == number
        disputes(data, at, more, month)
        checks(data, at, more, last=last)
        help_given(data, at, more, month)
        asked(data, at, last=last)
        held(data, at, year, month, last=last)


@cache
def world() -> Memory:
    data = Memory()
    months(data, 2025, 12)
    months(data, 2026, 3)
    return data


@cache
def template(name: str) -> tuple[Source, ReportDefinition]:
    path = f"templates/{name}.md"
    source = split(planstore.assets().text(path), path)
    front = parse_definition(source.front, path).raw
    return source, read_definition(name, front, planstore.measures(), planstore.ledgers())


def made(name: str, period: str, data: Memory, *, with_ahead: bool = False) -> tuple[Report, Document]:
    source, definition = template(name)
    numbers = planstore.source(data, TODAY)
    report = build(definition, parse(period, numbers.today), numbers)
    values = seen.values_of(report, PROFILE)
    if with_ahead:
        values["ahead"] = coming(report.period, data)
    return report, composed(source, values, report.tables, report.charts)


def coming(period: Period, data: Memory) -> object:
    today = date.fromisoformat(TODAY)
    clocks = open_clocks(planstore.ledgers().values(), data, Timing(planstore.calendar(), today), planstore.codelists())
    days = [day for day in occurrences(planstore.campaigns(), 2026) if day.id in ("natsec", "aiwei")]
    return ahead(period, today, planstore.ledgers(), clocks, days)


def text(name: str, period: str, data: Memory, *, with_ahead: bool = False) -> str:
    return write(made(name, period, data, with_ahead=with_ahead)[1]).decode()


@pytest.mark.parametrize(
    ("name", "period"),
    [("monthly", "2026-03"), ("monthly", "2026Q1"), ("monthly", "2025H2"), ("monthly", "2025"), ("dispute", "2026-03")],
)
def test_the_document_reads_as_it_should_story_3(name: str, period: str, golden: Golden) -> None:
    golden(GOLDEN / f"{name}-{period}.md", text(name, period, world(), with_ahead=True))


@pytest.mark.parametrize("name", ["monthly", "dispute"])
def test_an_empty_store_makes_a_document_too(name: str, golden: Golden) -> None:
    golden(GOLDEN / f"{name}-empty.md", text(name, "2026-03", Memory()))


@pytest.mark.parametrize("name", ["monthly", "dispute"])
@pytest.mark.parametrize("period", ["2024", "2025-01", "2025Q4", "2026-03", "2026-04", "2026H1", "2026-12"])
def test_whatever_the_period_no_sentence_is_broken(name: str, period: str) -> None:
    _report, document = made(name, period, world(), with_ahead=True)
    said = write(document).decode()

    assert not numbering(document.blocks)
    assert not re.search(r"None|nan|undefined|[，；、：]。|。。|，，|；；|（）|^[，；。]", said, re.MULTILINE), said
    prose = said.partition("## 五、")[0]
    assert not re.search(r"(?<![\d.])0(?:\.0+)?(?:件|次|场|元|人|处|份|家|套|卷|期|种|户|项)", prose), prose


@pytest.mark.parametrize("name", ["monthly", "dispute"])
@pytest.mark.parametrize("period", ["2026-03", "2025"])
def test_no_person_is_in_a_report_story_28(name: str, period: str) -> None:
    report, document = made(name, period, world(), with_ahead=True)
    said = write(document).decode() + str(report.as_json())

    assert not [word for word in NAMES if word in said]


def cell(report: Report, table: str, row: str, column: str) -> object:
    found = report.table(table)
    assert found is not None
    place = [each.name for each in found.columns].index(column)
    return next(each.cells[place] for each in found.rows if each.cells[0] == row and each.role is Role.ITEM)


@pytest.mark.parametrize(
    ("row", "value", "said"),
    [
        ("受理矛盾纠纷", 4, "受理矛盾纠纷4件，同比增加1件"),  # S28 S29
        ("安全检查", 4, "开展安全检查4家次"),  # S14
        ("出租房应查", 50, "出租房应查50套，实查49套"),  # S15, story 13
        ("低保户数", 3, "期末享受低保3户"),  # S38
        ("走访探访", 5, "走访探访5人次"),  # S43
        ("收到居民诉求", 2, "收到居民诉求2件"),  # S80
        ("逾期办结诉求", 1, "超过期限办结的居民诉求1件"),  # story 43
        ("法治讲座", 1, "其中法治讲座1场"),  # S31
        ("健康知识讲座", 1, "其中健康知识讲座1场"),  # S54
        ("体育竞赛", 1, "其中体育竞赛1场"),  # S61
        ("召开会议", 1, "召开会议1次"),  # S05 S77
        ("期末未签责任书", 2, "责任书尚有2份没有签订"),  # S01, story 1
    ],
)
def test_the_narrative_and_the_table_say_the_same_number(row: str, value: int, said: str) -> None:
    report, document = made("monthly", "2026-03", world())

    assert cell(report, "main", row, "value") == value
    assert said in write(document).decode()


def test_the_three_tables_of_dispute_work_come_out_together_story_20() -> None:
    report, _document = made("dispute", "2026-03", world())

    assert [table.name for table in report.tables] == ["total", "kinds", "cases", "results"]
    kinds, cases, results = report.tables[1:]
    assert len(kinds.rows) == 16  # every official type, and the 合计
    assert [row.cells[2] for row in cases.rows] == ["邻里纠纷", "物业纠纷", "邻里纠纷", "婚姻家庭纠纷"]
    assert len(results.rows) == 3


def test_screens_of_the_year_before_the_store_began_say_that_nothing_was_recorded() -> None:
    assert "各项工作没有发生数" in text("monthly", "2024", world())
