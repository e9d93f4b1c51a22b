"""The words of one front matter, held against the measures and ledgers there are; every complaint says which file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from shequ_cli.rules.schema import Field, Ledger
from shequ_cli.words.errors import BadDefinition, UnknownName
from shequ_cli.words.language import _
from shequ_cli.work import judged
from shequ_cli.work.measure import Measure, by_title

KIND_WORDS: Mapping[str, str] = {"month": "月报", "quarter": "季报", "half": "半年报", "year": "年报"}
"""Kinds of period that a report may be made for, and what it is called then."""


@dataclass(frozen=True)
class Words:
    """What a front matter may name; `where` is its file."""

    where: object
    measures: Mapping[str, Measure]
    ledgers: Mapping[str, Ledger]

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        return by_title(self.measures)

    def fail(self, why: str) -> BadDefinition:
        """The complaint."""
        return BadDefinition(self.where, why)

    def one_of(self, what: str, word: str, allowed: Iterable[str]) -> str:
        """`word` itself when it is allowed."""
        return judged.one_of(self.where, what, word, allowed)

    def entry(self, part: str, raw: object) -> Mapping[str, Any]:
        """One entry of a part of the file."""
        return judged.entry(self.where, part, raw)

    def measure(self, word: object) -> str:
        """A measure's name, from its name or title."""
        text = str(word)
        return self._titles.get(text) or self.one_of(_("指标"), text, self.measures)

    def several(self, words: object) -> tuple[str, ...]:
        """Measures' names, from one word or a list."""
        return tuple(self.measure(word) for word in listed(words))

    def dimension(self, name: str, by: object) -> str:
        """The field name of one of a measure's dimensions; "" stays "" ."""
        if not by:
            return ""
        measure = self.measures[name]
        if found := measure.dimension(str(by)):
            return found.field.name
        known = [each.field.title for each in measure.by]
        self.one_of(_("{name} 的分组").format(name=measure.title), str(by), known)
        raise AssertionError(known)

    def ledger(self, word: object) -> Ledger:
        """A ledger by its name."""
        return self.ledgers[self.one_of(_("台账"), str(word), self.ledgers)]

    def field(self, ledger: Ledger, word: object) -> Field:
        """A ledger's field by its name or title."""
        try:
            return ledger.field(str(word))
        except UnknownName as error:
            raise self.fail(str(error)) from None


def listed(words: object) -> Sequence[object]:
    """One word or a list of them, as a list."""
    return words if isinstance(words, Sequence) and not isinstance(words, str) else (words,) if words else ()
