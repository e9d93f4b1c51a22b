"""What the readers of assessments judge alike: known keys, numbers, days, names, each complaint with file and item."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.schema import Ledger
from shequ_cli.words.errors import BadDefinition, ShequError, UnknownName
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest
from shequ_cli.work import judged
from shequ_cli.work.condition import Condition, condition
from shequ_cli.work.measure import Measure
from shequ_cli.work.planrule import MonthDay

Raw = Mapping[str, Any]

KEYS: Mapping[str, tuple[str, ...]] = {
    "assessment": (
        *(
            "title",
            "aliases",
            "systems",
            "rules",
            "source",
            "note",
            "version",
            "periods",
            "objects",
            "scores",
            "scorers",
        ),
        *("total", "star", "items", "bonus", "deductions", "veto", "levels", "awards"),
    ),
    "version": ("of", "name", "since", "source"),
    "star": ("at_least",),
    "item": (
        *("id", "title", "section", "points", "criteria", "source", "note", "by", "unit", "evidence"),
        *("measure", "where", "records", "rank", "weighted"),
        *("at_least", "at_most", "per", "linear", "steps", "each"),
    ),
    "records": ("ledger", "where", "ever", "until", "subject"),
    "steps": ("at_least", "at_most"),
    "evidence": ("title", "by", "measure", "where", "records", "at_least", "per"),
    "rank": (
        *("ledger", "year", "subject", "indicator", "this", "last", "direction", "smaller", "false_report"),
        *("current", "improvement", "ranks"),
    ),
    "weighted": ("ledger", "year", "subject", "parts"),
    "part": ("title", "value", "weight", "least"),
    "extra": ("cap", "items"),
    "level": ("title", "at_least", "note"),
    "awards": ("leader_share", "list"),
    "award": ("title", "yuan", "ranks", "items"),
}
"""Every key that each part of an assessment's file may hold (docs/assessments.md)."""


class Keys:
    """Reads parts of one assessment's file; kept in a class only to say `place` in every complaint."""

    def __init__(
        self,
        place: object,
        measures: Mapping[str, Measure],
        ledgers: Mapping[str, Ledger],
        codelists: Mapping[str, Codelist],
    ) -> None:
        self.place, self.measures, self.ledgers, self.codelists = place, measures, ledgers, codelists

    def fail(self, rule: str, why: str) -> BadDefinition:
        """The complaint, with the item that it is about."""
        return judged.fault(self.place, why, rule)

    def part(self, what: str, raw: object, rule: str = "") -> Raw:
        """A mapping of known keys."""
        found = judged.entry(self.place, rule or what, raw)
        known = KEYS[what]
        for key in found:
            if key not in known:
                raise self.fail(rule, str(UnknownName(_("键"), str(key), nearest(str(key), known), known)))
        return found

    def several(self, raw: object, rule: str = "") -> Sequence[Any]:
        """A list, [] for nothing."""
        if raw is None:
            return []
        if isinstance(raw, Sequence) and not isinstance(raw, str):
            return raw
        raise self.fail(rule, _("这里要写成一列，不能是“{text}”").format(text=raw))

    def words(self, raw: object) -> tuple[str, ...]:
        """One text or several."""
        return (raw,) if isinstance(raw, str) else tuple(str(word) for word in self.several(raw))

    def text(self, rule: str, raw: Raw, key: str) -> str:
        """A text that has to be there."""
        if raw.get(key) in (None, ""):
            raise self.fail(rule, _("缺少 {key}").format(key=key))
        return str(raw[key])

    def one_of(self, rule: str, what: str, word: object, names: Collection[str]) -> str:
        """`word` itself, which must be one of `names`."""
        return judged.one_of(self.place, what, str(word), names, rule)

    def number(self, rule: str, raw: Raw, key: str) -> Decimal | None:
        """The number under a key, None when there is none."""
        return None if raw.get(key) is None else self.decimal(rule, key, raw[key])

    def decimal(self, rule: str, key: str, value: object) -> Decimal:
        """A finite number of at least 0."""
        try:
            found = Decimal(str(value))
        except InvalidOperation:
            found = Decimal(-1)
        if not (found.is_finite() and found >= 0) or isinstance(value, bool):
            raise self.fail(rule, _("{key} 要写不小于 0 的数，不能是“{text}”").format(key=key, text=value))
        return found

    def whole(self, rule: str, key: str, value: object) -> int:
        """A whole number from 1."""
        found = self.decimal(rule, key, value)
        if found != int(found) or found < 1:
            raise self.fail(rule, _("{key} 要写从 1 起的整数，不能是“{text}”").format(key=key, text=value))
        return int(found)

    def day(self, rule: str, raw: Raw) -> MonthDay | None:
        """`by: "03-31"`."""
        text = str(raw.get("by") or "")
        try:
            if text:
                day = date.fromisoformat(f"2027-{text}")  # not a leap year: a day that every year has
                return MonthDay(day.month, day.day)
        except ValueError:
            why = _("日子要写成 03-31 的样子，不能是“{text}”")
            raise self.fail(rule, why.format(text=text)) from None
        return None

    def ledger(self, rule: str, word: object) -> Ledger:
        """The ledger with this name or title."""
        for ledger in self.ledgers.values():
            if word in ledger.words:
                return ledger
        self.one_of(rule, _("台账"), word, self.ledgers)
        raise AssertionError  # pragma: no cover - one_of has complained

    def field(self, rule: str, ledger: Ledger, word: object) -> str:
        """The name of a field of the ledger."""
        try:
            return ledger.field(str(word)).name
        except UnknownName as error:
            raise self.fail(rule, f"{ledger.title}：{error}") from None

    def condition(self, rule: str, ledger: Ledger | None, text: str) -> Condition | None:
        """A `where`, proved against its ledger."""
        if not text:
            return None
        if ledger is None:
            raise self.fail(rule, _("比率和合计没有自己的记录，不能写 where"))
        try:
            return condition(text, ledger, self.codelists)
        except ShequError as error:
            raise self.fail(rule, f"where：{error}") from None
