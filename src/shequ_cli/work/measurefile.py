"""Reads schemas/indicators/*.yaml into measures, and refuses definitions that do not hold together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.schema import Field, Ledger
from shequ_cli.words.errors import BadDefinition, ShequError, UnknownName
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest
from shequ_cli.work.condition import COUNTED, Condition, condition
from shequ_cli.work.measure import Dimension, Kind, Measure, Taking
from shequ_cli.work.pace import Pace, Target, read_pace, read_target

Raw = Mapping[str, Any]

_ABOUT = ("title", "unit", "kind", "decimals", "target", "pace", "note", "source", "systems", "zero", "by")
_KEYS = (*_ABOUT, "from", "on", "until", "where", "value", "numerator", "denominator", "sum_of")
"""A misspelt key would silently change what is counted, so no other is let in."""

_TAKINGS = re.compile(r"(count|open)|(count distinct|sum|last) +(.+)")
_DECIMALS = {"integer": 0, "money": 2, "number": 2}


def read_measures(
    raws: Mapping[str, Mapping[Any, Any]], ledgers: Mapping[str, Ledger], codelists: Mapping[str, Codelist]
) -> Mapping[str, Measure]:
    """Every measure of the indicator files (file name → contents), by name; BadDefinition names what does not hold together."""
    reader = _Reader(ledgers, codelists)
    for file, contents in raws.items():
        reader.take(file, contents)
    return {name: reader.measure(name, ()) for name in reader.raws}


class _Reader:
    """Reads definitions once each; `measure` walks from a quotient or sum down to its parts."""

    def __init__(self, ledgers: Mapping[str, Ledger], codelists: Mapping[str, Codelist]) -> None:
        self.ledgers, self.codelists = ledgers, codelists
        self.raws: dict[str, Raw] = {}
        self.places: dict[str, str] = {}
        self.done: dict[str, Measure] = {}

    def take(self, file: str, contents: Mapping[Any, Any]) -> None:
        """Note down the definitions of one file."""
        for name, raw in contents.items():
            place = f"schemas/indicators/{file}.yaml: {name}"
            if not isinstance(raw, Mapping):
                raise BadDefinition(place, _("一个指标要写成一组键值"))
            if name in self.raws:
                raise BadDefinition(place, _("{first} 里已有同名的指标").format(first=self.places[name]))
            # YAML 1.1 reads a bare `on` as true.
            self.raws[name] = {"on" if key is True else str(key): value for key, value in raw.items()}
            self.places[name] = place

    def measure(self, name: str, above: tuple[str, ...]) -> Measure:
        """The measure, its parts read before it."""
        if name not in self.done:
            if name in above:
                raise BadDefinition(self.places[name], _("指标绕成了圈：{way}").format(way=" → ".join((*above, name))))
            self.done[name] = self.whole(name, above)
        return self.done[name]

    def whole(self, name: str, above: tuple[str, ...]) -> Measure:
        raw, place = self.raws[name], self.places[name]
        one = _One(name, raw, place)
        one.check_keys()
        if "from" in raw:
            return one.counted(self.ledger(raw["from"], place), self.codelists)
        words = raw.get("sum_of") or [raw.get("numerator"), raw.get("denominator")]
        if not isinstance(words, list) or not all(words):
            raise one.fault(_("要写 from（台账）、sum_of，或者 numerator 和 denominator 两项"))
        parts = [self.part(str(word), place, (*above, name)) for word in words]
        return one.summed(parts) if "sum_of" in raw else one.rate(parts[0], parts[1])

    def part(self, word: str, place: str, above: tuple[str, ...]) -> Measure:
        if word not in self.raws:
            raise BadDefinition(place, str(UnknownName(_("指标"), word, nearest(word, self.raws))))
        return self.measure(word, above)

    def ledger(self, word: object, place: str) -> Ledger:
        for ledger in self.ledgers.values():
            if word in ledger.words:
                return ledger
        raise BadDefinition(place, str(UnknownName(_("台账"), str(word), nearest(str(word), self.ledgers))))


class _One:
    """One definition; kept in a class only to say `place` in every complaint."""

    def __init__(self, name: str, raw: Raw, place: str) -> None:
        self.name, self.raw, self.place = name, raw, place

    def fault(self, why: str) -> BadDefinition:
        return BadDefinition(self.place, why)

    def check_keys(self) -> None:
        """No key but those that are known."""
        for key in self.raw:
            if key not in _KEYS:
                raise self.fault(str(UnknownName(_("键"), key, nearest(key, _KEYS), _KEYS)))

    def counted(self, ledger: Ledger, codelists: Mapping[str, Codelist]) -> Measure:
        """A measure over a ledger's records."""
        taking, exact = self.taking(ledger)
        kind = self.kind("stock" if taking.how in ("last", "open") else "flow")
        if (kind is Kind.STOCK) != (taking.how in ("last", "open")):
            raise self.fault(_("时点数（stock）要用 last 或 open，时期数（flow）要用 count 或 sum；时点数不能跨月相加"))
        until = self.date(ledger, "until", "") if taking.how == "open" else ""
        dimensions = tuple(dimension(self.field(ledger, str(word)), codelists) for word in self.raw.get("by", ()))
        if wrong := [one.field.title for one in dimensions if one.field.kind not in ("code", "text", "boolean")]:
            raise self.fault(_("不能按 {fields} 分组").format(fields="、".join(wrong)))
        return Measure(
            **self.common(kind, exact, ledger.unit),
            ledger=ledger,
            on=self.date(ledger, "on", ledger.date),
            until=until,
            where=self.where(ledger, codelists),
            taking=taking,
            by=dimensions,
        )

    def rate(self, numerator: Measure, denominator: Measure) -> Measure:
        """Numerator ÷ denominator."""
        if Kind.RATE in (numerator.kind, denominator.kind):
            raise self.fault(_("比率不能再做比率的分子或分母，请写它们各自的分子和分母"))
        return Measure(
            **self.common(Kind.RATE, "rate", "%"),
            by=self.shared([numerator, denominator]),
            numerator=numerator.name,
            denominator=denominator.name,
        )

    def summed(self, parts: list[Measure]) -> Measure:
        """A total of measures in one unit: 户 and 人 are never added, nor a flow to a stock, nor rates."""
        units = list(dict.fromkeys(part.unit for part in parts))
        if len(units) > 1:
            raise self.fault(_("{units} 单位不同，不能相加").format(units="、".join(units)))
        kinds = {part.kind for part in parts}
        if len(kinds) > 1 or Kind.RATE in kinds:
            raise self.fault(_("时期数、时点数和比率不能混在一起相加，比率之间也不能相加"))
        if "unit" in self.raw and self.raw["unit"] != units[0]:
            raise self.fault(_("单位应是 {unit}").format(unit=units[0]))
        exact = max((part.exact for part in parts), key=["integer", "money", "number"].index)
        common = self.common(self.kind(parts[0].kind.value), exact, units[0])
        return Measure(**common, by=self.shared(parts), sum_of=tuple(part.name for part in parts))

    def shared(self, parts: list[Measure]) -> tuple[Dimension, ...]:
        """The dimensions asked for, which every part must have."""
        found = []
        for word in self.raw.get("by", ()):
            ways = [part.dimension(str(word)) for part in parts]
            if first := ways[0]:
                found.append(first)
            if lacking := [part.title for part, way in zip(parts, ways, strict=True) if way is None]:
                raise self.fault(_("{parts} 没有按 {field} 分组").format(parts="、".join(lacking), field=word))
        return tuple(found)

    def common(self, kind: Kind, exact: str, unit: str) -> dict[str, Any]:
        """What every sort of measure has."""
        unit = str(self.raw.get("unit", unit))
        decimals = _DECIMALS.get(exact, 1 if unit in ("%", "‰") else 2)
        return {
            "name": self.name,
            "title": str(self.raw.get("title", self.name)),
            "unit": unit,
            "kind": kind,
            "exact": exact,
            "decimals": int(self.raw.get("decimals", decimals)),
            "target": self.target(kind),
            "pace": self.pace(),
            "note": str(self.raw.get("note", "")),
            "source": str(self.raw.get("source", "")),
            "systems": tuple(str(row) for row in self.raw.get("systems", ())),
            "zero": str(self.raw.get("zero", "—")),
            "place": self.place,
        }

    def kind(self, usual: str) -> Kind:
        given = str(self.raw.get("kind", usual))
        if given not in ("flow", "stock") or (usual != given and "from" not in self.raw):
            raise self.fault(_("kind 只能是 flow（时期数）或 stock（时点数），合计的要和各项一样"))
        return Kind(given)

    def taking(self, ledger: Ledger) -> tuple[Taking, str]:
        """What `value` says, and how its values are held."""
        given = " ".join(str(self.raw.get("value", "count")).split())
        match = _TAKINGS.fullmatch(given)
        if match is None:
            raise self.fault(
                _(
                    "看不懂 value: {given}；可写 count、count distinct 字段、sum 字段、last 字段、last count、open"
                ).format(given=given)
            )
        alone, how, word = match.groups()
        if alone or (how, word) == ("last", "count"):
            return Taking(alone or "last"), "integer"
        if word.endswith(COUNTED) and ledger.has(word.removesuffix(COUNTED)):
            field = ledger.field(word.removesuffix(COUNTED))
            return Taking(how, field.name + COUNTED, field.title), "integer"
        field = self.field(ledger, word)
        if how == "count distinct":
            return Taking("distinct", field.name, field.title), "integer"
        if field.kind not in ("integer", "number", "money"):
            raise self.fault(_("{field} 不是数，不能相加").format(field=field.title))
        return Taking(how, field.name, field.title), field.kind

    def field(self, ledger: Ledger, word: str) -> Field:
        try:
            return ledger.field(word)
        except UnknownName as error:
            raise self.fault(str(error)) from None

    def date(self, ledger: Ledger, key: str, usual: str) -> str:
        """The name of the date field under `key`."""
        word = self.raw.get(key, usual)
        if not word:
            raise self.fault(_("value: open 要写 until（哪个日期字段表示办结）"))
        field = self.field(ledger, str(word))
        if field.kind not in (("date", "month") if key == "on" else ("date",)):
            raise self.fault(_("{field} 不是日期").format(field=field.title))
        return field.name

    def where(self, ledger: Ledger, codelists: Mapping[str, Codelist]) -> Condition | None:
        if not self.raw.get("where"):
            return None
        try:
            return condition(str(self.raw["where"]), ledger, codelists)
        except ShequError as error:
            raise self.fault(f"where：{error}") from None

    def target(self, kind: Kind) -> Target | None:
        try:
            return read_target(self.raw.get("target"), yearly=kind is Kind.FLOW)
        except ValueError as error:
            raise self.fault(str(error)) from None

    def pace(self) -> Pace:
        try:
            return read_pace(self.raw.get("pace"))
        except ValueError as error:
            raise self.fault(str(error)) from None


def dimension(field: Field, codelists: Mapping[str, Codelist]) -> Dimension:
    """The field as a dimension, with the official order of its titles and the hierarchy of its code list."""
    if field.kind == "boolean":
        return Dimension(field, ("是", "否"))
    if codelist := codelists.get(field.codelist):
        parents = {code.title: code.parent for code in codelist.codes if code.parent}
        return Dimension(field, codelist.titles, parents)
    return Dimension(field, tuple(str(value) for value in field.raw.get("enum", ())))
