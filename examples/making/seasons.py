"""汇总数 of the two rounds of dog control a year (S26), and of the party organisation's meetings and visits (S93): totals only."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from making.chance import Chance
from making.town import TODAY, Town, Values, months

_ROUNDS = (4, 10)
"""R39: a round in spring and one in autumn."""

_VISITS = (1, 7)
"""Before the spring festival and around the first of July."""


def ledgers(town: Town) -> Iterator[tuple[str, list[Values]]]:
    """The ledger's name and its records, oldest first."""
    yield "tally", list(_totals(Chance("xingfu seasons")))


def _totals(chance: Chance) -> Iterator[Values]:
    for year, month in months():
        if (year, month) == (TODAY.year, TODAY.month):
            break  # October's totals come in November
        at = f"{year}-{month:02d}"
        yield _total(at, "党组织会议（次）", chance.between(1, 3), "党群专干")
        if month % 3 == 0:
            yield _total(at, "党支部（个）", 6, "党群专干")
            yield _total(at, "党员（人）", 164 + (year - 2025) * 4 + month // 3, "党群专干")
        if month in _VISITS:
            yield _total(at, "慰问老党员（户）", chance.between(5, 9), "党群专干")
        if month in _ROUNDS:
            yield from _dogs(at, chance)


def _dogs(month: str, chance: Chance) -> Iterator[Values]:
    seen = chance.between(70, 96)
    counts = {
        "检查犬只（只）": seen,
        "免疫犬只（只）": seen - chance.between(2, 8),
        "收容流浪犬（只）": chance.between(1, 5),
        "犬只防控轮次（轮）": 1,
    }
    yield from (_total(month, item, number, "街道兽防站") for item, number in counts.items())


def _total(month: str, item: str, number: int, source: str) -> Values:
    return {"month": month, "item": item, "number": Decimal(number), "source": source}
