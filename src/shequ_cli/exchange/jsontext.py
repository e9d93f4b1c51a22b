"""JSON and JSON lines as raw records. Numbers keep the digits that were written, so that 1428.50 stays 1428.50."""

from __future__ import annotations

from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder

from shequ_cli.exchange.entries import Batch, Entry
from shequ_cli.words.language import _
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Level, Problem
from shequ_cli.words.record import Raw


def _problem(code: str, why: str, place: Place) -> Problem:
    return Problem(code, Level.ERROR, why, place=place)


def _decoder() -> JSONDecoder:
    return JSONDecoder(parse_float=str, parse_int=str, object_pairs_hook=_Pairs)


class _Pairs(list[tuple[str, object]]):
    """An object's pairs as written, a repeated key included."""


def read_lines(text: str, path: str) -> Batch:
    """A record a line; blank lines are skipped."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            one = read(line, path, number - 1)
            entries.extend(one.entries)
            problems.extend(one.problems)
    return Batch(tuple(entries), tuple(problems))


def read(text: str, path: str, above: int = 0) -> Batch:
    """One record or an array of records; `above` lines stand before the text in its file."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    try:
        for start, value in _objects(text):
            place = Place(path, above + text.count("\n", 0, start) + 1)
            raw = _from_json(value)
            if isinstance(raw, dict):
                entries.append(Entry(raw, place))
            else:
                problems.append(_problem("E-batch", _("这里应是一条记录：{“字段”: 值, …}"), place))
    except JSONDecodeError as fault:
        problems.append(_problem("E-json", _("这里不是 JSON"), Place(path, above + fault.lineno, fault.colno)))
    except _Repeated as fault:
        why = _("“{key}”写了两次").format(key=fault.key)
        problems.append(_problem("E-json", why, Place(path, above + 1)))
    return Batch(tuple(entries), tuple(problems))


def _objects(text: str) -> Iterator[tuple[int, object]]:
    """Where each record begins, and what it is: the items of an array, or the one value of the file."""
    decoder, at = _decoder(), _next(text, 0)
    if text[at : at + 1] != "[":
        value, end = decoder.raw_decode(text, at)
        _at_end(text, end)
        yield at, value
        return
    at = _next(text, at + 1)
    while text[at : at + 1] != "]":
        value, end = decoder.raw_decode(text, at)
        yield at, value
        at = _next(text, end)
        if text[at : at + 1] == ",":
            at = _next(text, at + 1)
        elif text[at : at + 1] != "]":
            raise JSONDecodeError("", text, at)
    _at_end(text, at + 1)


def _next(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _at_end(text: str, at: int) -> None:
    if (rest := _next(text, at)) < len(text):
        raise JSONDecodeError("", text, rest)


class _Repeated(Exception):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _from_json(value: object) -> Raw:
    """Raw text: true is 是, false is 否, null is blank."""
    if isinstance(value, _Pairs):
        keys = [key for key, _value in value]
        if twice := next((key for key in keys if keys.count(key) > 1), ""):
            raise _Repeated(twice)
        return {key: _from_json(item) for key, item in value}
    if isinstance(value, list):
        return [_from_json(item) for item in value]
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)
