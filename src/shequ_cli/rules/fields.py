"""Compiles the fields of a record into one reader: single values, lists, groups, and the keys of a mapping."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from shequ_cli.rules.fault import Fault, Flawed, Located, Read, ReadText
from shequ_cli.rules.schema import Field
from shequ_cli.rules.texts import Tools, blank_words, plain_words, text_reader
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest
from shequ_cli.words.record import Raw, Value

_JOINT = re.compile(r"[；;]")


def reader_for(field: Field, tools: Tools) -> Read:
    """The function that reads this field."""
    if field.kind in ("group", "list"):
        inside = replace(tools, states=None)
        return _list_reader(field.item or field, inside) if field.kind == "list" else _group_reader(field, inside)
    read_text = text_reader(field, tools)
    return _read_words if read_text is plain_words else _scalar_reader(read_text, blank_words(field))


def _read_words(given: Raw) -> Value | Fault:
    """The commonest field, in one step."""
    return plain_words(text) if isinstance(given, str) and (text := given.strip()) else _misshapen(given)


def _scalar_reader(read_text: ReadText, blanks: frozenset[str]) -> Read:
    def read(given: Raw) -> Value | Fault:
        if not isinstance(given, str):
            return _misshapen(given)
        text = given.strip()
        if not text:
            return None
        return text if text in blanks else read_text(text)

    return read


def _misshapen(given: Raw) -> Fault | None:
    if isinstance(given, str) or not given:
        return None
    return Fault("E-shape", _("这里只能写一个值，不能分列或分组"))


def _list_reader(item: Field, tools: Tools) -> Read:
    read_item = reader_for(item, tools)
    nested, in_table = item.kind in ("group", "list"), tools.storage == "csv"

    def read_list(given: Raw) -> Value | Fault | Flawed:
        if isinstance(given, dict):
            return Fault("E-shape", _("这里应是一列，每项以“- ”开头"))
        if isinstance(given, str):
            if nested and given.strip():
                return Fault("E-shape", _("这里应是一列，每项以“- ”开头"))
            return _joined(split(given), read_item, placed=False)
        if in_table and not nested:
            given = [part for text in given for part in (_JOINT.split(text) if isinstance(text, str) else [text])]
        return _joined(given, read_item, placed=True)

    return read_list


def split(text: str) -> list[Raw]:
    """The items of a list in one cell: between ；, or where there is none, between 、."""
    return list(_JOINT.split(text) if _JOINT.search(text) else text.split("、"))


def _joined(items: list[Raw], read_item: Read, *, placed: bool) -> Value | Flawed:
    """Reads each item; `placed` items have keys of their own, those of one text share its place."""
    values: list[Value] = []
    faults: list[Located] = []
    for index, given in enumerate(items):
        value = read_item(given)
        if isinstance(value, (Fault, Flawed)):
            for located in located_faults(value, given):
                seen = located.below(index, _("第{n}项").format(n=index + 1))
                faults.append(seen if placed else seen._replace(keys=()))
            value = value.value
        if value is not None:
            values.append(value)
    found = tuple(values) or None
    return Flawed(found, tuple(faults)) if faults else found


def located_faults(value: Fault | Flawed, given: Raw) -> tuple[Located, ...]:
    """The faults of a value that a reader found bad."""
    if isinstance(value, Flawed):
        return value.faults
    return (Located(value, given.strip() if isinstance(given, str) else ""),)


def _group_reader(field: Field, tools: Tools) -> Read:
    fields = FieldSet.of(field.fields, tools)

    def read_group(given: Raw) -> Value | Fault | Flawed:
        if not isinstance(given, dict):
            return Fault("E-shape", _("这里应分项写，每行一个“名称: 值”")) if given else None
        found = fields.read(given)
        faults = found.faults
        if found.unknown:
            faults.extend(fields.unknown_fault(key) for key in found.unknown)
        if found.values and not fields.required <= found.values.keys():
            faults.extend(fields.missing(found))
        value = found.values or None
        return Flawed(value, tuple(faults)) if faults else value

    return read_group


class Found(NamedTuple):
    """What a mapping held: values by name, the key each was written under, keys nobody knows, and faults."""

    values: dict[str, Value]
    written: dict[str, str]
    unknown: dict[str, Raw]
    faults: list[Located]


@dataclass(frozen=True, slots=True)
class FieldSet:
    """The fields of a record or of a group, compiled: word → name and reader."""

    fields: Mapping[str, Field]
    by_word: Mapping[str, tuple[str, Read]]
    required: frozenset[str]

    @classmethod
    def of(cls, fields: tuple[Field, ...], tools: Tools) -> FieldSet:
        """Compile these fields."""
        readers = {field.name: reader_for(field, tools) for field in fields}
        by_word = {word: (field.name, readers[field.name]) for field in reversed(fields) for word in field.words}
        required = frozenset(field.name for field in fields if field.required)
        return cls({field.name: field for field in fields}, by_word, required)

    def read(self, raw: Mapping[str, Raw]) -> Found:
        """Read every key; this is the loop that a cold check runs through."""
        values: dict[str, Value] = {}
        written: dict[str, str] = {}
        found = Found(values, written, {}, [])
        by_word = self.by_word
        for key, given in raw.items():
            known = by_word.get(key)
            if known is None:
                found.unknown[key] = given
                continue
            name, read = known
            if name in written:
                found.faults.append(self._twice(name, written[name], key))
                continue
            written[name] = key
            value = read(given)
            if isinstance(value, (Fault, Flawed)):
                title = self.fields[name].title
                found.faults.extend(each.below(key, title, name) for each in located_faults(value, given))
                value = value.value
            if value is not None:
                values[name] = value
        return found

    def _twice(self, name: str, first: str, second: str) -> Located:
        why = _("“{first}”和“{second}”是同一个字段，只能写一个").format(first=first, second=second)
        return Located(Fault("E-twice", why)).below(second, self.fields[name].title, name)

    def missing(self, found: Found) -> list[Located]:
        """One E-required for each required field without a value; a field that could not be read is not missing."""
        tried = {located.names[0] for located in found.faults if located.names}
        absent = [name for name in self.fields if name in self.required - found.values.keys() - tried]
        fault = Fault("E-required", _("必须填写"))
        return [self._missing(name, found.written.get(name), fault) for name in absent]

    def _missing(self, name: str, key: str | None, fault: Fault) -> Located:
        there = Located(fault).below(key or "", self.fields[name].title, name)
        return there if key else there._replace(keys=())

    def unknown_fault(self, key: str) -> Located:
        """E-unknown-field, with the title that was probably meant."""
        near = nearest(key, self.by_word, 1)
        meant = self.fields[self.by_word[near[0]][0]].title if near else ""
        titles = () if meant else tuple(field.title for field in self.fields.values())
        why = _("没有这个字段")
        return Located(Fault("E-unknown-field", why, titles, meant), keys=(key,), titles=(key,))
