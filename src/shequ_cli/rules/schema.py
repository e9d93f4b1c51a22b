"""A ledger's definition as values: its fields, states, clocks and checks (docs/schemas.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from shequ_cli.words.errors import UnknownName
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest
from shequ_cli.words.problem import Level

LEVELS: Mapping[str, Level] = {"错误": Level.ERROR, "疑问": Level.DOUBT, "提示": Level.HINT}

PRIVACY = ("public", "internal", "personal", "sensitive")

PASSED_TITLE = "疑问说明"
"""The key or CSV column in which doubts passed with a reason stay with their record."""

ID_TITLE = "编号"
"""The CSV column that holds a record's id; a YAML record's id is its file's name."""


@dataclass(frozen=True)
class Field:
    """One field. Files use `title`; `name` and `aliases` are read as well."""

    name: str
    title: str
    kind: str
    """What its text becomes: text, date, month, time, integer, number, money, boolean, code, group or list.

    A group is a mapping with fields of its own, a list holds items of one kind.
    """
    raw: Mapping[str, Any]
    aliases: tuple[str, ...] = ()
    required: bool = False
    unit: str = ""
    codelist: str = ""
    privacy: str = "internal"
    mask: str = ""
    hint: str = ""
    default: str | None = None
    serial: Mapping[str, str] | None = None
    refers: str = ""
    item: Field | None = None
    fields: tuple[Field, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that names this field, the title first."""
        return tuple(dict.fromkeys((self.title, self.name, *self.aliases)))


@dataclass(frozen=True, slots=True)
class Renewal:
    """What starts a clock anew: a record of `ledger` in which each field of `match` holds what our field beside it does."""

    ledger: str
    on: str
    """Its date field."""
    match: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline derived from a record: `within` after `from_`, or the date in field `due`; met once `until` has a date."""

    name: str
    from_: str
    until: str
    within: str | Mapping[str, str] = ""
    by: str = ""
    """The field that chooses among several `within` (重大 and 一般 hazards differ)."""
    due: str = ""
    unless: str = ""
    """A condition (as in measures) under which the clock does not run."""
    source: str = ""
    renewed: Renewal | None = None
    """Visits renew the clock of whoever is to be visited every month."""
    counted: bool = False
    """Whether it is said which day of it today is (公示第3天)."""


@dataclass(frozen=True, slots=True)
class States:
    """The field that holds a record's state, and the allowed next states of each."""

    field: str
    flow: Mapping[str, tuple[str, ...]]
    stamps: Mapping[str, tuple[str, ...]]
    """State → date fields that `advance` fills with today where they are still empty."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every state, in order of the flow."""
        return tuple(dict.fromkeys([*self.flow, *(state for after in self.flow.values() for state in after)]))

    @property
    def first(self) -> str:
        """The state in which a record begins."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Check:
    """One entry of `x-checks`: its kind, its arguments as written, and how bad a breach is."""

    kind: str
    argument: Any
    level: Level
    message: str = ""
    source: str = ""
    each: str = ""
    """The list on each of whose items it is run; "" for the record itself."""


@dataclass(frozen=True)
class Ledger:
    """A kind of record. `raw` is the schema file as it was read."""

    name: str
    title: str
    aliases: tuple[str, ...]
    systems: tuple[str, ...]
    storage: str
    date: str
    label: str
    fields: tuple[Field, ...]
    states: States | None
    clocks: tuple[Clock, ...]
    checks: tuple[Check, ...]
    raw: Mapping[str, Any]
    unit: str = "件"
    """The classifier that counts its records (件, 次, 户 …)."""
    open_fields: bool = False
    """Whether keys that the schema does not know are welcome."""

    @cached_property
    def _by_word(self) -> Mapping[str, Field]:
        return {word: field for field in reversed(self.fields) for word in field.words}

    def field(self, word: str) -> Field:
        """The field with this name, title or alias; UnknownName with the nearest ones otherwise."""
        if found := self._by_word.get(word):
            return found
        names = [field.title for field in self.fields]
        near = nearest(word, [*names, *(field.name for field in self.fields)])
        raise UnknownName(_("字段"), word, near, () if near else names)

    def has(self, word: str) -> bool:
        """Whether `word` names a field."""
        return word in self._by_word

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that names this ledger, the title first."""
        return (self.title, self.name, *self.aliases)
