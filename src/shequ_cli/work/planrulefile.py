"""Plan rules (schemas/plans/*.yaml): what a plan is made from; the vocabulary is explained at the top of annual.yaml."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from shequ_cli.rules.schema import Ledger
from shequ_cli.words.errors import BadDefinition, QueryRefused, UnknownName
from shequ_cli.words.language import _
from shequ_cli.work import judged
from shequ_cli.work.condition import condition
from shequ_cli.work.measure import Measure
from shequ_cli.work.plan import CADENCES, SHORT, Duty
from shequ_cli.work.planrule import (
    Carried,
    DutyRule,
    Goal,
    GroupRule,
    Minimum,
    MonthDay,
    Occasions,
    PhaseRule,
    PlanRules,
    Rule,
)

_SAMPLE = 2027
"""Not a leap year: its days are those that every year has."""

_YEARS = 20
"""How many years after its first one a plan may reach."""

_INHERITED = ("lead", "cooperate", "implement", "duty", "source", "start", "due", "year")
"""What a task of a phase need not say again."""


def read_rules(
    name: str,
    raw: Mapping[str, Any],
    measures: Mapping[str, Measure],
    ledgers: Mapping[str, Ledger],
    where: object = "",
) -> PlanRules:
    """Plan rules from their file; BadDefinition names the rule that does not hold together."""
    place = where or f"schemas/plans/{name}.yaml"
    with judged.shaped(place):
        return _Reader(judged.entry(place, name, raw), measures, ledgers, place).rules(name)


class _Reader:
    """Reads one file of rules; kept in a class only to say `where` in every complaint."""

    def __init__(
        self, raw: Mapping[str, Any], measures: Mapping[str, Measure], ledgers: Mapping[str, Ledger], where: object
    ) -> None:
        self.raw, self.measures, self.ledgers, self.where = raw, measures, ledgers, where
        entries = self.several("sections")
        if faulty := [each for each in entries if not (each.get("id") and each.get("title"))]:
            raise self.fail("", _("每个部分都要有 id 和 title，这里没有：{entry}").format(entry=dict(faulty[0])))
        entries += (phases := self.several("phases"))
        if faulty := [each for each in phases if not (each.get("id") and each.get("title"))]:
            raise self.fail("", _("每个阶段都要有 id 和 title，这里没有：{entry}").format(entry=dict(faulty[0])))
        self.sections = {str(each["id"]): str(each["title"]) for each in entries}

    def fail(self, rule: str, why: str) -> BadDefinition:
        return judged.fault(self.where, why, rule)

    def entry(self, part: str, raw: object) -> Mapping[str, Any]:
        return judged.entry(self.where, part, raw)

    def several(self, part: str) -> list[Mapping[str, Any]]:
        return [self.entry(part, each) for each in self.raw.get(part) or ()]

    def filled(self, rule: str, text: str, *names: str) -> str:
        return judged.filled(self.where, text, names, rule)

    def known(self, rule: str, what: str, word: object, names: Collection[str]) -> str:
        """`word` itself, which must be one of `names`."""
        return judged.one_of(self.where, what, str(word), names, rule)

    def rules(self, name: str) -> PlanRules:
        raw = self.raw
        found = PlanRules(
            name=name,
            title=str(raw.get("title", name)),
            pattern=self.filled("", str(raw.get("pattern", "{community}{year}年工作计划")), "community", "year"),
            sections=tuple(self.sections.values()),
            minimums=(*(self.minimum(entry) for entry in self.several("tasks")), *self.steps()),
            occasions=tuple(self.occasion(entry) for entry in self.several("campaigns")),
            carried=tuple(self.carried(entry) for entry in self.several("carry_over")),
            goals=tuple(self.goal(entry) for entry in self.several("targets")),
            unfinished=self.rule(self.entry("unfinished", raw["unfinished"])) if raw.get("unfinished") else None,
            phases=tuple(self.phases()),
            basis=str(raw.get("basis", "")),
            aims=_words(raw.get("aims")),
            group=self.group(self.entry("group", raw["group"])) if raw.get("group") else None,
            duties=self.duties(self.entry("duties", raw["duties"])) if raw.get("duties") else None,
        )
        if twice := judged.repeated(found.ids):
            raise self.fail("", _("编号重复：{ids}").format(ids=twice))
        return found

    def rule(self, raw: Mapping[str, Any]) -> Rule:
        if not raw.get("id"):
            raise self.fail("", _("每条规则都要有 id，这里没有：{entry}").format(entry=dict(raw)))
        id = str(raw["id"])
        section = self.known(id, _("部分"), raw.get("section", ""), list(self.sections))
        start, due, years = self.days(id, raw)
        lead, cooperate, implement = (_words(raw.get(key)) for key in ("lead", "cooperate", "implement"))
        if not lead:
            raise self.fail(id, _("要写明由谁牵头（lead）"))
        # A task of a phase may be led by who helps with the others.
        duty = Duty(lead, tuple(word for word in cooperate if word not in lead), implement)
        return Rule(
            id=id,
            section=self.sections[section],
            title=str(raw.get("title", "")),
            duty=duty,
            start=start,
            due=due,
            source=str(raw.get("source", "")),
            note=str(raw.get("note", "")),
            years=years,
            duty_key=str(raw.get("duty", "")),
            if_kept=bool(raw.get("if_kept", False)),
        )

    def days(self, rule: str, raw: Mapping[str, Any]) -> tuple[MonthDay, MonthDay, tuple[int, int]]:
        """First and last day, and how many years after the plan's first they lie: what ends earlier in the year began the year before."""
        start, due = (self.day(rule, str(raw.get(key, day))) for key, day in (("start", "01-01"), ("due", "12-31")))
        last = int(self.number(rule, raw, "year") or 0)
        if not 0 <= last <= _YEARS:
            raise self.fail(rule, _("year 要在 0 到 {most} 之间，不能是“{text}”").format(most=_YEARS, text=raw["year"]))
        first = last if start <= due else last - 1
        if first < 0:
            raise self.fail(rule, _("完成时限在开始之前；跨年的加一行 year: +1"))
        return start, due, (first, last)

    def day(self, rule: str, text: str) -> MonthDay:
        if found := re.fullmatch(r"(\d\d)-(\d\d)", text):
            month, day = int(found[1]), int(found[2])
            try:
                date(_SAMPLE, month, day)
            except ValueError:
                pass
            else:
                return MonthDay(month, day)
        raise self.fail(rule, _("日子要写成 03-31 的样子，不能是“{text}”").format(text=text))

    def number(self, rule: str, raw: Mapping[str, Any], key: str) -> Decimal | None:
        if raw.get(key) is None:
            return None
        try:
            return Decimal(str(raw[key]))
        except InvalidOperation:
            raise self.fail(rule, _("{key} 要写数字，不能是“{text}”").format(key=key, text=raw[key])) from None

    def measured(self, rule: str, raw: Mapping[str, Any]) -> str:
        return self.known(rule, _("指标"), raw.get("measure", ""), self.measures)

    def minimum(self, raw: Mapping[str, Any]) -> Minimum:
        rule = self.rule(raw)
        word = raw.get("per", "year")
        per = self.known(rule.id, _("频次"), word, list(CADENCES)) if word else ""
        if not raw.get("measure"):
            return Minimum(rule, per=per)
        least = self.number(rule.id, raw, "at_least")
        if least is None or least < 0:
            raise self.fail(rule.id, _("有指标就要写最少多少（at_least）"))
        measure = self.measured(rule.id, raw)
        self.countable(rule.id, measure, per)
        return Minimum(rule, measure, str(raw.get("where", "")), least, per, str(raw.get("unit", "")))

    def countable(self, rule: str, measure: str, per: str) -> None:
        """A ledger dated by months cannot say what a week or a day brought."""
        counted = self.measures[measure]
        if per in SHORT and counted.ledger and counted.ledger.field(counted.on).kind == "month":
            raise self.fail(rule, _("“{title}”按月记，不能按{per}要求").format(title=counted.title, per=CADENCES[per]))

    def phases(self) -> Iterator[PhaseRule]:
        """The phases in their order; two may share a day, the last of one and the first of the next."""
        found: list[PhaseRule] = []
        for raw in self.several("phases"):
            id = str(raw["id"])
            start, due, years = self.days(id, raw)
            accept = self.day(id, str(raw["accept"])) if raw.get("accept") else None
            found.append(PhaseRule(id, str(raw["title"]), start, due, years, accept))
        for before, after in pairwise(found):
            if after.of(_SAMPLE).start < before.of(_SAMPLE).due:
                raise self.fail(
                    after.id, _("阶段“{one}”还没有结束，“{two}”就开始了").format(one=before.title, two=after.title)
                )
        yield from found

    def steps(self) -> Iterator[Minimum]:
        """The tasks of the phases by their due days, each within its phase's days, and the acceptance."""
        for raw, phase in zip(self.several("phases"), self.phases(), strict=True):
            common = {key: raw[key] for key in _INHERITED if key in raw} | {"section": phase.id, "per": ""}
            found = [self.minimum({**common, **self.entry("tasks", each)}) for each in raw.get("tasks") or ()]
            for step in found:
                self.inside(step.rule, phase)
            if phase.accept:
                own = {"lead": raw.get("accept_by", raw.get("lead")), "id": f"{phase.id}-accept"}
                accepted = self.rule({**common, **own, "title": _acceptance(phase.title)})
                years = (accepted.years[0], phase.accept_years)
                found.append(Minimum(replace(accepted, due=phase.accept, years=years, exact=True), per=""))
            yield from sorted(found, key=lambda step: step.rule.days(_SAMPLE)[1])

    def inside(self, rule: Rule, phase: PhaseRule) -> None:
        whole = phase.of(_SAMPLE)
        start, due = rule.days(_SAMPLE)
        if start < whole.start or due > whole.due:
            raise self.fail(rule.id, _("日子不在阶段“{phase}”之内").format(phase=phase.title))

    def group(self, raw: Mapping[str, Any]) -> GroupRule:
        ledger = self.ledgers[self.known("group", _("台账"), raw.get("ledger", ""), self.ledgers)]
        try:
            on, until = (ledger.field(str(raw.get(key, ""))).name for key in ("on", "until"))
            where = condition(str(raw["where"]), ledger) if raw.get("where") else None
        except (UnknownName, QueryRefused) as error:
            raise self.fail("group", str(error)) from None
        return GroupRule(ledger, on, until, where, str(raw.get("title", ledger.title)))

    def duties(self, raw: Mapping[str, Any]) -> DutyRule:
        ledger = self.ledgers[self.known("duties", _("台账"), raw.get("ledger", ""), self.ledgers)]
        words = [field.name for field in ledger.fields]
        key = tuple(self.known("duties", _("字段"), word, words) for word in _words(raw.get("key")))
        for part in Duty._fields:
            self.known("duties", _("字段"), part, words)
        return DutyRule(ledger, key)

    def occasion(self, raw: Mapping[str, Any]) -> Occasions:
        rule = self.rule(raw)
        least = self.number(rule.id, raw, "at_least") or Decimal(1)
        before, after = (int(self.number(rule.id, raw, key) or 0) for key in ("before", "after"))
        where = self.filled(rule.id, str(raw.get("where", "")), "name", "id")
        self.filled(rule.id, rule.title, "name")
        return Occasions(rule, _words(raw.get("days")), self.measured(rule.id, raw), where, least, before, after)

    def carried(self, raw: Mapping[str, Any]) -> Carried:
        rule = self.rule(raw)
        ledger = self.ledgers[self.known(rule.id, _("台账"), raw.get("ledger", ""), self.ledgers)]
        names = [clock.name for clock in ledger.clocks]
        clocks = tuple(self.known(rule.id, _("时限"), clock, names) for clock in _words(raw.get("clocks")) or names)
        return Carried(rule, ledger.name, clocks, ledger.unit)

    def goal(self, raw: Mapping[str, Any]) -> Goal:
        rule = self.rule(raw)
        return Goal(
            rule,
            self.measured(rule.id, raw),
            str(raw.get("where", "")),
            fixed=self.number(rule.id, raw, "fixed"),
            grow=self.number(rule.id, raw, "grow") or Decimal(0),
            floor=self.number(rule.id, raw, "floor"),
            at_most=bool(raw.get("at_most", False)),
        )


def _acceptance(phase: str) -> str:
    """What the acceptance of a phase is called; a phase that is itself one (巩固验收) keeps its name."""
    return phase if phase.endswith("验收") else _("{phase}阶段验收").format(phase=phase.removesuffix("阶段"))


def _words(value: object) -> tuple[str, ...]:
    if not value:
        return ()
    return (
        (value,)
        if isinstance(value, str)
        else tuple(str(word) for word in value)
        if isinstance(value, Sequence)
        else ()
    )
