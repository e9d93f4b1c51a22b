"""Plans of a store: read from plans/<year>.yaml, held against the records, made from the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from shequ_cli.cli import definitions
from shequ_cli.cli.naming import unknown
from shequ_cli.rules.privacy import Audience
from shequ_cli.store import yamlfile
from shequ_cli.words.errors import Refused
from shequ_cli.words.language import _
from shequ_cli.words.problem import Keys, Problem
from shequ_cli.work import planfile
from shequ_cli.work.clock import OpenClock, Timing, open_clocks
from shequ_cli.work.measure import Measure
from shequ_cli.work.plan import Plan, Task
from shequ_cli.work.planbasis import Surroundings, basis
from shequ_cli.work.planfile import PlanFile
from shequ_cli.work.planmaking import generate, recurring
from shequ_cli.work.planrules import PlanRules, read_rules
from shequ_cli.work.planstatus import Standing, TaskStatus, status
from shequ_cli.work.source import Source

if TYPE_CHECKING:
    from shequ_cli.cli.desk import Desk
    from shequ_cli.store.save import FileEdit
    from shequ_cli.work.planmerge import Merged


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
        assets = self.desk.store.assets
        if kind not in assets.names("plans"):
            raise unknown(_("计划种类"), kind, assets.names("plans"))
        place = assets.place("plans", kind)
        return read_rules(kind, assets.raw("plans", kind), self.measures, self.desk.store.ledgers, place)

    def path(self, year: int) -> str:
        """The plan's file, relative to the store."""
        return f"plans/{year}.yaml"

    def file(self, year: int) -> PlanFile:
        """The plan of a year; UnknownName when it was not made, Refused when its file is broken."""
        data = self._bytes(year)
        if data is None:
            years = sorted(path.stem for path in (self.desk.store.root / "plans").glob("*.yaml"))
            raise unknown(
                _("年度计划"),
                str(year),
                years or [_("（还没有，先运行 shequ plan generate annual {year}）").format(year=year)],
            )
        return self._read(year, data)

    def found(self, year: int) -> Plan | None:
        """The plan of a year, where one was made."""
        data = self._bytes(year)
        return self._read(year, data).plan if data else None

    def problems(self) -> list[Problem]:
        """What is wrong with the plan files; the name of each is its year."""
        found: list[Problem] = []
        for path in sorted((self.desk.store.root / "plans").glob("[0-9]*.yaml")):
            try:
                self.found(int(path.stem))
            except Refused as refused:
                found += refused.problems
            except ValueError:
                continue
        return found

    def ruled(self, kind: str) -> list[Task]:
        """The recurring tasks that the rules of a kind would make for this year."""
        if kind not in self.desk.store.assets.names("plans"):
            return []
        return list(recurring(self.rules(kind), self.desk.today.year, self.measures))

    def make(self, kind: str, year: int) -> Made:
        """The plan of a year from its rules, over what the clerk has changed in its file."""
        from shequ_cli.store import yamledit
        from shequ_cli.store.save import FileEdit
        from shequ_cli.work.planmerge import merged

        rules = self.rules(kind)
        campaigns = definitions.campaigns(self.desk.store)
        last = self.held(self._read(year - 1, data).plan) if (data := self._bytes(year - 1)) else ()
        around = Surroundings(self.timing.calendar, campaigns, self.open_clocks, last)
        plan = generate(rules, year, basis(rules, year, self.source, around))
        before = self._bytes(year)
        if before is None:
            text = planfile.text(plan, self.measures, lambda raw: yamlfile.dump(dict(raw)))
            return Made(plan, FileEdit(self.path(year), None, text.encode()), None)
        file = self._read(year, before, rules.sections)
        done = merged(file, plan, self.measures, begun=self.desk.today.year >= year)
        after = yamledit.edit(before.decode(), done.changes).encode() if done.changes else before
        return Made(self._read(year, after, rules.sections).plan, FileEdit(self.path(year), before, after), done)

    def _bytes(self, year: int) -> bytes | None:
        path = self.desk.store.root / self.path(year)
        return path.read_bytes() if path.is_file() else None

    def _read(self, year: int, data: bytes, sections: tuple[str, ...] = ()) -> PlanFile:
        from shequ_cli.work.planreading import read_plan

        parsed = yamlfile.parse(data, self.path(year))
        file, problems = read_plan(parsed.tree, self.measures, year, sections)
        if found := [*parsed.problems, *self._placed(problems, data, year)]:
            raise Refused(found)
        return file

    def _placed(self, problems: tuple[Problem, ...], data: bytes, year: int) -> list[Problem]:
        from shequ_cli.words.place import Place

        places = yamlfile.places(data.decode("utf-8", "replace")) if problems else {}
        known = [next((keys for keys in _upward(problem.keys) if keys in places), ()) for problem in problems]
        return [
            problem.at(Place(self.path(year), *places.get(keys, (0, 0))))
            for problem, keys in zip(problems, known, strict=True)
        ]

    def held(self, plan: Plan) -> tuple[TaskStatus, ...]:
        """Every task of a plan, as it stands today."""
        return self.held_tasks(plan.tasks)

    def held_tasks(self, tasks: Sequence[Task]) -> tuple[TaskStatus, ...]:
        """These tasks, as they stand today."""
        open_now = frozenset((clock.id, clock.standing.name) for clock in self.open_clocks)
        return status(
            Plan(self.desk.today.year, "", tuple(tasks)),
            Standing(self.measures, self.source.asked, open_now, self.desk.today),
        )


def _upward(keys: Keys) -> Iterator[Keys]:
    """The keys themselves and those above them: what is missing has its place where it is missing."""
    return (keys[:length] for length in range(len(keys), 0, -1))
