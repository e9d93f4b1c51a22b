"""Papers of one purpose: agreements by kind, the hand-over sheet, the community's profile. Read golden/ as their readers would."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from planstore import Memory
from reportbook import faults, made

GOLDEN = Path(__file__).parent / "golden"
TODAY = "2026-10-28"
NAMES = ("pledges", "handover")

Golden = Callable[[Path, str], None]


@cache
def world() -> Memory:
    data = Memory()
    for party, signed in (("第一网格", "2026-02-20"), ("第二网格", None), ("第三网格", "2026-03-02")):
        about = {"kind": "消防目标责任书", "party": party, "due_on": "2026-02-25"}
        data.add("pledge", year=2026, signed_on=signed, party_type="网格", **about)
    data.add("pledge", year=2025, kind="餐饮环保责任书", party="甲饭店", due_on="2025-03-25")
    found = {"found_on": "2026-09-21", "noticed_on": "2026-09-21", "due_on": "2026-09-28", "level": "一般隐患"}
    for n, (place, state, to) in enumerate(
        (
            ("甲旅社", "逾期未改", None),
            ("乙市场", "已移交", "消防救援机构"),
            ("丙仓库", "已移交", "派出所"),
            ("乙市场", "已销号", "消防救援机构"),
            ("丁超市", "整改中", None),
        )
    ):
        handed = {"handed_over_to": to, "handed_over_on": f"2026-10-0{n}"} if to else {}
        what = {"description": f"通道堆物{n}", "demand": "立即清理"}
        data.add("hazard", object=place, state=state, **what, **found, **handed)
    return data


@pytest.mark.parametrize(("name", "period"), [("pledges", "2026"), ("handover", "2026-10")])
def test_the_paper_reads_as_it_should(name: str, period: str, golden: Golden) -> None:
    golden(GOLDEN / f"{name}-{period}.md", made(name, period, world(), TODAY)[1])


@pytest.mark.parametrize("name", [*NAMES, "snapshot"])
@pytest.mark.parametrize("period", ["2024", "2025", "2026-02", "2026-09", "2026Q4", "2026H1", "2026"])
def test_whatever_the_period_no_sentence_is_broken(name: str, period: str) -> None:
    assert faults(made(name, period, world(), TODAY)[1]) == []
    assert faults(made(name, period, Memory(), TODAY)[1]) == []


def test_an_agreement_of_a_year_before_that_was_never_signed_still_stands_s01() -> None:
    """S01, story 1: it is not among the 3 of this year, and is listed."""
    report, said = made("pledges", "2026", world(), TODAY)
    unsigned = report.table("unsigned")

    assert unsigned is not None
    assert {str(row.cells[2]) for row in unsigned.rows} == {"第二网格", "甲饭店"}
    assert "应签责任书3份" in said and "已签2份，签订率66.7%" in said


def test_each_unit_has_its_page_and_what_nobody_took_yet_the_last_s14() -> None:
    """S14, R51, story 12: what is being mended is on none of them."""
    _report, said = made("handover", "2026-10", world(), TODAY)
    pages = said.split("\n---\n")

    assert ["派出所" in pages[0], "消防救援机构" in pages[1], "送交时填写" in pages[2]] == [True, True, True]
    assert ["通道堆物2" in pages[0], pages[1].count("通道堆物"), "通道堆物0" in pages[2]] == [True, 2, True]
    assert "丁超市" not in said
    assert "没有移交的隐患" in made("handover", "2026-08", world(), TODAY)[1]
