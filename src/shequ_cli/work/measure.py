"""Measures (指标): named definitions of what is counted, summed or divided."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from shequ_cli.rules.schema import Field, Ledger
from shequ_cli.words.errors import UnknownName
from shequ_cli.words.language import _
from shequ_cli.words.lazy import Lazy
from shequ_cli.words.nearest import nearest
from shequ_cli.words.order import counted
from shequ_cli.work.condition import Condition
from shequ_cli.work.pace import Pace, Target

BLANK = "未填"
"""The slice of records whose dividing field is empty; slices sum to the total only with it."""


class Kind(StrEnum):
    """How a measure behaves over time."""

    FLOW = "flow"
    """时期数: months add up to the year."""
    STOCK = "stock"
    """时点数: the last value counts; never summed over months."""
    RATE = "rate"
    """A quotient of two measures: rolls up as Σnumerator ÷ Σdenominator."""


@dataclass(frozen=True, slots=True)
class Taking:
    """What a measure takes of its records: `how` is count, distinct, sum, last, open or days.

    `column` is the index's column and `title` what people call it; both are "" where records are counted. Of days they
    are the last day's, and `since` and `since_title` the first day's.
    """

    how: str
    column: str = ""
    title: str = ""
    since: str = ""
    since_title: str = ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """A field that divides a measure. `titles` is the official order of its values; parents stand before children."""

    field: Field
    titles: tuple[str, ...] = ()
    parents: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Child title → parent title, where the code list is hierarchical."""

    def family(self, title: str) -> tuple[str, ...]:
        """A title and every title below it."""
        below = [child for child, parent in self.parents.items() if parent == title]
        return (title, *(name for child in below for name in self.family(child)))

    def ordered(self, titles: Iterable[str]) -> list[str]:
        """Titles in official order, then the unlisted ones, 未填 last."""
        places = {title: place for place, title in enumerate(self.titles)}
        return sorted(titles, key=lambda title: (title == BLANK, places.get(title, len(places)), counted(title)))


@dataclass(frozen=True)
class Measure:
    """One definition. Exactly one of `taking`, `numerator` with `denominator`, and `sum_of` is filled."""

    name: str
    title: str
    unit: str
    kind: Kind
    exact: str = "integer"
    """integer, money (元, to the 分), number, or rate: how its values are held and shown."""
    decimals: int = 0
    ledger: Ledger | None = None
    on: str = ""
    until: str = ""
    where: Condition | None = None
    taking: Taking | None = None
    series: bool = False
    """Of a stock: `where` picks out one series, so a month without it is 未报 and not 0."""
    by: tuple[Dimension, ...] = ()
    numerator: str = ""
    denominator: str = ""
    sum_of: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    """What is taken away from the sum (余额＝存入－支取)."""
    target: Target | None = None
    pace: Pace = ()
    note: str = ""
    """The definition in the trade's words, printed with a rate."""
    source: str = ""
    systems: tuple[str, ...] = ()
    zero: str = "—"
    """What is printed for a rate whose denominator is 0."""
    place: str = ""
    """The file it was read from."""

    @property
    def in_points(self) -> bool:
        """Whether its values are compared in 百分点: rates in per cent, those that others reckoned and handed in too."""
        return self.unit == "%"

    @property
    def adds_up(self) -> bool:
        """Whether its cells may be added: people met twice, counted once (人, not 人次), may not."""
        return self.taking is None or self.taking.how != "distinct"

    @property
    def scale(self) -> int:
        """What a quotient is multiplied with: 100 for %, 1000 for ‰."""
        return {"%": 100, "‰": 1000}.get(self.unit, 1)

    @property
    def parts(self) -> tuple[str, ...]:
        """Names of the measures that it is made of."""
        return (*self.sum_of, *self.less) or tuple(name for name in (self.numerator, self.denominator) if name)

    def dimension(self, word: str) -> Dimension | None:
        """The dimension whose field has this name, title or alias."""
        return next((dimension for dimension in self.by if word in dimension.field.words), None)


class Measures(Lazy[Measure]):
    """Every measure by name, each read when it is asked for; the titles are known before."""

    def __init__(self, titles: Mapping[str, str], make: Callable[[str], Measure]) -> None:
        super().__init__(titles, make)
        self.titled = {title: name for name, title in titles.items()}


def by_title(measures: Mapping[str, Measure]) -> Mapping[str, str]:
    """The name of every title; no measure is read for it."""
    if isinstance(measures, Measures):
        return measures.titled
    return {measure.title: name for name, measure in measures.items()}


def measure_named(word: str, measures: Mapping[str, Measure]) -> Measure:
    """The measure with this name or title; UnknownName with the nearest ones."""
    if word in measures:
        return measures[word]
    titles = by_title(measures)
    if word in titles:
        return measures[titles[word]]
    raise UnknownName(_("指标"), word, nearest(word, [*titles, *measures]))
