"""A plan as its document shows it: items section by section, and the tables of goals, months and duties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from shequ_cli.words.language import _
from shequ_cli.work.measure import Kind, Measure
from shequ_cli.work.period import Period, containing
from shequ_cli.work.plan import CADENCES, REGULAR, Duty, Phase, Plan, Task, spanning
from shequ_cli.work.planbodies import Group, groups
from shequ_cli.work.planrule import PlanRules
from shequ_cli.work.report import Report, assembled
from shequ_cli.work.reportfile import ReportDefinition
from shequ_cli.work.source import Source
from shequ_cli.work.table import Absent, Cell, Column, Role, Table, TableRow
from shequ_cli.work.tablecells import shown


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered point of a section. `occasions` are named days that one point speaks of together."""

    title: str
    demand: str
    duty: str
    occasions: tuple[str, ...] = ()


class Point(NamedTuple):
    """What the same people answer for, said together."""

    duty: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its points; of a phase its days (2026年2月1日—4月15日) and the day of its acceptance, else ""."""

    title: str
    items: tuple[Item, ...]
    span: str = ""
    accept: str = ""

    @property
    def points(self) -> tuple[Point, ...]:
        """Its items by who answers for them, each where the first of them stands."""
        duties = dict.fromkeys(item.duty for item in self.items)
        return tuple(Point(duty, tuple(item for item in self.items if item.duty == duty)) for duty in duties)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a plan's template sees as `plan`."""

    year: int
    title: str
    sections: tuple[Section, ...]
    goals: int
    tasks: int
    carried: int
    """Records carried over from last year."""
    remarks: tuple[str, ...]
    phases: tuple[Phase, ...] = ()
    span: str = ""
    """Of a scheme: its days, from the first phase to the last."""
    kind: str = ""
    """What the kind of plan is called."""
    basis: str = ""
    aims: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    """The leading groups in force today, each by the names of its fields."""


def document(
    definition: ReportDefinition, plan: Plan, period: Period, source: Source, rules: PlanRules | None = None
) -> tuple[Report, Shown]:
    """The values that the plan's document is written from; figures are those of `period`, which the plan was made from.

    `rules` say what the file does not: aims, what it rests on, whose leading groups it prints.
    """
    parts = {
        "targets": goal_table(plan, period, source),
        "schedule": month_table(plan),
        "duties": duty_table(plan, source.measures),
    }
    named = {
        spec.name: replace(parts[spec.part], name=spec.name, title=spec.title)
        for spec in definition.tables
        if spec.part
    }
    shown_plan = view(plan, source.measures)
    if rules:
        kept = groups(rules.group, source.data, source.today) if rules.group else ()
        shown_plan = replace(shown_plan, kind=rules.title, basis=rules.basis, aims=rules.aims, groups=kept)
    return replace(assembled(definition, period, source, named), title=plan.title), shown_plan


def view(plan: Plan, measures: Mapping[str, Measure]) -> Shown:
    """The plan in words."""
    sections = tuple(_section(plan, name, measures) for name in plan.headings)
    span = spanning(plan.phases[0].start, plan.phases[-1].due).label if plan.phases else ""
    goals = sum(is_goal(task, measures) for task in plan.tasks)
    carried = len({record for task in plan.tasks for record in task.records})
    return Shown(plan.year, plan.title, sections, goals, len(plan.tasks), carried, plan.remarks, plan.phases, span)


def _section(plan: Plan, name: str, measures: Mapping[str, Measure]) -> Section:
    phase = next((phase for phase in plan.phases if phase.title == name), None)
    items = tuple(_items(plan, plan.tasks_of(name), measures))
    if phase is None:
        return Section(name, items)
    accept = containing("day", phase.accept).label if phase.accept else ""
    return Section(name, items, spanning(phase.start, phase.due).label, accept)


def is_goal(task: Task, measures: Mapping[str, Measure]) -> bool:
    """Whether it is a number for the whole year, and so stands in the table of goals; something to be done once is none."""
    measure = measures.get(task.measure)
    if measure is None or task.target is None or task.occasion:
        return False
    yearly = task.per == "year" and (task.target != 1 or task.at_most)
    return yearly or (not task.per and measure.kind is not Kind.FLOW)


def _items(plan: Plan, tasks: tuple[Task, ...], measures: Mapping[str, Measure]) -> Iterator[Item]:
    """One point a task; tasks for named days that ask the same of the same people share one, where the first stands."""
    together: dict[tuple[str, Duty, str], list[Task]] = {}
    for task in tasks:
        if task.occasion:
            together.setdefault(_likeness(task), []).append(task)
    for task in tasks:
        group = together.pop(_likeness(task), []) if task.occasion else [task]
        if len(group) == 1:
            yield Item(group[0].title, demand(group[0], measures, plan.year), task.duty.text)
        elif group:
            yield Item(_likeness(task)[0], task.demand, task.duty.text, tuple(each.occasion for each in group))


def _likeness(task: Task) -> tuple[str, Duty, str]:
    """What tasks of one rule share: the title without the day's name, the people, the demand."""
    return task.title.replace(task.occasion.partition("（")[0], ""), task.duty, task.demand


def day_of(day: date, year: int) -> str:
    """4月15日, with its year where that is not the plan's."""
    said = _("{m}月{d}日").format(m=day.month, d=day.day)
    return said if day.year == year else _("{y}年").format(y=day.year) + said


def demand(task: Task, measures: Mapping[str, Measure], year: int = 0) -> str:
    """What is wanted, so that it stands after the task's title: 每月不少于1次, 调解成功率不低于95%, 共7件，1月31日前办结.

    `year` is the plan's: a day in another year is said with it.
    """
    due = _("{day}前").format(day=day_of(task.due, year or task.due.year))
    late = "" if task.due == date(task.due.year, 12, 31) else due
    if task.records:
        return _("共{n}{unit}，{due}办结").format(n=len(task.records), unit=task.unit or _("件"), due=due)
    if task.occasion or task.target is None:
        return task.occasion or (_("目标待定") if task.measure else _("{due}完成").format(due=due))
    said = task.demand
    if is_goal(task, measures) and (task.per != "year" or task.at_most):
        said = measures[task.measure].title + said
    return said + (_("，{due}完成").format(due=late) if late else "")


def goal_table(plan: Plan, period: Period, source: Source) -> Table:
    """工作目标: what last year brought, what this year is to bring, who leads."""
    columns = (
        Column("place", _("序号")),
        Column("title", _("指标"), "text"),
        Column("unit", _("计量单位"), "text"),
        Column("base", _("{period}实绩").format(period=period.label)),
        Column("target", _("{year}年目标").format(year=plan.year), "text"),
        Column("lead", _("牵头"), "text"),
    )
    goals = [task for task in plan.tasks if is_goal(task, source.measures)]
    rows = tuple(TableRow(_goal_row(place, task, period, source)) for place, task in enumerate(goals, 1))
    return Table("targets", _("主要工作目标"), columns, rows)


def _goal_row(place: int, task: Task, period: Period, source: Source) -> tuple[Cell, ...]:
    measure = source.measures[task.measure]
    base = shown(measure, source.asked(task.measure, task.where, period))
    title = task.title if task.where else measure.title
    return place, title, measure.unit, base, task.demand, "、".join(task.duty.lead)


def month_table(plan: Plan) -> Table:
    """时间安排: what recurs, then month by month the named days and what falls due."""
    regular = [
        TableRow((CADENCES[per], "；".join(_regular(task) for task in plan.tasks if task.per == per and task.target)))
        for per in REGULAR
        if any(task.per == per for task in plan.tasks)
    ]
    months = [TableRow((name, "；".join(_in_month(plan, month)))) for name, month in _months(plan)]
    columns = (Column("when", _("时间"), "text"), Column("what", _("主要工作"), "text"))
    return Table("schedule", _("时间安排"), columns, (*regular, *(row for row in months if row.cells[1])))


def _months(plan: Plan) -> Iterator[tuple[str, Period]]:
    """The months of the plan's years: 3月, 2027年3月 after its first year."""
    for year in range(plan.year, plan.year + plan.years):
        for number in range(1, 13):
            month = containing("month", date(year, number, 1))
            yield (_("{m}月").format(m=number) if year == plan.year else month.label), month


def _regular(task: Task) -> str:
    assert task.target is not None
    return (
        task.title
        if task.target == 1
        else _("{title}{n}{unit}").format(title=task.title, n=f"{task.target:f}", unit=task.unit)
    )


def _in_month(plan: Plan, month: Period) -> list[str]:
    """A named day stands in the middle of the days in which its task may be done; all else where it falls due."""
    said = []
    for task in sorted(plan.tasks, key=lambda task: (task.due, task.id)):
        middle = task.start + (task.due - task.start) / 2
        if task.occasion and middle in month:
            said.append(task.occasion)
        elif not task.occasion and task.per not in REGULAR and task.due in month and _falls_due(task):
            said.append(_("{title}（{d}日前）").format(title=task.title, d=task.due.day))
    return said


def _falls_due(task: Task) -> bool:
    """A number for the whole year falls due with the year and says nothing of December."""
    return (task.due.month, task.due.day) != (12, 31) or not task.measure


def duty_table(plan: Plan, measures: Mapping[str, Measure]) -> Table:
    """任务分工表: every task with who leads, cooperates and carries out (牵头、配合、落实)."""
    titles = (_("事项"), _("要求"), _("完成时限"), _("牵头"), _("配合"), _("落实"))
    names = ("title", "demand", "due", "lead", "cooperate", "implement")
    columns = (
        Column("place", _("序号")),
        *(Column(name, title, "text") for name, title in zip(names, titles, strict=True)),
    )
    rows: list[TableRow] = []
    place = 0
    for heading in plan.headings:
        rows.append(TableRow((heading, *(None for _name in names)), Role.HEADING))
        for task in plan.tasks_of(heading):
            place += 1
            people = ("、".join(part) or Absent.NOT_APPLICABLE for part in task.duty)
            whole = task.span == containing("year", date(plan.year, 1, 1))
            due = _("全年") if whole else day_of(task.due, plan.year)
            rows.append(TableRow((place, task.title, demand(task, measures, plan.year), due, *people)))
    return Table("duties", _("任务分工表"), columns, tuple(rows))
