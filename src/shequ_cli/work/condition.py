"""`where` texts of measures, clocks and `list --where`: checked against a ledger, then SQL, Chinese, or a plain yes or no."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.schema import ID_TITLE, Field, Ledger
from shequ_cli.rules.texts import blank_words
from shequ_cli.words.errors import QueryRefused, UnknownName
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest
from shequ_cli.words.record import Value
from shequ_cli.work import conditiontext, conditiontruth
from shequ_cli.work.expression import COMPARISONS, Literal, Name, Node, Operation, parsed, truth

COUNTED = "_count"
"""`photos_count` or `照片_count` is how many items the list field has."""

NO_CODELISTS: Mapping[str, Codelist] = {}


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on one ledger's records."""

    text: str
    tree: Node

    @property
    def sql(self) -> str:
        """Portable SQL on the physical table `_<ledger>`."""
        return conditiontext.sql(self.tree)

    @property
    def titled(self) -> str:
        """The condition in Chinese, with titles: 状态为“已履行”或“已归档”."""
        return conditiontext.chinese(self.tree)

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Whether a record with these typed values meets it; as in SQL, unknown is not true."""
        return conditiontruth.value_of(self.tree, values) is True


def condition(text: str, ledger: Ledger, codelists: Mapping[str, Codelist] = NO_CODELISTS) -> Condition:
    """The condition that `text` means for `ledger`: UnknownName for fields and codes, QueryRefused for all but the safe part of SQL."""
    tree = truth(parsed(text, lambda word: _name(word, ledger)))
    return Condition(text, _Fitting(ledger, codelists).fitted(tree))


def quantity(text: str, ledger: Ledger) -> Node:
    """A number reckoned from a record's fields (`人均收入 / 当地人均收入`); what is no number is refused as in `condition`."""
    tree = parsed(text, lambda word: _name(word, ledger))
    if not _is_number(tree):
        raise QueryRefused(_("“{text}”要是一个数字段，或由数字段加减乘除得来").format(text=text))
    return tree


def _is_number(node: Node) -> bool:
    if isinstance(node, Operation):
        return node.operator in _ARITHMETIC and all(map(_is_number, node.operands))
    if isinstance(node, Literal):
        return isinstance(node.value, Decimal)
    return node.counted or (node.field is not None and node.field.kind in ("integer", "number", "money"))


_ARITHMETIC = ("+", "-", "*", "/", "neg", "abs", "coalesce")


def _name(word: str, ledger: Ledger) -> Name:
    if word in (ID_TITLE, "id") and not ledger.has(word):
        return Name(None)
    if not ledger.has(word) and word.endswith(COUNTED) and ledger.has(word.removesuffix(COUNTED)):
        field = ledger.field(word.removesuffix(COUNTED))
        if field.kind == "list":
            return Name(field, counted=True)
    return Name(ledger.field(word if ledger.has(word) or not ledger.has(word.lower()) else word.lower()))


@dataclass(frozen=True, slots=True)
class _Fitting:
    """Brings what is compared with a field into the form that the index keeps: code titles, ISO dates, 0 and 1."""

    ledger: Ledger
    codelists: Mapping[str, Codelist]

    def fitted(self, node: Node) -> Node:
        if not isinstance(node, Operation):
            return node
        operands = tuple(self.fitted(operand) for operand in node.operands)
        if node.operator in (*COMPARISONS, "in", "between"):
            named = [operand for operand in operands if isinstance(operand, Name) and not operand.counted]
            if named and (field := named[0].field):
                operands = tuple(self.literal(field, operand) for operand in operands)
        return Operation(node.operator, operands, node.negated)

    def literal(self, field: Field, node: Node) -> Node:
        if field.kind in ("date", "month"):
            node = _undivided(node)
        if not isinstance(node, Literal) or node.value is None:
            return node
        text = str(node.value)
        if text in blank_words(field):
            why = _("“{text}”在这里按没有填写对待，请写 {field} is null")
            raise QueryRefused(why.format(text=text, field=field.title))
        match field.kind:
            case "code":
                return Literal(self.title(field, text))
            case "boolean":
                return Literal(_number(field, {"是": "1", "否": "0"}.get(text, text)))
            case "integer" | "number" | "money":
                return Literal(_number(field, text))
            case "date" | "month":
                return Literal(_day(field, text))
        states = self.ledger.states
        if states and states.field == field.name:
            return Literal(_known(field, text, states.names))
        return Literal(text)

    def title(self, field: Field, text: str) -> str:
        """The title that files and index hold for a title, code or alias."""
        if field.codelist not in self.codelists:
            allowed = [str(value) for value in field.raw.get("enum", ())]
            return _known(field, text, allowed) if allowed else text
        codelist = self.codelists[field.codelist]
        return codelist.title_of(text) or _known(field, text, codelist.titles)


def _undivided(node: Node) -> Node:
    """2026-10-01 without quotes is a day to whoever writes it, and to SQL the number 2015."""
    if not isinstance(node, Operation) or node.operator not in ("-", "/"):
        return node
    parts = [_undivided(operand) for operand in node.operands]
    values = [part.value for part in parts if isinstance(part, Literal) and part.value is not None]
    return Literal("-".join(map(str, values))) if len(values) == len(parts) else node


def _known(field: Field, text: str, allowed: Sequence[str]) -> str:
    if text in allowed:
        return text
    near = nearest(text, allowed)
    raise UnknownName(field.title, text, near, () if near else allowed)


def _number(field: Field, text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise QueryRefused(_("{field}是数，不能和“{text}”比较").format(field=field.title, text=text)) from None


_DAY = re.compile(r"(\d{4})(?:[-/.年]?(\d{1,2})(?:[-/.月]?(\d{1,2})日?|月)?)?年?")


def _day(field: Field, text: str) -> str:
    """2026/3/1 and 2026年3月1日 as 2026-03-01; a year or a month alone stays a beginning of dates."""
    match = _DAY.fullmatch(text.strip())
    if not match:
        raise QueryRefused(_("{field}是日期，不能和“{text}”比较").format(field=field.title, text=text))
    year, *rest = match.groups()
    return "-".join((year, *(part.zfill(2) for part in rest if part)))
