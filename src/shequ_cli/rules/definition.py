"""Whether a ledger's definition holds together: what reading one schema file alone cannot tell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from shequ_cli.rules.checks import ACROSS_RECORDS, compiled
from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.fault import Fault, Flawed
from shequ_cli.rules.fields import reader_for
from shequ_cli.rules.keywords import CONDITIONS, record_validator
from shequ_cli.rules.privacy import MASKS
from shequ_cli.rules.schema import ID_TITLE, PASSED_TITLE, Field, Ledger, States
from shequ_cli.rules.texts import Tools
from shequ_cli.words.errors import BadDefinition
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest

_OF_VALUES = ("x-blank", "x-codelist", "x-future", "x-mask", "x-money", "x-refers", "x-serial", "x-unit")
FIELD_WORDS = ("x-aliases", "x-hint", "x-message", "x-privacy", "x-title-en", *_OF_VALUES)
"""The x- keywords of a field. Others are left to whoever wrote them, but not a misspelling of one of these."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SOME_DAY = date(9999, 12, 31)  # definitions do not depend on the day


def hold_together(
    ledger: Ledger, codelists: Mapping[str, Codelist], *, ledgers: Collection[str] = (), where: object = ""
) -> None:
    """Raise BadDefinition at the first thing that does not fit; `ledgers` are the words of all ledgers, when known."""
    place = where or ledger.name
    for why in _faults(ledger, codelists, ledgers):
        raise BadDefinition(place, why)
    try:
        compiled(ledger, Tools(codelists, _SOME_DAY, ledger.storage, ledger.states))
        for check in ledger.checks:
            if check.kind in ACROSS_RECORDS:
                ACROSS_RECORDS[check.kind](ledger, check)
        record_validator(ledger).holds()
    except BadDefinition as error:
        raise error if error.place == place else BadDefinition(place, error.why) from None


def _faults(ledger: Ledger, codelists: Mapping[str, Codelist], ledgers: Collection[str]) -> Iterator[str]:
    yield from _names(ledger)
    yield from _words(ledger)
    for field in _every(ledger.fields):
        yield from _field(field, codelists)
        if field.refers and ledgers and field.refers not in ledgers:
            yield _("{title}：没有台账“{name}”").format(title=field.title, name=field.refers)
    yield from _required(ledger.raw, ledger.fields)
    yield from _states(ledger, codelists)
    yield from _clocks(ledger, ledgers)
    known = {word for field in ledger.fields for word in field.words} | {"id"}
    for word in _PLACEHOLDER.findall(ledger.label):
        if word.partition(":")[0] not in known:
            yield _("label 里的“{word}”不是字段").format(word=word)
    for word in _condition_words(ledger.raw):
        if not any(word == field.name for field in _every(ledger.fields)):
            yield _("条件里的“{word}”不是字段名").format(word=word)
    if "$ref" in str(ledger.raw):
        yield _("不支持 $ref，请把内容写在原处")


def _every(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _every(field.fields)
        if field.item:
            yield from _every((field.item,))


def _names(ledger: Ledger) -> Iterator[str]:
    """Names become columns and JSON keys: ASCII words that differ from each other and from the index's own columns."""
    if not _NAME.fullmatch(ledger.name):
        yield _("台账名“{name}”要用小写字母开头的字母、数字和下划线").format(name=ledger.name)
    counted = {f"{field.name}_count" for field in ledger.fields if field.kind == "list"}
    for field in ledger.fields:
        if not _NAME.fullmatch(field.name):
            yield _("字段名“{name}”要用小写字母开头的字母、数字和下划线").format(name=field.name)
        if field.name == "id" or field.name in counted:
            yield _("字段名不能叫“{name}”，库自己要用").format(name=field.name)


def _words(ledger: Ledger) -> Iterator[str]:
    """No word names two fields, or a field and one of the store's own keys."""
    levels = [ledger.fields, *(field.fields for field in _every(ledger.fields) if field.fields)]
    for fields in levels:
        words = [word for field in fields for word in field.words]
        if twice := sorted({word for word in words if words.count(word) > 1}):
            yield _("“{word}”是两个字段的名字").format(word=twice[0])
    for field in ledger.fields:
        if own := {ID_TITLE, PASSED_TITLE} & set(field.words):
            yield _("字段不能叫“{word}”，库自己要用").format(word=own.pop())


def _field(field: Field, codelists: Mapping[str, Codelist]) -> Iterator[str]:
    for word in field.raw:
        if word.startswith("x-") and word not in FIELD_WORDS and (near := get_close_matches(word, FIELD_WORDS, 1, 0.8)):
            yield _("{title}：没有 {word}，是不是 {near}？").format(title=field.title, word=word, near=near[0])
    if field.mask and field.mask not in MASKS:
        yield _("{title}：x-mask 不能是“{mask}”，可用：{masks}").format(
            title=field.title, mask=field.mask, masks="、".join(MASKS)
        )
    if field.codelist and field.codelist not in codelists:
        meant = "".join(_("，是不是“{name}”？").format(name=name) for name in nearest(field.codelist, codelists, 1))
        yield _("{title}：没有代码表“{name}”").format(title=field.title, name=field.codelist) + meant
    elif field.default is not None:
        value = reader_for(field, Tools(codelists, _SOME_DAY))(field.default)
        if isinstance(value, (Fault, Flawed)):
            yield _("{title}：default 的值“{value}”读不通").format(title=field.title, value=field.default)


def _required(raw: Mapping[str, Any], fields: tuple[Field, ...]) -> Iterator[str]:
    names = {field.name for field in fields}
    for name in raw.get("required", ()):
        if name not in names:
            yield _("required 里的“{name}”不是字段名").format(name=name)
    for field in fields:
        inner = field.item if field.item else field
        yield from _required(inner.raw, inner.fields) if inner.fields else ()


def _states(ledger: Ledger, codelists: Mapping[str, Codelist]) -> Iterator[str]:
    states = ledger.states
    if not states:
        return
    yield from _state_field(ledger.field(states.field), states, codelists)
    for state, words in states.stamps.items():
        if state not in states.names:
            yield _("stamps 里的“{state}”不在流程里").format(state=state)
        for stamp in map(ledger.field, words):
            if stamp.kind not in ("date", "month"):
                yield _("stamps 里的{title}不是日期").format(title=stamp.title)


def _state_field(field: Field, states: States, codelists: Mapping[str, Codelist]) -> Iterator[str]:
    if field.kind != "code":
        if field.kind != "text":
            yield _("状态字段{title}要是文字或代码").format(title=field.title)
        return
    known = codelists[field.codelist].titles if field.codelist else tuple(map(str, field.raw["enum"]))
    for state in states.names:
        if state not in known:
            yield _("状态“{state}”不在{title}的可选值里").format(state=state, title=field.title)


def _clocks(ledger: Ledger, ledgers: Collection[str]) -> Iterator[str]:
    for clock in ledger.clocks:
        if clock.renewed and ledgers and clock.renewed.ledger not in ledgers:
            yield _("时限“{clock}”：没有台账“{name}”").format(clock=clock.name, name=clock.renewed.ledger)
        for word in filter(None, (clock.from_, clock.until, clock.due)):
            if ledger.field(word).kind != "date":
                yield _("时限“{name}”：{title}不是日期").format(name=clock.name, title=ledger.field(word).title)
        if isinstance(clock.within, Mapping) and not clock.by:
            yield _("时限“{name}”：within 分档时要写 by").format(name=clock.name)


def _condition_words(schema: object, *, inside: bool = False) -> Iterator[str]:
    """The names that conditions (if, then, anyOf, dependentRequired …) speak of."""
    if isinstance(schema, list):
        for item in schema:
            yield from _condition_words(item, inside=inside)
    if not isinstance(schema, Mapping):
        return
    for keyword, value in schema.items():
        if inside and keyword == "required":
            yield from value
        elif keyword in ("properties", "dependentSchemas", "dependentRequired"):
            yield from value if inside or keyword != "properties" else ()
            for each in value.values():
                yield from each if isinstance(each, list) else _condition_words(each, inside=inside)
        elif keyword in CONDITIONS or keyword == "items":
            yield from _condition_words(value, inside=inside or keyword in CONDITIONS)
