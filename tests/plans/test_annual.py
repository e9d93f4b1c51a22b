"""The annual plan's document, whole, and the file beside it: read every sentence in golden/ (story 2)."""

from __future__ import annotations

import re
from collections.abc import Callable
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
from shequ_cli.documents.template import split
from shequ_cli.store import yamlfile
from shequ_cli.store.definitionfile import parse as parse_definition
from shequ_cli.work.clock import Timing, open_clocks
from shequ_cli.work.plan import Plan
from shequ_cli.work.planbasis import Surroundings, basis
from shequ_cli.work.plandocument import document
from shequ_cli.work.planfile import text
from shequ_cli.work.planmaking import Basis, generate
from shequ_cli.work.reportfile import read_definition

GOLDEN = Path(__file__).parent / "golden"
PROFILE = SimpleNamespace(name="幸福社区居民委员会", street="安和街道")

Golden = Callable[[Path, str], None]


def last_year() -> Memory:
    """Ten months of 2026, with something left open at their end."""
    data = Memory()
    for month in range(1, 11):
        at = f"2026-{month:02}"
        done = {"concluded_on": f"{at}-20", "agreement_on": f"{at}-20", "agreement_form": "口头协议", "state": "已履行"}
        data.add(
            "case",
            accepted_on=f"{at}-02",
            category="邻里纠纷",
            summary="李小明家漏水",
            **(done if month < 10 else {"state": "调解中"}),
        )
        data.add(
            "inspection",
            checked_on=f"{at}-11",
            object_type="小餐饮场所",
            kind="重点行业检查",
            object="饭店",
            hazards_found=1,
            fixed_on_spot=1,
            ordered=0,
        )
        data.add(
            "hazard",
            found_on=f"{at}-05",
            object="3号楼",
            description="电线老化",
            level="一般隐患",
            due_on=f"{at}-12",
            state="已销号" if month % 5 else "逾期未改",
            closed_on=f"{at}-14" if month % 5 else None,
        )
        data.add("relief", paid_on=f"{at}-15", kind="临时救助", counted_as="人", persons=3, amount="3750.25")
        data.add("dibao", month=at, household="DB-001", covered=2, amount="714.25")
        for n in range(6):
            data.add("visit", visited_on=f"{at}-1{n}", object=f"L-{n:03}", object_kind="独居老人", way="入户走访")
        data.add(
            "request",
            received_on=f"{at}-03",
            kind="路灯",
            content="灯不亮",
            state="已回复",
            done_on=f"{at}-05",
            due_on=f"{at}-04",
            replied_on=f"{at}-06",
            satisfied="满意",
        )
        data.add("activity", held_on=f"{at}-08", kind="法治讲座", theme="样例", state="已完成", attendance=60)
        data.add("meeting", held_on=f"{at}-06", kind="工作例会", topic="月度安排", should_attend=10, attended=9)
    data.add("pledge", year=2026, kind="安全责任书", party="商店", due_on="2026-03-31")
    return data  # fmt: skip


def made(data: Memory, year: int = 2027, today: str = "2026-11-21") -> tuple[Plan, Basis, Document]:
    source = planstore.source(data, today)
    timing = Timing(planstore.calendar(), source.today)
    clocks = open_clocks(planstore.ledgers().values(), data, timing, planstore.codelists())
    around = Surroundings(planstore.calendar(), planstore.campaigns(), clocks)
    found = basis(planstore.rules(), year, source, around)
    plan = generate(planstore.rules(), year, found)
    template = split(planstore.assets().text("templates/plan-annual.md"), "templates/plan-annual.md")
    front = parse_definition(template.front, template.path).raw
    definition = read_definition("plan-annual", front, planstore.measures(), planstore.ledgers())
    report, shown = document(definition, plan, found.period, source, planstore.rules())
    values = seen.values_of(report, PROFILE, None, shown)
    return plan, found, composed(template, values, report.tables, report.charts)


def test_the_plan_reads_as_it_should_story_2(golden: Golden) -> None:
    _plan, _basis, document = made(last_year())

    golden(GOLDEN / "annual-2027.md", write(document).decode())


def test_the_file_reads_as_it_should(golden: Golden) -> None:
    plan, _basis, _document = made(last_year())

    golden(GOLDEN / "2027.yaml", text(plan, planstore.measures(), lambda raw: yamlfile.dump(dict(raw))))


@pytest.mark.parametrize(
    ("year", "today"), [(2027, "2026-11-21"), (2027, "2027-01-05"), (2026, "2026-01-05"), (2030, "2026-11-21")]
)
@pytest.mark.parametrize("store", [last_year, Memory])
def test_whatever_the_year_no_sentence_is_broken(store: Callable[[], Memory], year: int, today: str) -> None:
    _plan, _basis, document = made(store(), year, today)
    said = write(document).decode()

    assert not numbering(document.blocks)
    assert not re.search(r"None|undefined|[，；、：]。|。。|，，|；；|（）|^[，；。]|\.\d*0{4}", said, re.MULTILINE), (
        said
    )


def test_every_number_of_the_goals_stands_in_the_table_and_in_the_text_story_2() -> None:
    plan, _basis, document = made(last_year())
    said = write(document).decode()

    visits = next(task for task in plan.tasks if task.id == "goal-visits")
    assert visits.demand == "全年不少于76人次"  # 60 visits in 10 months, 72 in a year, 5 % more
    assert said.count("全年不少于76人次") == 3


def test_no_person_is_in_a_plan() -> None:
    plan, _basis, document = made(last_year())

    assert "李小明" not in write(document).decode()
    assert "李小明" not in text(plan, planstore.measures(), lambda raw: yamlfile.dump(dict(raw)))


def test_posts_lead_cooperate_and_carry_out_in_one_notation_s04() -> None:
    _plan, _basis, document = made(last_year())
    said = write(document).decode()

    assert "．开展矛盾纠纷排查，每周不少于1次（人民调解委员会牵头，社区民警、楼栋长配合，各网格网格员落实）。" in said
    assert (
        "围绕全国防灾减灾日（5月12日）、安全生产月（6月）、消防日（11月9日）等节点开展宣传活动，每个节点不少于1场（"
        in said
    )
