"""The documents and files of schemes with phases, whole: read every sentence in golden/ (G05; S86, S89, S91)."""

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
from shequ_cli.work.plan import Plan
from shequ_cli.work.planbasis import Surroundings, basis
from shequ_cli.work.plandocument import document
from shequ_cli.work.planfile import text
from shequ_cli.work.planmaking import generate
from shequ_cli.work.planrulefile import read_rules
from shequ_cli.work.reportfile import read_definition

GOLDEN = Path(__file__).parent / "golden"
PROFILE = SimpleNamespace(name="幸福社区居民委员会", street="安和街道")
SCHEMES = [kind for kind in planstore.assets().names("plans") if kind != "annual"]

Golden = Callable[[Path, str], None]


def kept() -> Memory:
    """A store with a leading group and cleanups, so that rules with if_kept ask for more."""
    data = Memory()
    posts = {"deputies": "社区主任、社区副主任", "members": "各网格网格员、物业服务企业", "office": "居民委员会"}
    data.add(
        "group",
        theme="文明社区创建",
        leader="社区党组织书记",
        director="社区副主任",
        liaison="党群专干",
        set_up_on="2026-01-20",
        **posts,
    )
    data.add("cleanup", done_on="2025-06-10", item="死角垃圾", quantity="2", unit="次")
    return data


def made(kind: str, data: Memory, year: int = 2026, today: str = "2026-01-28") -> tuple[Plan, Document]:
    source = planstore.source(data, today)
    rules = read_rules(kind, planstore.assets().raw("plans", kind), planstore.measures(), planstore.ledgers())
    found = basis(rules, year, source, Surroundings(planstore.calendar(), planstore.campaigns()))
    plan = generate(rules, year, found)
    template = split(planstore.assets().text("templates/plan-phases.md"), "templates/plan-phases.md")
    front = parse_definition(template.front, template.path).raw
    definition = read_definition("plan-phases", front, planstore.measures(), planstore.ledgers())
    report, shown = document(definition, plan, found.period, source, rules)
    values = seen.values_of(report, PROFILE, None, shown)
    return plan, composed(template, values, report.tables, report.charts)


@pytest.mark.parametrize("kind", ["civility", "pilot"])
def test_the_scheme_reads_as_it_should(golden: Golden, kind: str) -> None:
    _plan, document = made(kind, kept())

    golden(GOLDEN / f"{kind}-2026.md", write(document).decode())


def test_the_schemes_file_reads_as_it_should(golden: Golden) -> None:
    plan, _document = made("rural", Memory())

    golden(GOLDEN / "2026-rural.yaml", text(plan, planstore.measures(), lambda raw: yamlfile.dump(dict(raw))))


@pytest.mark.parametrize("kind", SCHEMES)
@pytest.mark.parametrize(("year", "today"), [(2026, "2026-01-28"), (2026, "2026-11-21"), (2030, "2026-11-21")])
@pytest.mark.parametrize("store", [kept, Memory])
def test_whatever_the_year_no_sentence_is_broken(kind: str, year: int, today: str, store: Callable[[], Memory]) -> None:
    _plan, document = made(kind, store(), year, today)
    said = write(document).decode()

    assert not numbering(document.blocks)
    assert not re.search(r"None|undefined|[，；、：]。|。。|，，|；；|（）|^[，；。]", said, re.MULTILINE), said
