"""One record from what its file holds: typed values, and everything that is wrong with it, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from shequ_cli.rules.check_rule import Breach
from shequ_cli.rules.checks import compiled
from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.fault import Fault, Located, level_of
from shequ_cli.rules.fields import FieldSet, Found
from shequ_cli.rules.keywords import Broken, field_at, record_validator
from shequ_cli.rules.schema import ID_TITLE, PASSED_TITLE, Field, Ledger
from shequ_cli.rules.texts import Tools
from shequ_cli.rules.writing import read_passed, text_of
from shequ_cli.words.language import _
from shequ_cli.words.problem import Level, Problem
from shequ_cli.words.record import Raw, Value

_NONE: Mapping[str, Any] = MappingProxyType({})


class Reading(NamedTuple):
    """What one record says. A field that could not be read is absent; one that is only doubted has its value."""

    values: Mapping[str, Value]
    problems: tuple[Problem, ...] = ()
    passed: Mapping[str, str] = _NONE
    """Doubts that the clerk passed: problem code → reason."""
    unknown: Mapping[str, Raw] = _NONE
    """Keys that the schema does not know, as written."""
    written: Mapping[str, str] = _NONE
    """Field name → the key it was written under."""


class Reader:
    """A ledger compiled for reading: make it once, read every record with it.

    `today` is the day after which dates are doubted. BadDefinition when code lists or checks do not fit the fields.
    """

    def __init__(self, ledger: Ledger, codelists: Mapping[str, Codelist], today: date) -> None:
        tools = Tools(codelists, today, ledger.storage, ledger.states)
        self.ledger = ledger
        self._fields = FieldSet.of(ledger.fields, tools)
        self._checks = compiled(ledger, tools)
        self._keywords = record_validator(ledger)

    def read(self, raw: Mapping[str, Raw]) -> Reading:
        """The record's values and problems; problems carry the keys as written, and no place yet."""
        found = self._fields.read(raw)
        passed = self._passed(found)
        located = found.faults
        if not self._fields.required <= found.values.keys():
            located.extend(self._fields.missing(found))
        if found.unknown and not self.ledger.open_fields:
            located.extend(self._fields.unknown_fault(key) for key in found.unknown)
        located.extend(self._checked(found, raw))
        located.extend(self._judged(found, raw))
        problems = tuple(_problems(located, passed)) if located else ()
        return Reading(found.values, problems, passed, found.unknown, found.written)

    def _passed(self, found: Found) -> Mapping[str, str]:
        """Takes the keys that are not fields (疑问说明, and 编号 and empty cells of a table) out of the unknown ones."""
        unknown = found.unknown
        if not unknown:
            return {}
        if self.ledger.storage == "csv":
            unknown.pop(ID_TITLE, None)
            for key in [key for key, given in unknown.items() if isinstance(given, str) and not given.strip()]:
                del unknown[key]
        raw = unknown.pop(PASSED_TITLE, "")
        given = read_passed(raw)
        found.faults.extend(_badly_passed(given))
        if isinstance(raw, list) and raw:
            found.faults.append(_not_passed(_("应写成“D-代码: 理由”，不能写成一列")))
        return {code: reason for code, reason in given.items() if reason and code.startswith("D-")}

    def _checked(self, found: Found, raw: Mapping[str, Raw]) -> Iterator[Located]:
        for check in self._checks:
            for breach in check.rule(found.values):
                fault = check.fault(breach)
                yield self._in_list(breach, fault, found, raw) if breach.at else self._at(breach.field, fault, found)

    def _in_list(self, breach: Breach, fault: Fault, found: Found, raw: Mapping[str, Raw]) -> Located:
        item: Any = found.values
        for step in breach.at:
            item = item[step]
        given = text_of(breach.field, item.get(breach.field.name))
        return _located(Broken((*breach.at, breach.field.name), fault, given), self.ledger.fields, raw)

    def _at(self, at: Field, fault: Fault, found: Found) -> Located:
        keys = (key,) if (key := found.written.get(at.name)) else ()
        return Located(fault, text_of(at, found.values.get(at.name)), keys, (at.title,), (at.name,))

    def _judged(self, found: Found, raw: Mapping[str, Raw]) -> Iterator[Located]:
        unread = {each.names[0] for each in found.faults if each.names and level_of(each.fault.code) is Level.ERROR}
        for broken in self._keywords.broken(found.values, unread):
            yield _located(broken, self.ledger.fields, raw)


def read(ledger: Ledger, codelists: Mapping[str, Codelist], raw: Mapping[str, Raw], today: date) -> Reading:
    """Read a single record; for many of one ledger make a Reader."""
    return Reader(ledger, codelists, today).read(raw)


def _problems(located: Iterable[Located], passed: Mapping[str, str]) -> Iterator[Problem]:
    for each in located:
        fault = each.fault
        if fault.code not in passed:
            yield Problem(
                code=fault.code,
                level=level_of(fault.code),
                message=fault.message,
                keys=each.keys,
                field=".".join(each.names),
                title="·".join(each.titles),
                value=each.given,
                allowed=fault.allowed,
                suggestion=fault.suggestion,
            )


def _badly_passed(given: Mapping[str, str]) -> Iterator[Located]:
    for code, reason in given.items():
        if not code.startswith("D-"):
            why = _("“{code}”不是疑问，不能用{title}放过").format(code=code, title=PASSED_TITLE)
        elif not reason:
            why = _("“{code}”没有写理由").format(code=code)
        else:
            continue
        yield _not_passed(why)


def _not_passed(why: str) -> Located:
    return Located(Fault("E-passed", why), keys=(PASSED_TITLE,), titles=(PASSED_TITLE,))


def _located(broken: Broken, fields: tuple[Field, ...], raw: Raw | Mapping[str, Raw]) -> Located:
    """A broken keyword with its path of names turned back into keys as written and into titles."""
    keys: list[str | int] = []
    titles: list[str] = []
    for depth, step in enumerate(broken.path, 1):
        at = field_at(fields, broken.path[:depth])
        titles.append(_("第{n}项").format(n=step + 1) if isinstance(step, int) else at.title if at else step)
        key, raw = _step(raw, step, at)
        if key is not None and len(keys) == depth - 1:
            keys.append(key)
    names = tuple(step for step in broken.path if isinstance(step, str))
    return Located(broken.fault, broken.given, tuple(keys), tuple(titles), names)


def _step(raw: Raw | Mapping[str, Raw], step: str | int, at: Field | None) -> tuple[str | int | None, Raw]:
    """The key under which a field, or the n-th item that is not blank, was written, and what stands there."""
    if isinstance(step, int) and isinstance(raw, list):
        filled = [(index, item) for index, item in enumerate(raw) if _says_something(item)]
        return filled[step] if step < len(filled) else (None, "")
    if isinstance(raw, Mapping) and at:
        return next(((key, given) for key, given in raw.items() if key in at.words), (None, ""))
    return None, ""


def _says_something(raw: Raw) -> bool:
    if isinstance(raw, str):
        return bool(raw.strip())
    return any(map(_says_something, raw.values() if isinstance(raw, dict) else raw))
