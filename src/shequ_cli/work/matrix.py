"""Cross tables (交叉表) as declared: one measure by two axes, an axis being a field's values, bands of a number, or time.

以上、以下 contain the number, 超过、不满 do not (民法典第一千二百五十九条).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from shequ_cli.rules.schema import Field
from shequ_cli.words.language import _
from shequ_cli.work.expression import Node

ACROSS = ("months", "quarters")
"""What time may be divided into."""


class Side(StrEnum):
    """On which side of its number a band lies."""

    BELOW = "以下"
    ABOVE = "以上"


@dataclass(frozen=True, slots=True)
class Bands:
    """A number cut at `bounds`, which rise. `titles` stand in place of the titles by rule where they are not blank."""

    quantity: Node
    bounds: tuple[Decimal, ...]
    side: Side = Side.BELOW
    unit: str = ""
    titles: tuple[str, ...] = ()

    def title(self, place: int, *, cumulative: bool) -> str:
        """What a band is called: 5㎡以下, or apart from the narrower ones 超过5至6㎡ (以上: 60岁以上, 60岁以上不满70岁)."""
        if given := self.titles[place] if self.titles else "":
            return given
        bound = f"{self.bounds[place]:f}"
        if self.side is Side.BELOW:
            if cumulative or not place:
                return _("{bound}{unit}以下").format(bound=bound, unit=self.unit)
            return _("超过{low}至{bound}{unit}").format(low=f"{self.bounds[place - 1]:f}", bound=bound, unit=self.unit)
        if cumulative or place == len(self.bounds) - 1:
            return _("{bound}{unit}以上").format(bound=bound, unit=self.unit)
        high = f"{self.bounds[place + 1]:f}"
        return _("{bound}{unit}以上不满{high}{unit}").format(bound=bound, high=high, unit=self.unit)

    def within(self, place: int) -> tuple[int, ...]:
        """The bands that a band contains when it is read with its narrower ones, itself among them."""
        return tuple(range(place + 1)) if self.side is Side.BELOW else tuple(range(place, len(self.bounds)))

    @property
    def outside(self) -> str:
        """What lies in none of them."""
        if self.side is Side.BELOW:
            return _("超过{bound}{unit}").format(bound=f"{self.bounds[-1]:f}", unit=self.unit)
        return _("不满{bound}{unit}").format(bound=f"{self.bounds[0]:f}", unit=self.unit)


@dataclass(frozen=True, slots=True)
class Axis:
    """Exactly one of `field`, `bands` and `span` (months, quarters) is filled."""

    title: str
    field: Field | None = None
    bands: Bands | None = None
    span: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """`cumulative`: every band contains the narrower ones, on both axes; else each record stands in one cell."""

    rows: Axis
    columns: Axis
    cumulative: bool = False

    @property
    def axes(self) -> Sequence[Axis]:
        """Rows, then columns."""
        return (self.rows, self.columns)
