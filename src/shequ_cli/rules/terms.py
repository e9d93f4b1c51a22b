"""The arguments of a check, looked up in its ledger; a check that does not fit the fields is a BadDefinition."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from shequ_cli.rules.fault import Fault
from shequ_cli.rules.schema import Check, Field, Ledger
from shequ_cli.rules.texts import Tools, text_reader
from shequ_cli.rules.writing import text_of
from shequ_cli.words.errors import BadDefinition, UnknownName
from shequ_cli.words.language import _
from shequ_cli.words.record import Value

Values = Mapping[str, Value]


class Condition(NamedTuple):
    """`when` as a test, and in words (状态为已履行)."""

    holds: Callable[[Values], bool]
    words: str


def titles_of(fields: Sequence[Field]) -> str:
    """The titles of some fields, as listed in a sentence."""
    return "、".join(field.title for field in fields)


class Terms:
    """Looks up the fields that a check names, and complains about the check when they do not fit."""

    def __init__(self, ledger: Ledger, check: Check, tools: Tools | None = None) -> None:
        self.ledger, self.check, self.tools = ledger, check, tools

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

    def when_and_fields(self, argument: object) -> tuple[Condition, tuple[Field, ...]]:
        """`{when: {state: [已履行], kind: 重大}, fields: […]}`: every entry of `when` has to hold."""
        if not isinstance(argument, Mapping) or set(argument) != {"when", "fields"}:
            raise self.fail(_("应写 when 和 fields 两项"))
        if not isinstance(argument["when"], Mapping) or not argument["when"]:
            raise self.fail(_("when 应写成 字段: [值]"))
        wanted = [(self.field(word), self._values(word, given)) for word, given in argument["when"].items()]
        tests = [(field.name, frozenset(values)) for field, values in wanted]
        words = _("，").join(_said(field, values) for field, values in wanted)
        return Condition(_test(tests), words), self.fields(argument["fields"])

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
