"""Scores by rank among objects and by weights: how their definitions are read, and what they come to.

Equal values share the better rank. A rank costs 100 ÷ number of objects where the definition lists no points for ranks.
Points stay exact until they are written: rounding 66.666… on the way would move the mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from shequ_cli.rules.schema import Ledger
from shequ_cli.words.language import _
from shequ_cli.words.record import Record
from shequ_cli.work.assessment import Part, Rank, Weighted
from shequ_cli.work.assessmentkeys import Keys
from shequ_cli.work.compare import rounded

_HUNDRED = Decimal(100)

Records = Callable[[Ledger], Sequence[Record]]


class Scored(NamedTuple):
    """Points of 100 (None: cannot be reckoned), why in words, and what is still wanted."""

    points: Decimal | None
    why: str
    missing: tuple[str, ...] = ()
    records: tuple[str, ...] = ()


def read_rank(keys: Keys, rule: str, raw: object) -> Rank:
    """`rank:`; the shares `current` and `improvement` make 1."""
    entry = keys.part("rank", raw, rule)
    ledger = keys.ledger(rule, keys.text(rule, entry, "ledger"))
    names = ("year", "subject", "indicator", "this", "last", "direction", "false_report")
    fields = {name: keys.field(rule, ledger, keys.text(rule, entry, name)) for name in names}
    current, improvement = (keys.number(rule, entry, key) or Decimal(0) for key in ("current", "improvement"))
    if current + improvement != 1:
        raise keys.fail(rule, _("current 与 improvement 之和要是 1"))
    ranks = _ranks(keys, rule, entry.get("ranks", "even"))
    smaller = keys.text(rule, entry, "smaller")
    return Rank(ledger, smaller=smaller, current=current, improvement=improvement, ranks=ranks, **fields)


def _ranks(keys: Keys, rule: str, given: object) -> tuple[tuple[int, Decimal], ...]:
    if given == "even":
        return ()
    if not isinstance(given, Mapping) or not given:
        raise keys.fail(rule, _("ranks 要写 even，或 名次: 得分，如 {example}").format(example="{1: 100, 2: 90}"))
    found = sorted(
        (keys.whole(rule, "ranks", place), keys.decimal(rule, "ranks", points)) for place, points in given.items()
    )
    if any(points > _HUNDRED for _place, points in found):
        raise keys.fail(rule, _("ranks 按百分制写，不超过 100"))
    return tuple(found)


def read_weighted(keys: Keys, rule: str, raw: object) -> Weighted:
    """`weighted:`; at most one part has no weight of its own and takes the rest of 100."""
    entry = keys.part("weighted", raw, rule)
    ledger = keys.ledger(rule, keys.text(rule, entry, "ledger"))
    year, subject = (keys.field(rule, ledger, keys.text(rule, entry, key)) for key in ("year", "subject"))
    parts = tuple(_part(keys, rule, ledger, one) for one in keys.several(entry.get("parts"), rule))
    if len(parts) < 2 or sum(not part.weight for part in parts) > 1:
        raise keys.fail(rule, _("parts 至少两项，其中最多一项不写权重（weight），占其余"))
    return Weighted(ledger, year, subject, parts)


def _part(keys: Keys, rule: str, ledger: Ledger, raw: object) -> Part:
    entry = keys.part("part", raw, rule)
    value = keys.field(rule, ledger, keys.text(rule, entry, "value"))
    weight = keys.field(rule, ledger, entry["weight"]) if entry.get("weight") else ""
    given = entry.get("least", 0)
    single = dict(given) if isinstance(given, Mapping) else {"others": given}
    least = keys.decimal(rule, "least", single.pop("others", 0))
    least_of = {str(name): keys.decimal(rule, "least", number) for name, number in single.items()}
    return Part(keys.text(rule, entry, "title"), value, weight, least, least_of)


def subjects(rule: Rank | Weighted, year: int, records: Records) -> tuple[str, ...]:
    """The objects that have records in a year, in the order in which they were entered."""
    return tuple(dict.fromkeys(str(one.values[rule.subject]) for one in _of_year(rule, year, records)))


def _of_year(rule: Rank | Weighted, year: int, records: Records) -> list[Record]:
    return [one for one in records(rule.ledger) if one.values.get(rule.year) == year and one.values.get(rule.subject)]


def ranked(rule: Rank, year: int, subject: str, records: Records) -> Scored:
    """The mean of the object's indicators, each 40 % (or what `current` says) standing and the rest improvement; false ones 0."""
    rows = _of_year(rule, year, records)
    own = [row for row in rows if row.values[rule.subject] == subject]
    if not own:
        return Scored(None, _("没有{ledger}").format(ledger=rule.ledger.title), (rule.ledger.title,))
    own.sort(key=lambda row: str(row.values.get(rule.indicator)))
    judged = [_indicator(rule, row, [one for one in rows if _same(rule, one, row)]) for row in own]
    points = sum((one.points or Decimal(0) for one in judged), Decimal(0)) / len(judged)
    missing = tuple(text for one in judged for text in one.missing)
    return Scored(points, "；".join(one.why for one in judged), missing, tuple(row.id for row in own))


def _same(rule: Rank, one: Record, other: Record) -> bool:
    return one.values.get(rule.indicator) == other.values.get(rule.indicator)


def _indicator(rule: Rank, own: Record, rows: Sequence[Record]) -> Scored:
    """One indicator of one object, among all objects that reported it. False reports take no place in the ranks."""
    name = str(own.values.get(rule.indicator))
    if own.values.get(rule.false_report):
        return Scored(Decimal(0), _("{name}虚报，记0分").format(name=name))
    honest = [row for row in rows if not row.values.get(rule.false_report)]
    standing, moved = (_place(own, honest, partial(look, rule)) for look in (_this, _improvement))
    first, second = points_of(rule, standing, len(honest)), points_of(rule, moved, len(honest))
    total = combined(rule, first, second)
    if moved is None:
        why = _("{name}第{n}名得{points}分，没有上年数，进步不计分")
        lacking = _("{name}的上年数").format(name=name)
        return Scored(total, why.format(name=name, n=standing, points=written(total)), (lacking,))
    why = _("{name}实绩第{n}名、进步第{m}名，得{points}分")
    return Scored(total, why.format(name=name, n=standing, m=moved, points=written(total)))


def _this(rule: Rank, row: Record) -> Decimal | None:
    """The year's value, turned so that more is better."""
    value = row.values.get(rule.this)
    if value is None:
        return None
    return -_decimal(value) if row.values.get(rule.direction) == rule.smaller else _decimal(value)


def _improvement(rule: Rank, row: Record) -> Decimal | None:
    """This year less last, turned so that more is better."""
    now, last = _this(rule, row), row.values.get(rule.last)
    if now is None or last is None:
        return None
    return now + _decimal(last) if row.values.get(rule.direction) == rule.smaller else now - _decimal(last)


def combined(rule: Rank, standing: Decimal, improvement: Decimal) -> Decimal:
    """80 × 0.4 + 90 × 0.6 = 86."""
    return standing * rule.current + improvement * rule.improvement


def _place(own: Record, rows: Iterable[Record], value: Callable[[Record], Decimal | None]) -> int | None:
    """1 for the best; equal ones share the better place. None without a value."""
    mine = value(own)
    return None if mine is None else 1 + sum(other > mine for row in rows if (other := value(row)) is not None)


def points_of(rule: Rank, place: int | None, objects: int) -> Decimal:
    """The points of 100 for a place among so many objects."""
    if place is None:
        return Decimal(0)
    if not rule.ranks:
        return _HUNDRED * (objects - place + 1) / objects
    return next((points for last, points in rule.ranks if place <= last), rule.ranks[-1][1])


def weighed(rule: Weighted, year: int, subject: str, records: Records) -> Scored:
    """Σ score × weight; a weight below its minimum, or weights that do not make 100, leave no score."""
    own = [row for row in _of_year(rule, year, records) if row.values[rule.subject] == subject]
    if not own:
        return Scored(None, _("没有{ledger}").format(ledger=rule.ledger.title), (rule.ledger.title,))
    row = own[-1]
    weights = weights_of(rule, row.values)
    wrong = [text for part in rule.parts if (text := _too_light(part, subject, weights[part.title]))]
    if sum(weights.values()) != _HUNDRED or any(weight < 0 for weight in weights.values()):
        wrong.append(_("各项权重之和不是100%"))
    if lacking := tuple(part.title for part in rule.parts if row.values.get(part.value) is None):
        return Scored(None, _("没有{parts}").format(parts="、".join(lacking)), lacking, (row.id,))
    if wrong:
        return Scored(None, _("{wrong}，不能计分").format(wrong="；".join(wrong)), tuple(wrong), (row.id,))
    shown = "＋".join(f"{plain(_decimal(row.values[part.value]))}×{plain(weights[part.title])}%" for part in rule.parts)
    total = sum((_decimal(row.values[part.value]) * weights[part.title] / _HUNDRED for part in rule.parts), Decimal(0))
    return Scored(total, f"{shown}＝{written(total)}", (), (row.id,))


def weights_of(rule: Weighted, values: Mapping[str, object]) -> dict[str, Decimal]:
    """The weight of each part in per cent; the one without a field takes what is left of 100."""
    given = {part.title: _decimal(values.get(part.weight) or 0) for part in rule.parts if part.weight}
    left = _HUNDRED - sum(given.values())
    return {part.title: given.get(part.title, left) for part in rule.parts}


def _too_light(part: Part, subject: str, weight: Decimal) -> str:
    least = part.least_of.get(subject, part.least)
    said = _("{part}权重{weight}%，低于最低{least}%")
    return said.format(part=part.title, weight=plain(weight), least=plain(least)) if weight < least else ""


def _decimal(value: object) -> Decimal:
    return Decimal(str(value))


def written(points: Decimal) -> str:
    """Points as a sheet has them: two decimals at most, half up."""
    return plain(rounded(points, 2))


def plain(number: Decimal) -> str:
    """A number without zeros that say nothing: 86, 8.9, 100."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
