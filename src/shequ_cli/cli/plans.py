"""Plans of a store: read from plans/<year>.yaml and plans/<year>-<kind>.yaml, held against the records, made from the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from shequ_cli.cli import definitions
from shequ_cli.cli.naming import unknown
from shequ_cli.rules.privacy import Audience
from shequ_cli.store import yamlfile
from shequ_cli.words.errors import Refused, UnknownName
from shequ_cli.words.language import _
from shequ_cli.words.problem import Keys, Problem
from shequ_cli.work import planfile
from shequ_cli.work.clock import OpenClock, Timing, open_clocks
from shequ_cli.work.measure import Measure
from shequ_cli.work.plan import ANNUAL, Plan, Task, stem
from shequ_cli.work.planfile import PlanFile
from shequ_cli.work.planstatus import Standing, TaskStatus, status
from shequ_cli.work.source import Source

if TYPE_CHECKING:
    from shequ_cli.cli.desk import Desk
    from shequ_cli.store.save import FileEdit
    from shequ_cli.work.planmerge import Merged
    from shequ_cli.work.planrule import PlanRules


@dataclass(frozen=True, slots=True)
class Made:
    """A plan as the rules make it today, the change to its file, and what became of the tasks that stood there."""

    plan: Plan
    edit: FileEdit
    merged: Merged | None


@dataclass(frozen=True)
class Planning:
    """Everything about the plans of one store, gathered when it is asked for."""

    desk: Desk

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """Every measure."""
        return definitions.measures(self.desk.store)

    @cached_property
    def source(self) -> Source:
        """Where the numbers come from."""
        return definitions.source(self.desk, self.measures)

    @cached_property
    def timing(self) -> Timing:
        """Calendars and the day."""
        return Timing(definitions.work_calendar(self.desk.store), self.desk.today)

    @cached_property
    def open_clocks(self) -> tuple[OpenClock, ...]:
        """Every clock that runs today."""
        return self._open_clocks(Audience.UPWARD)

    def open_clocks_for(self, audience: Audience) -> tuple[OpenClock, ...]:
        """The same, labelled as `audience` may see it."""
        return self.open_clocks if audience is Audience.UPWARD else self._open_clocks(audience)

    def _open_clocks(self, audience: Audience) -> tuple[OpenClock, ...]:
        store = self.desk.store
        return open_clocks(store.ledgers.values(), store, self.timing, store.codelists, audience)

    def rules(self, kind: str) -> PlanRules:
        """The rules of a kind of plan; UnknownName with the nearest."""
        from shequ_cli.work.planrulefile import read_rules

        assets = self.desk.store.assets
        if kind not in assets.names("plans"):
            raise unknown(_("计划种类"), kind, assets.names("plans"))
        place = assets.place("plans", kind)
        return read_rules(kind, assets.raw("plans", kind), self.measures, self.desk.store.ledgers, place)

    def file(self, year: int, kind: str = ANNUAL) -> PlanFile:
        """A year's plan of a kind; UnknownName when it was not made, Refused when its file is broken."""
        data = self._bytes(year, kind)
        if data is None:
            raise self._unmade(year, kind)
        return self._read(year, kind, data)

    def _unmade(self, year: int, kind: str) -> UnknownName:
        known = sorted(path.stem for path in (self.desk.store.root / "plans").glob("*.yaml"))
        first = _("（还没有，先运行 shequ plan generate {kind} {year}）").format(kind=kind, year=year)
        return unknown(_("年度计划") if kind == ANNUAL else _("计划"), stem(kind, year), known or [first])

    def found(self, year: int, kind: str = ANNUAL) -> Plan | None:
        """A year's plan of a kind, where one was made."""
        data = self._bytes(year, kind)
        return self._read(year, kind, data).plan if data else None

    def running(self, year: int, kind: str = "") -> list[Plan]:
        """The plans that have days in a year, the annual one first, or those of one kind; UnknownName when there is none."""
        plans = [plan for first, name in self._files(kind) if (plan := self._reaching(first, name, year))]
        if not plans:
            raise self._unmade(year, kind or ANNUAL)
        return plans

    def readable(self, year: int) -> tuple[list[Plan], tuple[Problem, ...]]:
        """The plans that have days in a year, and what is wrong with those that cannot be read."""
        plans: list[Plan] = []
        problems: list[Problem] = []
        for first, name in self._files():
            try:
                plans += filter(None, [self._reaching(first, name, year)])
            except Refused as refused:
                problems += refused.problems
        return plans, tuple(problems)

    def _reaching(self, first: int, kind: str, year: int) -> Plan | None:
        """The plan when it has days in `year`; one that says nothing of more years ends with its own."""
        data = self._bytes(first, kind) if first <= year else None
        if data is None or (first < year and planfile.YEARS.encode() not in data):
            return None
        plan = self._read(first, kind, data).plan
        return plan if year < first + plan.years else None

    def _files(self, kind: str = "") -> list[tuple[int, str]]:
        """Year and kind of every plan's file, the annual ones first."""
        stems = [path.stem for path in (self.desk.store.root / "plans").glob("[0-9]*.yaml")]
        named = [
            (year, name or ANNUAL) for year, _dash, name in (one.partition("-") for one in stems) if year.isdecimal()
        ]
        found = [(int(year), name) for year, name in named if not kind or name == kind]
        return sorted(found, key=lambda one: (one[1] != ANNUAL, one[1], one[0]))

    def problems(self) -> list[Problem]:
        """What is wrong with the plan files."""
        found: list[Problem] = []
        for year, kind in self._files():
            try:
                self.found(year, kind)
            except Refused as refused:
                found += refused.problems
        return found

    def ruled(self, kind: str) -> list[Task]:
        """The recurring tasks that the rules of a kind would make for this year."""
        if kind not in self.desk.store.assets.names("plans"):
            return []
        from shequ_cli.work.planbodies import empty_ledgers
        from shequ_cli.work.planmaking import recurring

        rules, source = self.rules(kind), self.source
        empty = empty_ledgers(rules, self.measures, source.ledgers, source.data)
        return list(recurring(rules, self.desk.today.year, self.measures, empty))

    def make(self, kind: str, year: int) -> Made:
        """The plan of a year from its rules, over what the clerk has changed in its file."""
        from shequ_cli.store import yamledit
        from shequ_cli.store.save import FileEdit
        from shequ_cli.work.planbasis import Surroundings, basis
        from shequ_cli.work.planmaking import generate
        from shequ_cli.work.planmerge import merged

        rules = self.rules(kind)
        campaigns = definitions.campaigns(self.desk.store)
        last = self.held(self._read(year - 1, kind, data).plan) if (data := self._bytes(year - 1, kind)) else ()
        around = Surroundings(self.timing.calendar, campaigns, self.open_clocks, last)
        plan = generate(rules, year, basis(rules, year, self.source, around))
        path, before = _path(year, kind), self._bytes(year, kind)
        if before is None:
            text = planfile.text(plan, self.measures, lambda raw: yamlfile.dump(dict(raw)))
            return Made(plan, FileEdit(path, None, text.encode()), None)
        file = self._read(year, kind, before, rules.sections)
        done = merged(file, plan, self.measures, begun=self.desk.today.year >= year)
        after = yamledit.edit(before.decode(), done.changes).encode() if done.changes else before
        return Made(self._read(year, kind, after, rules.sections).plan, FileEdit(path, before, after), done)

    def groupless(self, kind: str) -> str:
        """The leading group that this kind of plan asks for and that nobody has entered; "" when one is in force."""
        from shequ_cli.work.planbodies import groups

        rule = self.rules(kind).group
        if rule is None or not rule.where or groups(rule, self.source.data, self.desk.today):
            return ""
        return rule.title

    def _bytes(self, year: int, kind: str) -> bytes | None:
        path = self.desk.store.root / _path(year, kind)
        return path.read_bytes() if path.is_file() else None

    def _read(self, year: int, kind: str, data: bytes, sections: tuple[str, ...] = ()) -> PlanFile:
        from shequ_cli.work.planreading import read_plan

        path = _path(year, kind)
        parsed = yamlfile.parse(data, path)
        file, problems = read_plan(parsed.tree, self.measures, year, sections)
        if found := [*parsed.problems, *_placed(problems, data, path)]:
            raise Refused(found)
        return replace(file, plan=replace(file.plan, rules=kind))

    def held(self, plan: Plan) -> tuple[TaskStatus, ...]:
        """Every task of a plan, as it stands today."""
        open_now = frozenset((clock.id, clock.standing.name) for clock in self.open_clocks)
        source, calendar = self.source, self.timing.calendar
        return status(plan, Standing(self.measures, source.asked, open_now, self.desk.today, source.each, calendar))

    def held_tasks(self, tasks: Sequence[Task]) -> tuple[TaskStatus, ...]:
        """These tasks, as they stand today."""
        return self.held(Plan(self.desk.today.year, "", tuple(tasks)))


def way_named(word: str) -> str:
    """What tasks are counted by, from its name or title; "" stays "". UnknownName with what there is."""
    from shequ_cli.work.planshape import WAYS, way_title

    titles = {way_title(way): way for way in WAYS}
    if word and word not in (*WAYS, *titles):
        raise unknown(_("汇总方式"), word, titles)
    return titles.get(word, word)


def _path(year: int, kind: str) -> str:
    """The plan's file, relative to the store."""
    return f"plans/{stem(kind, year)}.yaml"


def _placed(problems: tuple[Problem, ...], data: bytes, path: str) -> list[Problem]:
    from shequ_cli.words.place import Place

    places = yamlfile.places(data.decode("utf-8", "replace")) if problems else {}
    known = [next((keys for keys in _upward(problem.keys) if keys in places), ()) for problem in problems]
    return [problem.at(Place(path, *places.get(keys, (0, 0)))) for problem, keys in zip(problems, known, strict=True)]


def _upward(keys: Keys) -> Iterator[Keys]:
    """The keys themselves and those above them: what is missing has its place where it is missing."""
    return (keys[:length] for length in range(len(keys), 0, -1))
