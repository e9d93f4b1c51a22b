"""Makes a plan from its rules: minimum counts, named days, what last year left open, and goals from last year's numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from shequ_cli.words.language import _
from shequ_cli.work.ahead import named
from shequ_cli.work.campaign import Occurrence
from shequ_cli.work.clock import OpenClock
from shequ_cli.work.compare import Number, rounded
from shequ_cli.work.figure import exact
from shequ_cli.work.measure import Kind, Measure
from shequ_cli.work.period import Period, between, containing
from shequ_cli.work.plan import Duty, Plan, Task
from shequ_cli.work.planrule import Carried, Goal, Minimum, Occasions, PlanRules, Rule
from shequ_cli.work.workday import WorkCalendar

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Basis:
    """What the rules are applied to.

    `period` is last year, or its whole months so far; `numbers` are last year's figures by rule id. `unfinished` are tasks of
    last year's plan that nobody finished.
    """

    today: date
    period: Period
    measures: Mapping[str, Measure]
    numbers: Mapping[str, Number | None] = field(default_factory=dict)
    days: Sequence[Occurrence] = ()
    unannounced: Sequence[str] = ()
    """Titles of named days whose date in the plan's year nobody has announced yet."""
    calendar: WorkCalendar = WorkCalendar()
    open_clocks: Sequence[OpenClock] = ()
    unfinished: Sequence[Task] = ()
    community: str = ""
    empty: frozenset[str] = frozenset()
    """Ledgers without any record: rules that hold only where a ledger is kept are left out."""
    duties: Mapping[str, Duty] = field(default_factory=dict)
    """Who leads, cooperates and carries out, by the key that rules name."""

    @property
    def is_whole(self) -> bool:
        """Whether last year is over, so that nothing has to be reckoned up to a full year."""
        return self.period.kind == "year"


def basis_period(year: int, today: date) -> Period:
    """The year before the plan's; while it runs its whole months so far; before that the last year that is over."""
    last = containing("year", date(year - 1, 1, 1))
    if today >= last.end:
        return last
    month = containing("month", today).start
    return between(last.start, month) if month > last.start else containing("year", date(month.year - 1, 1, 1))


def generate(rules: PlanRules, year: int, basis: Basis) -> Plan:
    """The plan of `year`; the same rules and basis give the same plan."""
    order = {title: place for place, title in enumerate(rules.sections)}
    tasks = sorted(_tasks(rules, year, basis), key=lambda task: order.get(task.section, len(order)))
    return Plan(
        year=year,
        title=rules.pattern.format(community=basis.community, year=year),
        tasks=tuple(tasks),
        sections=rules.sections,
        rules=rules.name,
        facts={_("上年数据"): basis.period.label, _("结转截至"): basis.today.isoformat()},
        remarks=tuple(_remarks(rules, year, basis)),
        phases=tuple(phase.of(year) for phase in rules.phases),
        years=rules.years,
    )


def _tasks(rules: PlanRules, year: int, basis: Basis) -> Iterator[Task]:
    """Within a section: goals, minimums, named days by date, carried work."""
    yield from (_goal(goal, year, basis) for goal in rules.goals if _holds(goal, basis))
    yield from (_minimum(minimum, year, basis) for minimum in rules.minimums if _holds(minimum, basis))
    days = [task for each in rules.occasions if _holds(each, basis) for task in _occasions(each, year, basis)]
    yield from sorted(days, key=lambda task: (task.due, task.id))
    yield from (task for carried in rules.carried if (task := _carried(carried, year, basis)))
    if rules.unfinished:
        yield from (_unfinished(rules.unfinished, task, year, basis) for task in basis.unfinished)


def recurring(
    rules: PlanRules, year: int, measures: Mapping[str, Measure], empty: frozenset[str] = frozenset()
) -> tuple[Task, ...]:
    """The tasks of the rules' minimum counts alone, for a year without a plan; `empty` are ledgers without a record."""
    basis = Basis(date(year, 1, 1), containing("year", date(year - 1, 1, 1)), measures, empty=empty)
    counted = (minimum for minimum in rules.minimums if minimum.measure and _holds(minimum, basis))
    return tuple(_minimum(minimum, year, basis) for minimum in counted)


def _holds(part: Minimum | Goal | Occasions, basis: Basis) -> bool:
    """Whether a rule asks anything of this store (`if_kept`)."""
    return not (part.rule.if_kept and part.measure and counted_ledgers(part.measure, basis.measures) <= basis.empty)


def counted_ledgers(measure: str, measures: Mapping[str, Measure]) -> frozenset[str]:
    """Names of the ledgers whose records a measure counts, itself or through its parts."""
    known = measures[measure]
    if known.ledger:
        return frozenset([known.ledger.name])
    return frozenset[str]().union(*(counted_ledgers(part, measures) for part in known.parts))


def _task(rule: Rule, year: int, basis: Basis) -> Task:
    """The task that a rule makes, before anything is wanted of a measure."""
    start, due = rule.days(year)
    return Task(
        id=rule.id,
        title=rule.title,
        section=rule.section,
        start=start,
        due=due if rule.exact else max(start, _workday(due, basis.calendar)),
        duty=basis.duties.get(rule.duty_key, rule.duty),
        source=rule.source,
        remark=rule.note,
    )


def _workday(day: date, calendar: WorkCalendar) -> date:
    """A date on a day off comes before it, but never in the year before; of a year without calendar it stays."""
    if not calendar.knows(day.year):
        return day
    earlier = day
    while earlier.year == day.year and not calendar.is_workday(earlier):
        earlier -= _DAY
    return earlier if earlier.year == day.year else calendar.next_workday(day)


def _minimum(minimum: Minimum, year: int, basis: Basis) -> Task:
    task = _task(minimum.rule, year, basis)
    if not minimum.measure:
        return task
    unit = minimum.unit or basis.measures[minimum.measure].unit
    wanted = replace(task, measure=minimum.measure, where=minimum.where, unit=unit)
    return replace(wanted, target=minimum.least, per=minimum.per)


def _occasions(occasions: Occasions, year: int, basis: Basis) -> Iterator[Task]:
    """One task a day; a day that returns every month is one task for all months."""
    known: dict[str, list[Occurrence]] = {}
    for day in basis.days:
        known.setdefault(day.id, []).append(day)
    for days in (known[id] for id in occasions.campaigns if id in known):
        task = _task(occasions.rule, year, basis)
        day = days[0]
        named_after = replace(
            task,
            id=f"{task.id}-{day.id}",
            title=task.title.format(name=day.name),
            measure=occasions.measure,
            where=occasions.where.format(name=day.name, id=day.id),
            target=occasions.least,
            unit=basis.measures[occasions.measure].unit,
        )
        yield replace(named_after, per="month") if len(days) > 1 else _around(named_after, day, occasions, year)


def _around(task: Task, day: Occurrence, occasions: Occasions, year: int) -> Task:
    """The task in the days before and after its named day, within the year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return replace(
        task,
        start=max(first, day.start - occasions.before * _DAY),
        due=min(last, day.last_day + occasions.after * _DAY),
        occasion=named(day),
    )


def _carried(carried: Carried, year: int, basis: Basis) -> Task | None:
    """One task for everything that is open on these clocks and began before the plan's year."""
    begun = [
        each
        for each in basis.open_clocks
        if each.ledger == carried.ledger and each.standing.name in carried.clocks and _year_of(each.id) < year
    ]
    if not begun:
        return None
    records = tuple(sorted({each.id for each in begun}))
    late = {each.id for each in begun if each.standing.due and each.standing.due < basis.today}
    day, unit = containing("day", basis.today).label, carried.unit
    said = _("截至{day}未办结{n}{unit}").format(day=day, n=len(records), unit=unit)
    overdue = _("，其中已超期{n}{unit}").format(n=len(late), unit=unit) if late else ""
    task = _task(carried.rule, year, basis)
    return replace(task, records=records, clocks=carried.clocks, unit=unit, remark=said + overdue)


def _year_of(id: str) -> int:
    """The year in which a record's date lies; its id says it."""
    found = re.search(r"-(\d{4})\d{4}-", id)
    return int(found[1]) if found else 0


def _unfinished(rule: Rule, old: Task, year: int, basis: Basis) -> Task:
    """A task of the clerk's own goes on under its old name, with its old people and measure."""
    task = _task(rule, year, basis)
    return replace(
        old,
        id=f"{rule.id}-{old.id.removeprefix(f'{rule.id}-')}",
        start=task.start,
        due=task.due,
        source=rule.source,
        remark=_("{year}年计划未完成，接着办").format(year=year - 1),
    )


def _goal(goal: Goal, year: int, basis: Basis) -> Task:
    task, measure = _task(goal.rule, year, basis), basis.measures[goal.measure]
    target, why = _target(goal, measure, basis)
    return replace(
        task,
        measure=goal.measure,
        where=goal.where,
        target=target,
        at_most=goal.at_most,
        unit=measure.unit,
        per="year" if measure.kind is Kind.FLOW else "",
        remark="；".join(part for part in (why, task.remark) if part),
    )


def _target(goal: Goal, measure: Measure, basis: Basis) -> tuple[Decimal | None, str]:
    """The number, and in words what it comes from; nothing or 0 last year is no ground for a number, so it stays open."""
    base = basis.numbers.get(goal.rule.id)
    known = (
        _("{period}为{n}{unit}").format(period=basis.period.label, n=exact(base), unit=measure.unit)
        if base is not None
        else ""
    )
    if goal.fixed is not None:
        return goal.fixed, known
    if base is None or not (base or goal.at_most):
        none = known or _("{period}没有记录").format(period=basis.period.label)
        return goal.floor, none if goal.floor is not None else _("{none}，目标待定").format(none=none)
    year = _full_year(base, measure, basis)
    wanted = _grown(Decimal(year), goal, measure)
    said = [
        known,
        "" if year == base else _("折算全年{n}{unit}").format(n=exact(year), unit=measure.unit),
        _growth(goal, measure),
    ]
    if goal.floor is not None and (wanted < goal.floor) != goal.at_most:
        return goal.floor, known
    return wanted, "，".join(part for part in said if part)


def _full_year(base: Number, measure: Measure, basis: Basis) -> Number:
    """A flow of some months reckoned up to twelve; rates and stocks as they are."""
    if measure.kind is not Kind.FLOW or basis.is_whole:
        return base
    return rounded(
        Decimal(base) * 12 / len(basis.period.months()), 0 if measure.exact == "integer" else measure.decimals
    )


def _grown(base: Decimal, goal: Goal, measure: Measure) -> Decimal:
    """Counts are rounded to the side that is harder to reach; a rate in per cent never asks for more than 100."""
    if measure.kind is Kind.RATE:
        grown = rounded(base + goal.grow, measure.decimals)
        return Decimal(100) if measure.unit == "%" and grown >= 100 else grown
    grown = base * (100 + goal.grow) / 100
    if measure.exact != "integer":
        return rounded(grown, measure.decimals)
    return grown.to_integral_value(ROUND_FLOOR if goal.at_most else ROUND_CEILING)


def _growth(goal: Goal, measure: Measure) -> str:
    if not goal.grow:
        return _("保持这一水平")
    rate = measure.kind is Kind.RATE
    up, down = (_("提高{n}{unit}"), _("降低{n}{unit}")) if rate else (_("增长{n}{unit}"), _("压减{n}{unit}"))
    unit = _("个百分点") if measure.in_points else measure.unit if rate else "%"
    return (up if goal.grow > 0 else down).format(n=f"{abs(goal.grow):f}", unit=unit)


def _remarks(rules: PlanRules, year: int, basis: Basis) -> Iterator[str]:
    """What could not be known when the plan was made."""
    if not basis.is_whole or basis.period.year != year - 1:
        yield _("上年数据取自{period}，年初可再生成一次，未改动的任务会随之更新").format(period=basis.period.label)
    if unknown := [str(one) for one in range(year, year + rules.years) if not basis.calendar.knows(one)]:
        shape = _("{year}年放假安排还没有录入，完成时限按日历日排定，未避开休息日")
        yield shape.format(year="、".join(unknown))
    if basis.unannounced:
        yield _("{names}的日期逐年公布，尚未排入").format(names="、".join(basis.unannounced))
