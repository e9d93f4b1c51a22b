"""Leading groups in force (S03) and the duty matrix (S04), as plans take them from their ledgers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

import planstore
from planstore import Memory
from shequ_cli.words.errors import BadDefinition
from shequ_cli.work.plan import Duty
from shequ_cli.work.planbasis import Surroundings, basis
from shequ_cli.work.planbodies import counted_ledgers, duties, empty_ledgers, groups
from shequ_cli.work.planmaking import generate
from shequ_cli.work.planrule import PlanRules
from shequ_cli.work.planrulefile import read_rules

GROUP = {
    "title": "创建领导小组",
    "ledger": "group",
    "on": "set_up_on",
    "until": "ended_on",
    "where": "theme = '文明社区创建'",
}
DUTIES = {"ledger": "duty", "key": ["scheme", "number"]}
DRILL = {
    "id": "drill",
    "section": "fire",
    "title": "组织演练",
    "lead": "居民委员会",
    "cooperate": "综治办",
    "duty": "消防 2-7",
}


def rules(**parts: object) -> PlanRules:
    raw: dict[str, Any] = {"title": "样例", "sections": [{"id": "fire", "title": "消防"}], **parts}
    return read_rules("sample", raw, planstore.measures(), planstore.ledgers())


def in_force(data: Memory, on: str, **parts: object) -> list[Mapping[str, str]]:
    rule = rules(group={**GROUP, **parts}).group
    assert rule is not None
    return list(groups(rule, data, date.fromisoformat(on)))


def led(data: Memory, **parts: object) -> Duty:
    found = rules(tasks=[DRILL], duties=DUTIES, **parts)
    plan = generate(
        found, 2027, basis(found, 2027, planstore.source(data, "2026-11-21"), Surroundings(planstore.calendar()))
    )
    return plan.tasks[0].duty


@pytest.mark.parametrize(("on", "leader"), [("2026-01-19", ""), ("2026-01-20", "社区主任"), ("2026-06-29", "社区主任"), ("2026-06-30", "社区党组织书记"), ("2026-12-31", "社区党组织书记")])  # fmt: skip
def test_a_group_is_in_force_from_its_first_day_to_the_eve_of_its_last_s03(on: str, leader: str) -> None:
    data = Memory()
    data.add("group", theme="文明社区创建", leader="社区主任", set_up_on="2026-01-20", ended_on="2026-06-30")
    data.add("group", theme="文明社区创建", leader="社区党组织书记", set_up_on="2026-06-30")
    data.add("group", theme="消防安全", leader="社区副主任", set_up_on="2026-01-01")

    assert [one["leader"] for one in in_force(data, on)] == ([leader] if leader else [])


def test_without_a_condition_every_group_in_force_is_there_in_the_order_in_which_they_were_set_up_s03() -> None:
    data = Memory()
    data.add("group", theme="消防安全", leader="社区主任", deputies="社区民警", set_up_on="2026-03-01")
    data.add("group", theme="健康教育", leader="社区副主任", set_up_on="2026-01-01")

    found = in_force(data, "2026-12-01", where="")

    assert [(one["theme"], one["deputies"], one["liaison"]) for one in found] == [
        ("健康教育", "", ""),
        ("消防安全", "社区民警", ""),
    ]


def test_a_rule_takes_who_answers_for_it_from_the_ledger_where_it_is_kept_s04() -> None:
    data = Memory()
    assert led(data) == Duty(("居民委员会",), ("综治办",))

    data.add(
        "duty",
        scheme="消防",
        number="2-7",
        duty="组织演练",
        lead="村居委会",
        cooperate="综治办、消防中队",
        set_on="2026-01-16",
    )
    assert led(data) == Duty(("村居委会",), ("综治办", "消防中队"))

    data.add(
        "duty",
        scheme="消防",
        number="2-7",
        duty="组织演练",
        lead="社区主任",
        implement="志愿消防队",
        set_on="2026-08-01",
    )
    assert led(data) == Duty(("社区主任",), (), ("志愿消防队",))  # the later one


def test_another_scheme_with_the_same_number_is_another_duty_s04() -> None:
    data = Memory()
    data.add("duty", scheme="卫生", number="2-7", duty="清扫", lead="卫生健康专干", set_on="2026-01-16")

    assert led(data) == Duty(("居民委员会",), ("综治办",))
    rule = rules(duties=DUTIES).duties
    assert rule is not None
    assert duties(rule, data) == {"卫生 2-7": Duty(("卫生健康专干",))}


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"group": {**GROUP, "ledger": "groups"}}, "group：没有叫“groups”的台账，是不是“group”"),
        ({"group": {**GROUP, "on": "set_up"}}, "group：没有叫“set_up”的字段"),
        ({"group": {**GROUP, "until": ""}}, "group：没有叫“”的字段"),
        ({"group": {**GROUP, "where": "them = '创建'"}}, "group：没有叫“them”的字段"),
        ({"group": "group"}, "group 里要写成一项一项的"),
        ({"duties": {**DUTIES, "key": ["number", "scheem"]}}, "duties：没有叫“scheem”的字段，是不是“scheme”"),
        ({"duties": {"ledger": "hazard", "key": ["grid"]}}, "duties：没有叫“lead”的字段"),
    ],
)
def test_a_slip_about_groups_and_duties_is_told(parts: dict[str, object], said: str) -> None:
    with pytest.raises(BadDefinition) as caught:
        rules(**parts)
    assert said in str(caught.value)


def test_the_ledgers_that_a_measure_counts_are_its_own_or_those_of_its_parts() -> None:
    assert counted_ledgers("drills", planstore.measures()) == {"activity"}
    assert counted_ledgers("request_reply_rate", planstore.measures()) == {"request"}


def test_only_ledgers_that_a_rule_makes_conditional_are_looked_at() -> None:
    kept = {
        "id": "kept",
        "section": "fire",
        "title": "走访",
        "lead": "甲",
        "measure": "visits",
        "at_least": 1,
        "if_kept": True,
    }
    always = {**kept, "id": "always", "measure": "drills", "if_kept": False}
    source = planstore.source(Memory(), "2026-11-21")

    found = empty_ledgers(rules(tasks=[kept, always]), source.measures, source.ledgers, source.data)

    assert found == {"visit"}
