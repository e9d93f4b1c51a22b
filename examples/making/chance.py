"""Seeded chance that gives the same answers on every machine: built on `random()` alone, which Python promises to keep."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A stream of decisions that depends on its seed only."""

    def __init__(self, seed: str) -> None:
        self._next = random.Random(seed).random

    def below(self, number: int) -> int:
        """One of 0 … number - 1."""
        return int(self._next() * number)

    def between(self, low: int, high: int) -> int:
        """One of low … high, both ends among them."""
        return low + self.below(high - low + 1)

    def often(self, share: float) -> bool:
        """True in about this share of the questions."""
        return self._next() < share

    def one(self, items: Sequence[T]) -> T:
        """One of the items, each as likely as the others."""
        return items[self.below(len(items))]

    def weighted(self, weights: Mapping[T, int]) -> T:
        """One of the keys, as likely as its weight."""
        left = self.below(sum(weights.values()))
        for item, weight in weights.items():
            left -= weight
            if left < 0:
                return item
        raise ValueError("weights are negative")

    def money(self, low: int, high: int, step: int = 50) -> Decimal:
        """A sum in 元 between two bounds, in steps."""
        return Decimal(low + self.below((high - low) // step + 1) * step)

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order."""
        keyed = [(self._next(), place) for place in range(len(items))]
        return [items[place] for _key, place in sorted(keyed)]


class Deck:
    """Gives items one after the other and repeats none before all were given: texts vary."""

    def __init__(self, chance: Chance, items: Sequence[str]) -> None:
        self._chance, self._items = chance, tuple(items)
        self._left: list[str] = []

    def next(self) -> str:
        """The next item."""
        if not self._left:
            self._left = self._chance.shuffled(self._items)
        return self._left.pop()
