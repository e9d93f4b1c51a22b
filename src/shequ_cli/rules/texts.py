"""Compiles a field with one value into the function that reads its text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial

from shequ_cli.rules.citizen import read_citizen, read_disability_card
from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.dates import read_date, read_month, read_time
from shequ_cli.rules.fault import Fault, ReadText
from shequ_cli.rules.numbers import integer_reader, is_scientific, number_reader, read_boolean, read_money
from shequ_cli.rules.phone import read_bank, read_phone
from shequ_cli.rules.schema import Field, States
from shequ_cli.rules.states import state_fault
from shequ_cli.words.errors import BadDefinition
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest
from shequ_cli.words.record import Value

_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Tools:
    """What readers need besides the field: code lists, the day that counts as today, and how the ledger is stored."""

    codelists: Mapping[str, Codelist]
    today: date
    storage: str = "yaml"
    states: States | None = None


def blank_words(field: Field) -> frozenset[str]:
    """Words that say why a field has no value (x-blank: 不适用, 未报); they are kept as they stand."""
    return frozenset(str(word) for word in field.raw.get("x-blank", ()))


def text_reader(field: Field, tools: Tools) -> ReadText:
    """The function that reads one text of this field: not blank, without spaces around it."""
    read = _reader_by_kind(field, tools)
    if tools.states and field.name == tools.states.field:
        read = _state_reader(read, tools.states)
    return read if field.kind == "text" else lru_cache(_REMEMBERED)(read)


def _reader_by_kind(field: Field, tools: Tools) -> ReadText:
    if field.kind == "text":
        return _words_reader(field, tools.today)
    if field.kind == "code":
        return _code_reader(field, tools.codelists)
    if field.kind in ("date", "month"):
        read: ReadText = read_date if field.kind == "date" else read_month
        return read if field.raw.get("x-future") else _past_reader(read, tools.today)
    simple: Mapping[str, ReadText] = {"time": read_time, "money": read_money, "boolean": read_boolean}
    if found := simple.get(field.kind):
        return found
    return integer_reader(field.unit) if field.kind == "integer" else number_reader(field.unit)


def _words_reader(field: Field, today: date) -> ReadText:
    masks: Mapping[str, ReadText] = {
        "id_card": partial(read_citizen, today=today),
        "disability_card": partial(read_disability_card, today=today),
        "phone": read_phone,
        "landline": read_phone,
        "bank": read_bank,
    }
    return masks.get(field.mask, plain_words)


def plain_words(text: str) -> str | Fault:
    """Any text but a number that Excel has spoilt."""
    if "+" in text and is_scientific(text):
        return Fault("E-excel-number", _("被 Excel 改成了科学计数，请照原件重写"))
    return text


def _past_reader(read: ReadText, today: date) -> ReadText:
    """Days and months after today are doubted, unless the field says x-future."""
    last_month = today.isoformat()[:7]

    def read_past(text: str) -> Value | Fault:
        value = read(text)
        late = value > today if isinstance(value, date) else isinstance(value, str) and value > last_month
        return Fault("D-future", _("晚于今天"), value=value) if late and not isinstance(value, Fault) else value

    return read_past


def _state_reader(read: ReadText, states: States) -> ReadText:
    def read_state(text: str) -> Value | Fault:
        value = read(text)
        return (state_fault(states, value) or value) if isinstance(value, str) else value

    return lru_cache(_REMEMBERED)(read_state)


def _code_reader(field: Field, codelists: Mapping[str, Codelist]) -> ReadText:
    title_of, titles, words = _vocabulary(field, codelists)

    def read_code(text: str) -> Value | Fault:
        if title := title_of(text):
            return title
        near = nearest(text, words, 1)
        suggestion = (title_of(near[0]) or "") if near else ""
        return Fault("E-enum", _("不在可选值里"), titles, suggestion)

    return read_code


def _vocabulary(
    field: Field, codelists: Mapping[str, Codelist]
) -> tuple[Callable[[str], str | None], tuple[str, ...], tuple[str, ...]]:
    if not field.codelist:
        titles = tuple(str(option) for option in field.raw.get("enum", ()))
        return {title: title for title in titles}.get, titles, titles
    codelist = codelists.get(field.codelist)
    if codelist is None:
        near = nearest(field.codelist, codelists)
        why = _("没有代码表“{name}”").format(name=field.codelist)
        raise BadDefinition(field.title, why + (_("，是不是“{name}”？").format(name=near[0]) if near else ""))
    aliases = tuple(alias for code in codelist.codes for alias in code.aliases)
    return codelist.title_of, codelist.titles, codelist.titles + aliases
