"""A plan file's mapping as a plan; what it cannot mean is a problem with its keys, and the rest of the plan goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from shequ_cli.rules.dates import read_date
from shequ_cli.rules.fault import Fault
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest
from shequ_cli.words.problem import Keys, Level, Problem
from shequ_cli.words.record import Raw
from shequ_cli.work import planfile as keys
from shequ_cli.work.measure import Measure, by_title
from shequ_cli.work.plan import ANNUAL, CADENCES, Duty, Phase, Plan, Task
from shequ_cli.work.planfile import PlanFile, fingerprint, phases_mark

_SEPARATORS = re.compile(r"[、,，;；]\s*")


def read_plan(
    raw: Mapping[str, Raw], measures: Mapping[str, Measure], year: int, sections: tuple[str, ...] = ()
) -> tuple[PlanFile, tuple[Problem, ...]]:
    """The plan of `year` in a file, and what is wrong with it; a task without a date to be done by is left out."""
    reader = _Reader(measures, year, _years(raw))
    tasks, generated = reader.mapping(raw, keys.TASKS), reader.mapping(raw, keys.GENERATED)
    reader.misplaced(generated)
    found = [reader.task(id, reader.one(id, entry)) for id, entry in tasks.items()]
    remarks = raw.get(keys.REMARKS) or []
    plan = Plan(
        year=year,
        title=str(raw.get(keys.TITLE, "")),
        tasks=tuple(task for task in found if task),
        sections=sections,
        rules=str(raw.get(keys.KIND, ANNUAL)),
        facts={name: str(value) for name, value in reader.mapping(raw, keys.FACTS).items()},
        remarks=tuple(str(each) for each in remarks) if isinstance(remarks, list) else (str(remarks),),
        phases=tuple(reader.phases(reader.mapping(raw, keys.PHASES))),
        years=reader.years,
    )
    entries = {id: entry for id, entry in tasks.items() if isinstance(entry, dict)}
    written = {id: fingerprint(entry) for id, entry in entries.items()}
    if plan.phases:
        written[keys.PHASES] = phases_mark(reader.mapping(raw, keys.PHASES))
    remembered = {id: str(mark) for id, mark in generated.items()}
    return PlanFile(plan, remembered, written, entries), tuple(reader.problems)


class _Reader:
    """Reads one file; kept in a class to collect its problems."""

    def __init__(self, measures: Mapping[str, Measure], year: int, years: int = 1) -> None:
        self.measures, self.year, self.years = measures, year, years
        self.titles = by_title(measures)
        self.problems: list[Problem] = []

    def fault(self, code: str, where: Keys, value: str, message: str, near: tuple[str, ...] = ()) -> None:
        title = str(where[-1])
        suggestion = near[0] if near else ""
        self.problems.append(
            Problem(code, Level.ERROR, message, where, field=title, title=title, value=value, suggestion=suggestion)
        )

    def mapping(self, raw: Mapping[str, Raw], key: str) -> Mapping[str, Raw]:
        found = raw.get(key) or {}
        if isinstance(found, dict):
            return found
        self.fault("E-shape", (key,), str(found)[:40], _("这里要写成一项一项的“名字: 内容”"))
        return {}

    def one(self, id: str, entry: Raw) -> Mapping[str, Raw]:
        return self.mapping({id: entry}, id) if not isinstance(entry, dict) else entry

    def misplaced(self, generated: Mapping[str, Raw]) -> None:
        """A task put at the end of the file stands below what the tool remembers, where nobody would see it."""
        for id, entry in generated.items():
            if isinstance(entry, dict):
                why = _("任务写到“{there}”下面去了，请移到“{here}”里").format(there=keys.GENERATED, here=keys.TASKS)
                self.fault("E-shape", (keys.GENERATED, id), "", why)

    def phases(self, raw: Mapping[str, Raw]) -> Iterator[Phase]:
        """The phases whose days can be read."""
        for title in raw:
            days, where = self.mapping(raw, title), (keys.PHASES, title)
            start, due, accept = (self.day(days, key, where) for key in (keys.START, keys.DUE, keys.ACCEPT))
            if start and due:
                yield Phase(title, start, due, accept)

    def task(self, id: str, raw: Mapping[str, Raw]) -> Task | None:
        where: Keys = (keys.TASKS, id)
        due = self.day(raw, keys.DUE, where)
        title = _said(raw, keys.NAME)
        for key, value in ((keys.NAME, title), (keys.DUE, _said(raw, keys.DUE))):
            if raw and not value:
                self.fault("E-required", (*where, key), "", _("计划任务要写“{key}”").format(key=key))
        if not title or due is None:
            return None
        target, at_most = self.target(raw, where)
        return Task(
            id=id,
            title=title,
            section=_said(raw, keys.SECTION) or _("其他工作"),
            start=self.day(raw, keys.START, where) or date(self.year, 1, 1),
            due=due,
            duty=Duty(*(_words(raw, key) for key in (keys.LEAD, keys.COOPERATE, keys.IMPLEMENT))),
            measure=self.measure(raw, where),
            where=_said(raw, keys.WHERE),
            target=target,
            at_most=at_most,
            unit=_said(raw, keys.UNIT),
            per=self.cadence(raw, where),
            occasion=_said(raw, keys.OCCASION),
            records=_words(raw, keys.RECORDS),
            clocks=_words(raw, keys.CLOCKS),
            source=_said(raw, keys.SOURCE),
            remark=_said(raw, keys.REMARK),
            finished=self.day(raw, keys.FINISHED, where),
        )

    def day(self, raw: Mapping[str, Raw], key: str, where: Keys) -> date | None:
        text = _said(raw, key)
        if not text:
            return None
        found = read_date(text)
        if isinstance(found, Fault):
            self.fault(found.code, (*where, key), text, found.message)
            return None
        last = self.year + self.years - 1
        if key == keys.FINISHED or self.year <= found.year <= last:
            return found
        years = f"{self.year}" if last == self.year else f"{self.year}—{last}"
        self.fault("E-range", (*where, key), text, _("不在{year}年内").format(year=years))
        return None

    def measure(self, raw: Mapping[str, Raw], where: Keys) -> str:
        word = _said(raw, keys.MEASURE)
        if not word or word in self.measures:
            return word
        if word in self.titles:
            return self.titles[word]
        near = nearest(word, self.titles)
        self.fault("E-enum", (*where, keys.MEASURE), word, _("没有这个指标"), near)
        return ""

    def cadence(self, raw: Mapping[str, Raw], where: Keys) -> str:
        word = _said(raw, keys.PER)
        known = {title: name for name, title in CADENCES.items()} | {name: name for name in CADENCES} | {"每年": "year"}
        if word and word not in known:
            self.fault(
                "E-enum", (*where, keys.PER), word, _("频次只能写 {words}").format(words="、".join(CADENCES.values()))
            )
        return known.get(word, "")

    def target(self, raw: Mapping[str, Raw], where: Keys) -> tuple[Decimal | None, bool]:
        text = _said(raw, keys.TARGET)
        at_most = text.startswith((keys.CEILING, "≤"))
        bare = text.removeprefix(keys.CEILING).lstrip("≤≥").removeprefix("不少于").removeprefix("不低于").strip()
        if not bare:
            return None, False
        try:
            return Decimal(bare.removesuffix(_said(raw, keys.UNIT))), at_most
        except InvalidOperation:
            self.fault("E-number", (*where, keys.TARGET), text, _("目标要写数字，上限写“不超过3”"))
            return None, False


def _years(raw: Mapping[str, Raw]) -> int:
    """For how many years the plan runs; anything that is no small number is one."""
    text = _said(raw, keys.YEARS)
    return int(text) if re.fullmatch(r"[1-9]", text) else 1


def _said(raw: Mapping[str, Raw], key: str) -> str:
    value = raw.get(key, "")
    return "、".join(str(item) for item in value) if isinstance(value, list) else str(value).strip()


def _words(raw: Mapping[str, Raw], key: str) -> tuple[str, ...]:
    value = raw.get(key, "")
    items = value if isinstance(value, list) else _SEPARATORS.split(str(value))
    return tuple(word for word in (str(item).strip() for item in items) if word)
