"""Where a number comes from: its definition in words, its formula with numbers, and the records behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shequ_cli.words.language import _
from shequ_cli.words.query import Data
from shequ_cli.work import measurequery
from shequ_cli.work.compare import Number
from shequ_cli.work.figure import Figure, exact, figures
from shequ_cli.work.measure import Kind, Measure, measure_named
from shequ_cli.work.period import Period, containing


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure explained. `records` are ids in order of their dates; of a rate or a sum those of all `parts`."""

    figure: Figure
    definition: str
    formula: str
    records: tuple[str, ...]
    parts: tuple[Explanation, ...] = ()

    @property
    def value(self) -> Number | None:
        """本期."""
        return self.figure.value


def explain(name: str, period: Period, measures: Mapping[str, Measure], data: Data, today: date) -> Explanation:
    """The explanation of the measure with this name or title in a period."""
    measure = measure_named(name, measures)
    return _explained(figures((measure.name,), period, measures, data, today)[measure.name], data)


def _explained(figure: Figure, data: Data) -> Explanation:
    measure = figure.measure
    parts = tuple(_explained(part, data) for part in figure.parts.values())
    if parts:
        records = tuple(dict.fromkeys(id for part in parts for id in part.records))
    else:
        records = tuple(str(row[0]) for row in data.rows(measurequery.evidence(measure, figure.period)))
    return Explanation(figure, definition(measure, figure), _formula(figure), records, parts)


def definition(measure: Measure, figure: Figure) -> str:
    """What is counted, in words: 矛盾纠纷调解台账中，受理日期在2026年3月，且状态不是“登记”的记录数."""
    if measure.kind is Kind.RATE:
        titles = [part.measure.title for part in figure.parts.values()]
        said = _("{name}＝{numerator}÷{denominator}").format(
            name=measure.title, numerator=titles[0], denominator=titles[1]
        )
        said += {100: "×100%", 1000: "×1000‰"}.get(measure.scale, "")
    elif measure.sum_of:
        said = f"{measure.title}＝{_summed(measure, [part.measure.title for part in figure.parts.values()])}"
    else:
        said = _counted(measure, figure.period)
    return said + (_("（{note}）").format(note=measure.note) if measure.note else "")


def _summed(measure: Measure, parts: Sequence[str]) -> str:
    """The parts of a sum with their signs."""
    added = len(measure.sum_of)
    return "＋".join(parts[:added]) + "".join(f"－{part}" for part in parts[added:])


def _counted(measure: Measure, period: Period) -> str:
    assert measure.ledger is not None
    ledger, on = measure.ledger, measure.ledger.field(measure.on).title
    if measure.until:
        until = ledger.field(measure.until).title
        when = _("{on}不晚于{day}，而{until}未填或更晚").format(
            on=on, until=until, day=containing("day", period.last_day).label
        )
    elif measure.kind is Kind.STOCK:
        when = _("{on}在{period}中最后一个有记录的月份").format(on=on, period=period.label)
    else:
        when = _("{on}在{period}").format(on=on, period=period.label)
    conditions = when + (_("，且{where}").format(where=measure.where.titled) if measure.where else "")
    return _("{ledger}台账中，{conditions}的{taken}").format(
        ledger=ledger.title.removesuffix("台账"), conditions=conditions, taken=_taken(measure)
    )


def _taken(measure: Measure) -> str:
    assert measure.taking is not None
    title = measure.taking.title
    if measure.taking.how == "distinct":
        return _("记录里不同的{title}数").format(title=title)
    if not title:
        return _("记录数")
    if measure.taking.since:
        return _("{since}到{title}的天数之和").format(since=measure.taking.since_title, title=title)
    if measure.taking.column.endswith("_count"):
        return _("{title}项数之和").format(title=title)
    return _("{title}之和").format(title=title)


def _formula(figure: Figure) -> str:
    """The same with numbers: 11÷12×100%＝91.7%."""
    measure, result = figure.measure, _said(figure.measure, figure.value)
    parts = [_said(part.measure, part.value, unit=False) for part in figure.parts.values()]
    if measure.kind is Kind.RATE:
        scale = {100: "×100%", 1000: "×1000‰"}.get(measure.scale, "")
        return f"{parts[0]}÷{parts[1]}{scale}＝{result}"
    if parts:
        return f"{_summed(figure.measure, parts)}＝{result}"
    return _("{n} 条记录，{result}").format(n=figure.count, result=result)


def _said(measure: Measure, number: Number | None, *, unit: bool = True) -> str:
    if number is None:
        return measure.zero if measure.kind is Kind.RATE else _("未报")
    return (
        f"{number:f}{measure.unit if unit else ''}"
        if not isinstance(number, int)
        else f"{number}{measure.unit if unit else ''}"
    )


def as_json(explanation: Explanation) -> dict[str, object]:
    """The promised shape of `explain --json` (explanation/1), without its `shequ` key."""
    figure = explanation.figure
    return {
        "figure": figure.measure.name,
        "title": figure.measure.title,
        "unit": figure.measure.unit,
        "period": figure.period.code,
        "value": exact(figure.value),
        "definition": explanation.definition,
        "formula": explanation.formula,
        "records": list(explanation.records),
        "parts": [as_json(part) for part in explanation.parts],
    }
