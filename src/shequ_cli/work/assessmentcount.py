"""Counted items and evidence: the number in the period, term by term where every month or quarter wants its own, and what lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shequ_cli.rules.schema import Ledger
from shequ_cli.words.language import _
from shequ_cli.words.record import Record
from shequ_cli.work.assessment import Count, Evidence, Judge
from shequ_cli.work.assessmentranks import plain
from shequ_cli.work.assessmentresult import Missing, Wanted
from shequ_cli.work.compare import Number, rounded
from shequ_cli.work.condition import Condition
from shequ_cli.work.period import Period, containing
from shequ_cli.work.planterms import term_label
from shequ_cli.work.source import Source

Chosen = Callable[[Ledger, Condition | None], Sequence[Record]]
"""The records of a ledger that meet a condition."""


@dataclass(frozen=True)
class Ground:
    """What an assessment is held against: numbers, records, the period and the object ("" for the community itself)."""

    source: Source
    chosen: Chosen
    period: Period
    object: str = ""

    @property
    def today(self) -> date:
        """The day on which it is asked."""
        return self.source.today

    @property
    def over(self) -> bool:
        """Whether the period is over."""
        return self.period.end <= self.today

    def state(self, by: date | None) -> Wanted:
        """Where something wanted by a day stands when it is not there."""
        return Wanted.OVERDUE if self.over or (by is not None and by < self.today) else Wanted.TODO


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted. `kept` of `spans` terms have what they want; `lost` ones are over and have not."""

    value: Number | None
    spans: int = 1
    kept: int = 0
    lost: tuple[Period, ...] = ()
    lacking: tuple[tuple[Period, Decimal], ...] = ()
    """Terms that still run or lie ahead, and what each needs."""
    records: tuple[str, ...] = ()


def tallied(count: Count, least: Decimal | None, per: str, ground: Ground) -> Tally:
    """The number of the period, and against `least` how its terms stand."""
    rows = _rows(count, ground)
    value = _value(count, ground.period, rows, ground)
    ids = tuple(row.id for row in rows if _within(count, row, ground.period, ground))
    if least is None:
        return Tally(value, records=ids)
    spans = tuple(spans_of(per, ground.period)) or (ground.period,)
    values = {span: value if span == ground.period else _value(count, span, rows, ground) for span in spans}
    short = {span: least - Decimal(found or 0) for span, found in values.items() if Decimal(found or 0) < least}
    over = tuple(span for span in short if span.end <= ground.today)
    ahead = tuple((span, need) for span, need in short.items() if span not in over)
    return Tally(value, len(spans), len(spans) - len(short), over, ahead, ids)


def spans_of(per: str, period: Period) -> Iterator[Period]:
    """The months, quarters or halves of a period; none for a period that is itself no longer than one."""
    day = period.start if per else period.end
    while day < period.end:
        term = containing(per, day)
        yield term
        day = term.end


def _rows(count: Count, ground: Ground) -> Sequence[Record]:
    if count.ledger is None:
        return ()
    found = ground.chosen(count.ledger, count.condition)
    return [row for row in found if not count.subject or row.values.get(count.subject) == ground.object]


def _value(count: Count, span: Period, rows: Sequence[Record], ground: Ground) -> Number | None:
    if count.ledger is None:
        return None if span.start > ground.today else ground.source.asked(count.measure, count.where, span)
    return sum(_within(count, row, span, ground) for row in rows)


def _within(count: Count, row: Record, span: Period, ground: Ground) -> bool:
    """Whether a record counts in a span: what lies after today never does."""
    assert count.ledger is not None
    day, last = day_of(row.values.get(count.ledger.date)), min(span.last_day, ground.today)
    if day is None or day > last:
        return False
    if not count.ever:
        return day >= span.start
    ended = day_of(row.values.get(count.until)) if count.until else None
    return ended is None or ended > last


def day_of(value: object) -> date | None:
    """A date, or a month ("2026-03") as its first day."""
    if isinstance(value, date):
        return value
    return date.fromisoformat(f"{value}-01") if value else None


def lacks(
    count: Count, judge: Judge, tally: Tally, ground: Ground, title: str = "", by: date | None = None
) -> tuple[Missing, ...]:
    """What a counted item or evidence lacks, in words."""
    title = title or count.title
    if judge.least is not None:
        return _too_few(count, judge.least, tally, ground, title, by)
    if judge.most is not None and tally.value is not None and tally.value > judge.most:
        shape = _("{title}{value}，超过{most}") if judge.most else _("{title}{value}，应当为零")
        text = shape.format(title=title, value=counted(tally.value, count), most=counted(judge.most, count))
        return (Missing(title, text, Wanted.LOST if count.flow or ground.over else Wanted.TODO),)
    if judge.steps and not ground.over:
        return _next_step(count, judge, tally, ground, title)
    return ()


def _too_few(
    count: Count, least: Decimal, tally: Tally, ground: Ground, title: str, by: date | None
) -> tuple[Missing, ...]:
    whole = tally.spans == 1
    found = []
    if tally.lost:
        need = counted(least - Decimal(tally.value or 0), count)
        shape = _("{title}少{need}，已不能补") if whole else _("{title}{terms}没有达到，已不能补")
        text = shape.format(title=title, need=need, terms="、".join(term_label(span) for span in tally.lost))
        found.append(Missing(title, text, Wanted.LOST))
    if tally.lacking and count.flow:
        need = counted(sum((need for _span, need in tally.lacking), Decimal(0)), count)
        when = "" if whole else "：" + "、".join(term_label(span) for span, _need in tally.lacking)
        day = by or tally.lacking[-1][0].last_day
        found.append(
            Missing(
                title, _("{title}还差{need}{when}").format(title=title, need=need, when=when), ground.state(by), day
            )
        )
    elif tally.lacking:
        shape = _("{title}现为{value}，要求{least}") if tally.value is not None else _("还没有{title}的数，要求{least}")
        text = shape.format(title=title, value=counted(tally.value or 0, count), least=at_least(least, count))
        found.append(Missing(title, text, ground.state(by), by or ground.period.last_day))
    return tuple(found)


def _next_step(count: Count, judge: Judge, tally: Tally, ground: Ground, title: str) -> tuple[Missing, ...]:
    bound, points = judge.steps[0]
    value = tally.value
    if judge.falling or (value is not None and value >= bound):
        return ()
    now = _("还没有数") if value is None else _("现为{value}").format(value=counted(value, count))
    text = _("{title}{now}，达到{bound}可得{points}分")
    said = text.format(title=title, now=now, bound=counted(bound, count), points=plain(points))
    return (Missing(title, said, Wanted.TODO, ground.period.last_day),)


def wanted(evidence: Evidence, materials: Sequence[str], ground: Ground) -> tuple[Missing, ...]:
    """What is missing of one declared evidence; `materials` are the titles that hand scores say are there."""
    by = evidence.by.of(ground.period.year) if evidence.by else None
    if evidence.count is None:
        if any(evidence.title in held for held in materials):
            return ()
        text = _("缺“{title}”").format(title=evidence.title)
        return (Missing(evidence.title, text, ground.state(by), by or ground.period.last_day),)
    judge = Judge(least=evidence.least, per=evidence.per)
    tally = tallied(evidence.count, evidence.least, evidence.per, ground)
    return lacks(evidence.count, judge, tally, ground, evidence.title, by)


def counted(value: Number, count: Count) -> str:
    """A number with its unit: 3场, 93.5%."""
    number = Decimal(value)
    return f"{plain(rounded(number, count.decimals) if number % 1 else number)}{count.unit}"


def at_least(least: Decimal, count: Count) -> str:
    """不少于12场, 不低于95%; of all there can be: 达到100%."""
    if count.unit == "%" and least == 100:
        return _("达到{least}").format(least=counted(least, count))
    shape = _("不低于{least}") if count.unit in ("%", "‰") else _("不少于{least}")
    return shape.format(least=counted(least, count))
