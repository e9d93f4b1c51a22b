"""A shipped report, made from what a test wrote into a Memory, as text and as a value."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

import planstore
from planstore import Memory
from shequ_cli.documents import seen
from shequ_cli.documents.compose import composed
from shequ_cli.documents.lint import numbering
from shequ_cli.documents.markdown import write
from shequ_cli.documents.template import Source, split
from shequ_cli.store.definitionfile import parse as parse_definition
from shequ_cli.work.periodwords import parse
from shequ_cli.work.report import Report, build
from shequ_cli.work.reportfile import ReportDefinition, read_definition

GOLDEN = Path(__file__).parent / "reports" / "golden"
PROFILE = SimpleNamespace(name="幸福社区居民委员会", street="安和街道")
BROKEN = re.compile(r"None|nan|undefined|[，；、：]。|。。|，，|；；|（）|^[，；。]", re.MULTILINE)
NOTHING = re.compile(r"(?<![\d.])0(?:\.0+)?(?:件|次|场|元|人|处|份|家|套|卷|期|种|户|项|支|块|栋|班次|天|学时)")
"""A number that official prose leaves out; tables keep it."""


Golden = Callable[[Path, str], None]


@cache
def template(name: str) -> tuple[Source, ReportDefinition]:
    path = f"templates/{name}.md"
    source = split(planstore.assets().text(path), path)
    front = parse_definition(source.front, path).raw
    return source, read_definition(name, front, planstore.measures(), planstore.ledgers())


def made(name: str, period: str, data: Memory, today: str) -> tuple[Report, str]:
    """The report's value, and its document as Markdown."""
    source, definition = template(name)
    numbers = planstore.source(data, today)
    report = build(definition, parse(period, numbers.today), numbers)
    document = composed(source, seen.values_of(report, PROFILE), report.tables, report.charts)
    assert not numbering(document.blocks)
    return report, write(document).decode()


def faults(said: str) -> list[str]:
    """Broken sentences anywhere, and zeros in lines that are no table."""
    prose = "\n".join(line for line in said.splitlines() if not line.startswith(("|", ">")))
    return [match.group() for pattern in (BROKEN, NOTHING) for match in pattern.finditer(prose)]


class WholeReports:
    """What is asked of every shipped report as a whole; a subclass names reports, and a world that fills them."""

    names: tuple[str, ...]
    today: str
    world: Callable[[], Memory]

    @classmethod
    def pytest_generate_tests(cls, metafunc: pytest.Metafunc) -> None:
        """Every test of the class for every report that the subclass names."""
        metafunc.parametrize("name", cls.names)

    def said(self, name: str, period: str) -> str:
        return made(name, period, self.world(), self.today)[1]

    @pytest.mark.parametrize("period", ["2026-07", "2026Q3", "2025"])
    def test_the_document_reads_as_it_should(self, name: str, period: str, golden: Golden) -> None:
        golden(GOLDEN / f"{name}-{period}.md", self.said(name, period))

    def test_an_empty_store_makes_a_document_too(self, name: str, golden: Golden) -> None:
        golden(GOLDEN / f"{name}-empty.md", made(name, "2026-07", Memory(), self.today)[1])

    @pytest.mark.parametrize("period", ["2024", "2025-01", "2025-08", "2026-07", "2026Q2", "2026H1", "2026-10"])
    def test_whatever_the_period_no_sentence_is_broken(self, name: str, period: str) -> None:
        assert faults(self.said(name, period)) == []
