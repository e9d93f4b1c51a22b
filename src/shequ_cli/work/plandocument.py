"""A plan as its document shows it: items section by section, and the tables of goals, months and duties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from shequ_cli.words.language import _
from shequ_cli.work.measure import Kind, Measure
from shequ_cli.work.period import Period
from shequ_cli.work.plan import CADENCES, REGULAR, Duty, Plan, Task
from shequ_cli.work.report import Report, assembled
from shequ_cli.work.reportfile import ReportDefinition
from shequ_cli.work.reporttable import shown
from shequ_cli.work.source import Source
from shequ_cli.work.table import Absent, Cell, Column, Role, Table, TableRow


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered point of a section. `occasions` are named days that one point speaks of together."""

    title: str
    demand: str
    duty: str
    occasions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its points."""

    title: str
    items: tuple[Item, ...]


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


def document(definition: ReportDefinition, plan: Plan, period: Period, source: Source) -> tuple[Report, Shown]:
    """The values that the plan's document is written from; figures are those of `period`, which the plan was made from."""
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
    return replace(assembled(definition, period, source, named), title=plan.title), view(plan, source.measures)


def view(plan: Plan, measures: Mapping[str, Measure]) -> Shown:
    """The plan in words."""
    sections = tuple(Section(name, tuple(_items(plan.tasks_of(name), measures))) for name in plan.headings)
    goals = sum(is_goal(task, measures) for task in plan.tasks)
    carried = len({record for task in plan.tasks for record in task.records})
    return Shown(plan.year, plan.title, sections, goals, len(plan.tasks), carried, plan.remarks)


def is_goal(task: Task, measures: Mapping[str, Measure]) -> bool:
    """Whether it is a number for the whole year, and so stands in the table of goals."""
    measure = measures.get(task.measure)
    if measure is None or task.target is None or task.occasion:
        return False
    return task.per == "year" or (not task.per and measure.kind is not Kind.FLOW)


def _items(tasks: tuple[Task, ...], measures: Mapping[str, Measure]) -> Iterator[Item]:
    """One point a task; tasks for named days that ask the same of the same people share one, where the first stands."""
    together: dict[tuple[str, Duty, str], list[Task]] = {}
    for task in tasks:
        if task.occasion:
            together.setdefault(_likeness(task), []).append(task)
    for task in tasks:
        group = together.pop(_likeness(task), []) if task.occasion else [task]
        if len(group) == 1:
            yield Item(group[0].title, demand(group[0], measures), task.duty.text)
        elif group:
            yield Item(_likeness(task)[0], task.demand, task.duty.text, tuple(each.occasion for each in group))


def _likeness(task: Task) -> tuple[str, Duty, str]:
    """What tasks of one rule share: the title without the day's name, the people, the demand."""
    return task.title.replace(task.occasion.partition("（")[0], ""), task.duty, task.demand


def demand(task: Task, measures: Mapping[str, Measure]) -> str:
    """What is wanted, so that it stands after the task's title: 每月不少于1次, 调解成功率不低于95%, 共7件，1月31日前办结."""
    due = _("{m}月{d}日前").format(m=task.due.month, d=task.due.day)
    late = "" if task.due == date(task.due.year, 12, 31) else due
    if task.records:
        return _("共{n}件，{due}办结").format(n=len(task.records), due=due)
    if task.occasion or task.target is None:
        return task.occasion or (_("目标待定") if task.measure else _("{due}完成").format(due=due))
    said = task.demand
    if is_goal(task, measures) and task.per != "year":
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
    months = [TableRow((_("{m}月").format(m=month), "；".join(_in_month(plan, month)))) for month in range(1, 13)]
    columns = (Column("when", _("时间"), "text"), Column("what", _("主要工作"), "text"))
    return Table("schedule", _("时间安排"), columns, (*regular, *(row for row in months if row.cells[1])))


def _regular(task: Task) -> str:
    assert task.target is not None
    return (
        task.title
        if task.target == 1
        else _("{title}{n}{unit}").format(title=task.title, n=f"{task.target:f}", unit=task.unit)
    )


def _in_month(plan: Plan, month: int) -> list[str]:
    """A named day stands in the middle of the days in which its task may be done; all else where it falls due."""
    said = []
    for task in sorted(plan.tasks, key=lambda task: (task.due, task.id)):
        middle = task.start + (task.due - task.start) / 2
        if task.occasion and middle.month == month:
            said.append(task.occasion)
        elif not task.occasion and task.per not in REGULAR and task.due.month == month and _falls_due(task):
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
            due = _("{m}月{d}日").format(m=task.due.month, d=task.due.day)
            rows.append(TableRow((place, task.title, demand(task, measures), due, *people)))
    return Table("duties", _("任务分工表"), columns, tuple(rows))
