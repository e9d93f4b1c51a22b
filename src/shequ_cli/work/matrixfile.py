"""Reads `matrix` of a report's front matter: which measure, and what its rows and columns are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from shequ_cli.rules.schema import Field, Ledger
from shequ_cli.words.errors import ShequError
from shequ_cli.words.language import _
from shequ_cli.work.condition import quantity
from shequ_cli.work.expression import Node
from shequ_cli.work.matrix import ACROSS, Axis, Bands, Matrix, Side
from shequ_cli.work.reportwords import Words

_KEYS = ("figure", "rows", "columns", "cumulative")
_AXIS = ("field", "title", "bands", "side", "unit")
_BAND = ("bound", "title")


def read_matrix(words: Words, raw: Mapping[str, Any]) -> tuple[str, Matrix]:
    """The measure's name, and the axes."""
    _known(words, raw, _KEYS)
    if lacking := [key for key in ("figure", "rows", "columns") if not raw.get(key)]:
        raise words.fail(_("matrix 缺少 {keys}").format(keys="、".join(lacking)))
    name = words.measure(raw["figure"])
    measure = words.measures[name]
    if measure.ledger is None or not measure.adds_up:
        said = _("matrix 要用一个由记录数出或加出的指标，“{title}”是比率、合计或去重数，各格加起来不等于总数")
        raise words.fail(said.format(title=measure.title))
    rows, columns = (_axis(words, measure.ledger, raw[key]) for key in ("rows", "columns"))
    if rows.span and columns.span:
        raise words.fail(_("matrix 的行和列不能都是月或季度"))
    return name, Matrix(rows, columns, bool(raw.get("cumulative", False)))


def _axis(words: Words, ledger: Ledger, raw: object) -> Axis:
    """`months`, `quarters`, a field's word, or a mapping."""
    if isinstance(raw, str) and raw in ACROSS:
        return Axis(_("月份") if raw == "months" else _("季度"), span=raw)
    about = {"field": raw} if isinstance(raw, str) else words.entry("matrix", raw)
    _known(words, about, _AXIS)
    word = str(about.get("field", ""))
    title = str(about.get("title", ""))
    if "bands" in about:
        bands = _bands(words, ledger, about)
        return Axis(title or (ledger.field(word).title if ledger.has(word) else word), bands=bands)
    field = _countable(words, words.field(ledger, word))
    return Axis(title or field.title, field=field)


def _countable(words: Words, field: Field) -> Field:
    if field.kind not in ("code", "text", "boolean"):
        said = _("{field} 不是代码、文字或是否，作 matrix 的行列要写 bands")
        raise words.fail(said.format(field=field.title))
    if field.privacy in ("personal", "sensitive") or field.mask:
        raise words.fail(_("报表不能列出个人信息：{names}").format(names=field.title))
    return field


def _bands(words: Words, ledger: Ledger, about: Mapping[str, Any]) -> Bands:
    entries = about["bands"]
    if not isinstance(entries, Sequence) or isinstance(entries, str) or not entries:
        raise words.fail(_("bands 要写成一列数，如 [5, 6, 7]"))
    read = [_band(words, each) for each in entries]
    bounds = tuple(bound for bound, _title in read)
    if any(low >= high for low, high in pairwise(bounds)):
        raise words.fail(_("bands 的数要从小到大，不能重复：{bounds}").format(bounds="、".join(map(str, bounds))))
    side = words.one_of("side", str(about.get("side", Side.BELOW)), list(Side))
    unit = str(about.get("unit", ""))
    return Bands(_quantity(words, ledger, about), bounds, Side(side), unit, tuple(title for _bound, title in read))


def _band(words: Words, entry: object) -> tuple[Decimal, str]:
    """A number, or a mapping of its `bound` and the `title` given to it."""
    about = {"bound": entry} if not isinstance(entry, Mapping) else entry
    _known(words, about, _BAND)
    try:
        return Decimal(str(about.get("bound"))), str(about.get("title", ""))
    except InvalidOperation:
        raise words.fail(_("bands 里的“{text}”不是数").format(text=about.get("bound"))) from None


def _quantity(words: Words, ledger: Ledger, about: Mapping[str, Any]) -> Node:
    try:
        return quantity(str(about.get("field", "")), ledger)
    except ShequError as error:
        raise words.fail(str(error)) from None


def _known(words: Words, raw: Mapping[str, Any], keys: Sequence[str]) -> None:
    for key in raw:
        words.one_of(_("键"), str(key), keys)
