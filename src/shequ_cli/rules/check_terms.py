"""The arguments of a check, looked up in its ledger; a check that does not fit the fields is a BadDefinition."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.fault import Fault
from shequ_cli.rules.schema import Check, Field, Ledger
from shequ_cli.rules.texts import Tools, text_reader
from shequ_cli.rules.writing import text_of
from shequ_cli.words.errors import BadDefinition, UnknownName
from shequ_cli.words.language import _
from shequ_cli.words.record import Value

Values = Mapping[str, Value]


class Wanted(NamedTuple):
    """One entry of a condition: the field, and the values among which its value has to be."""

    field: Field
    values: tuple[Value, ...]


class Condition(NamedTuple):
    """`when` as a test, in words (状态为已履行), and entry by entry."""

    holds: Callable[[Values], bool]
    words: str
    wanted: tuple[Wanted, ...]


def titles_of(fields: Sequence[Field]) -> str:
    """The titles of some fields, as listed in a sentence."""
    return "、".join(field.title for field in fields)


class Terms:
    """Looks up the fields that a check names, and complains about the check when they do not fit."""

    def __init__(self, ledger: Ledger, check: Check, tools: Tools | None = None) -> None:
        self.ledger, self.check, self.tools = ledger, check, tools

    @classmethod
    def of(cls, ledger: Ledger, check: Check, codelists: Mapping[str, Codelist]) -> Terms:
        """For whoever has the code lists, and no day: conditions name no days after which something is doubted."""
        return cls(ledger, check, Tools(codelists, date.max, states=ledger.states))

    def fail(self, why: str) -> BadDefinition:
        """The complaint, to be raised."""
        return BadDefinition(self.ledger.name, _("检查 {kind}：{why}").format(kind=self.check.kind, why=why))

    def field(self, word: object) -> Field:
        """The field that the check names."""
        try:
            return self.ledger.field(str(word))
        except UnknownName as error:
            raise self.fail(str(error)) from None

    def fields(self, words: object, kinds: Sequence[set[str]] = (), least: int = 1) -> tuple[Field, ...]:
        """At least `least` fields, whose kinds all belong to one of `kinds`."""
        if not isinstance(words, Sequence) or isinstance(words, str) or len(words) < least:
            raise self.fail(_("应写一列字段，至少 {n} 个").format(n=least))
        found = tuple(self.field(word) for word in words)
        if kinds and not any({field.kind for field in found} <= allowed for allowed in kinds):
            raise self.fail(_("这些字段不能放在一起比较：{titles}").format(titles=titles_of(found)))
        return found

    def total_and_parts(self, argument: object, kinds: Sequence[set[str]]) -> tuple[Field, tuple[Field, ...]]:
        """The one entry of `{total: [part, part]}`."""
        if not isinstance(argument, Mapping) or len(argument) != 1:
            raise self.fail(_("应写成 合计字段: [分项, 分项]"))
        [(total, parts)] = argument.items()
        fields = self.fields([total, *_as_list(parts)], kinds, least=2)
        return fields[0], fields[1:]

    def total_and_two(self, argument: object, kinds: Sequence[set[str]]) -> tuple[Field, tuple[Field, Field]]:
        """The one entry of `{change: [this, last]}`; the two are of one kind."""
        declared, pair = self.one_entry(argument)
        fields = self.fields(pair, kinds, least=2)
        if len(fields) != 2:
            raise self.fail(_("应写两个字段：[本期, 上年同期]"))
        return self.field(declared), (fields[0], fields[1])

    def one_entry(self, argument: object, needed: Sequence[str] = (), others: Sequence[str] = ()) -> tuple[str, Any]:
        """The one entry of `{field: …}`; with `needed` it is a mapping that has these words, and at most `others`."""
        if not isinstance(argument, Mapping) or len(argument) != 1:
            raise self.fail(_("应写成 一个字段: 内容"))
        [(word, about)] = argument.items()
        if needed:
            if not isinstance(about, Mapping) or not set(needed) <= set(about):
                raise self.fail(_("{word} 下面要写 {words}").format(word=word, words="、".join(needed)))
            self.only(about, (*needed, *others))
        return str(word), about

    def only(self, about: Mapping[str, Any], words: Sequence[str]) -> None:
        """Complain of a word that nobody reads: it would silently mean nothing."""
        for word in about:
            if word not in words:
                raise self.fail(_("没有“{word}”这一项，可用：{words}").format(word=word, words="、".join(words)))

    def of_kind(self, field: Field, kinds: Sequence[set[str]]) -> Field:
        """The field, if it is of one of these kinds."""
        if not any(field.kind in allowed for allowed in kinds):
            raise self.fail(_("{title}不能用在这里").format(title=field.title))
        return field

    def same_kind(self, field: Field, other: Field, kinds: Sequence[set[str]]) -> tuple[Field, Field]:
        """Two fields whose values may be compared: both counts and numbers, or both money."""
        if not any({field.kind, other.kind} <= allowed for allowed in kinds):
            raise self.fail(_("这些字段不能放在一起比较：{titles}").format(titles=titles_of((field, other))))
        return field, other

    def list_field(self, word: object) -> Field:
        """The field that holds a list."""
        field = self.field(word)
        if field.kind != "list":
            raise self.fail(_("{title}不是一列").format(title=field.title))
        return field

    def inside(self, field: Field) -> Terms:
        """The same for the items of a list: words name the fields of an item."""
        if field.kind != "list" or not field.item or not field.item.fields:
            raise self.fail(_("{title}不是由几个字段组成的一列").format(title=field.title))
        tools = replace(self.tools, states=None) if self.tools else None
        return Terms(replace(self.ledger, fields=field.item.fields), self.check, tools)

    def least(self, word: object, number: object) -> tuple[Field, Decimal]:
        """One entry of `at_least`: a field and the number that it has to reach."""
        field = self.of_kind(self.field(word), ({"integer", "number", "money"},))
        try:
            return field, Decimal(str(number))
        except InvalidOperation:
            raise self.fail(_("{title}：“{number}”不是数").format(title=field.title, number=number)) from None

    def when_and_fields(self, argument: object) -> tuple[Condition, tuple[Field, ...]]:
        """`{when: {state: [已履行], kind: 重大}, fields: […]}`: every entry of `when` has to hold."""
        if not isinstance(argument, Mapping) or set(argument) != {"when", "fields"}:
            raise self.fail(_("应写 when 和 fields 两项"))
        return self.condition(argument["when"]), self.fields(argument["fields"])

    def condition(self, given: object, word: str = "when") -> Condition:
        """`{state: [已履行], kind: 重大}`: every entry has to hold."""
        if not isinstance(given, Mapping) or not given:
            raise self.fail(_("{word} 应写成 字段: [值]").format(word=word))
        wanted = tuple(Wanted(self.field(name), self._values(name, values)) for name, values in given.items())
        tests = [(each.field.name, frozenset(each.values)) for each in wanted]
        return Condition(_test(tests), _("，").join(_said(*each) for each in wanted), wanted)

    def _values(self, word: object, given: object) -> tuple[Value, ...]:
        field = self.field(word)
        if self.tools is None or field.kind in ("group", "list"):
            raise self.fail(_("{title}不能作条件").format(title=field.title))
        read = text_reader(field, self.tools)
        values = [read(_text(each)) for each in _as_list(given)]
        for value in values:
            if isinstance(value, Fault) and value.value is None:
                raise self.fail(_("{title}：{why}").format(title=field.title, why=value.message))
        return tuple(value.value if isinstance(value, Fault) else value for value in values)


def _test(tests: Sequence[tuple[str, frozenset[Value]]]) -> Callable[[Values], bool]:
    if len(tests) > 1:
        return lambda record: all(record.get(name) in among for name, among in tests)
    ((name, among),) = tests
    return lambda record: record.get(name) in among


def _said(field: Field, values: Sequence[Value]) -> str:
    among = _("或").join(text_of(field, value) for value in values)
    return _("{title}为{values}").format(title=field.title, values=among)


def _as_list(words: object) -> list[object]:
    return list(words) if isinstance(words, Sequence) and not isinstance(words, str) else [words]


def _text(given: object) -> str:
    return str(given).lower() if isinstance(given, bool) else str(given)
