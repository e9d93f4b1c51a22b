"""Plan rules: the shipped ones hold together and serve their systems; a slip is named with its rule."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

import planstore
from shequ_cli.words.errors import BadDefinition
from shequ_cli.work.condition import condition
from shequ_cli.work.planrulefile import PlanRules, read_rules

ONE = {
    "id": "lecture",
    "section": "law",
    "title": "举办法治讲座",
    "lead": "居民委员会",
    "measure": "law_classes",
    "at_least": 1,
}


def rules(**parts: object) -> PlanRules:
    raw: dict[str, Any] = {"title": "样例", "sections": [{"id": "law", "title": "法治宣传"}], **parts}
    return read_rules("sample", raw, planstore.measures(), planstore.ledgers())


def failing(**parts: object) -> str:
    with pytest.raises(BadDefinition) as caught:
        rules(**parts)
    return str(caught.value)


@pytest.mark.parametrize(
    "system", ["S01", "S05", "S14", "S15", "S28", "S29", "S31", "S38", "S43", "S54", "S61", "S77", "S80"]
)
def test_the_annual_plan_serves_every_system_of_its_ledgers(system: str) -> None:
    found = planstore.rules()
    sources = [
        each.rule.source for part in (found.minimums, found.occasions, found.carried, found.goals) for each in part
    ]

    assert any(re.search(rf"\b{system}\b", source) for source in sources)


@pytest.mark.parametrize(
    ("rule", "measure", "least", "per"),
    [
        ("sport", "sport_contests", 1, "month"),  # R24, S61, story 34
        ("gala", "galas", 1, "quarter"),  # R24
        ("sports-meet", "sports_meets", 1, "year"),  # R24, R26
        ("civility-month", "culture_events", 2, "year"),  # R24
        ("film", "films", 2, "month"),  # R25
        ("health-print", "health_print_kinds", 12, "year"),  # R30, S54, story 32
        ("health-av", "health_av_kinds", 4, "year"),  # R30
        ("health-board", "health_board_changes", 1, "quarter"),  # R30
        ("health-consult", "health_consultations", 6, "year"),  # R30
        ("health-lecture", "health_lectures", 1, "month"),  # R30
        ("law-class", "law_classes", 1, "quarter"),  # R34, S31, story 22
        ("law-board", "law_boards", 1, "month"),  # R34
        ("screening", "dispute_screenings", 1, "week"),  # R54, S28
        ("key-trade", "inspections_key", 1, "week"),  # R50, S14
        ("tour", "mediation_tours", 1, "month"),  # R54, S29
        ("joint-meeting", "meetings_joint", 1, "quarter"),  # R50, S05
        ("rental", "inspections", 1, "month"),  # R50, S15
    ],
)
def test_minimum_counts_are_those_of_the_field(rule: str, measure: str, least: int, per: str) -> None:
    (found,) = [each for each in planstore.rules().minimums if each.rule.id == rule]

    assert (found.measure, found.least, found.per) == (measure, Decimal(least), per)


def test_every_condition_of_the_shipped_rules_fits_its_ledger() -> None:
    found = planstore.rules()
    narrow = [(each.measure, each.where) for each in found.minimums if each.where]
    narrow += [(each.measure, each.where) for each in found.goals if each.where]
    narrow += [(each.measure, each.where.format(name="春节", id="spring_festival")) for each in found.occasions]

    for measure, where in narrow:
        ledger = planstore.measures()[measure].ledger
        assert ledger is not None, measure
        condition(where, ledger, planstore.codelists())


def test_every_named_day_of_the_rules_is_in_the_calendar_and_in_the_code_list() -> None:
    named = {each.id: each.name for each in planstore.campaigns()}
    codes = planstore.codelists()["campaign"]

    for occasions in planstore.rules().occasions:
        for id in occasions.campaigns:
            assert codes.title_of(named[id]) == named[id]


def test_nobody_is_named_only_posts_and_bodies() -> None:
    found = planstore.rules()
    duties = [each.rule.duty for part in (found.minimums, found.occasions, found.carried, found.goals) for each in part]

    assert all(duty.lead for duty in duties)
    for word in {word for duty in duties for part in duty for word in part}:
        assert not re.search("同志|先生|女士|张|王|刘", word), word


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"tasks": [{**ONE, "measure": "law_clases"}]}, "lecture：没有叫“law_clases”的指标，是不是“law_classes"),
        ({"tasks": [{**ONE, "section": "laws"}]}, "lecture：没有叫“laws”的部分，是不是“law”"),
        ({"tasks": [{**ONE, "per": "weekly"}]}, "没有叫“weekly”的频次"),
        ({"tasks": [{**ONE, "due": "02-30"}]}, "日子要写成 03-31 的样子，不能是“02-30”"),
        ({"tasks": [{**ONE, "at_least": "一"}]}, "at_least 要写数字，不能是“一”"),
        ({"tasks": [{**ONE, "at_least": None}]}, "有指标就要写最少多少"),
        ({"tasks": [{**ONE, "lead": ""}]}, "要写明由谁牵头"),
        ({"tasks": [ONE, ONE]}, "编号重复：lecture"),
        ({"tasks": [{key: value for key, value in ONE.items() if key != "id"}]}, "每条规则都要有 id"),
        ({"carry_over": [{**ONE, "ledger": "cases"}]}, "没有叫“cases”的台账，是不是“case”"),
        ({"carry_over": [{**ONE, "ledger": "case", "clocks": "结案"}]}, "没有叫“结案”的时限"),
    ],
)
def test_a_slip_is_named_with_its_rule_and_the_nearest_word(parts: dict[str, Any], said: str) -> None:
    assert said in failing(**parts)


def test_a_new_rule_is_a_few_lines_of_the_file() -> None:
    found = rules(tasks=[{**ONE, "where": "attendance > 20", "per": "quarter", "cooperate": ["司法所", "社区民警"]}])

    (minimum,) = found.minimums
    assert minimum.rule.duty.text == "居民委员会牵头，司法所、社区民警配合"
    assert (minimum.where, minimum.per, minimum.rule.due) == ("attendance > 20", "quarter", (12, 31))
