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
from shequ_cli.work.judged import shaped
from shequ_cli.work.measure import Dimension, Kind, Measure, Measures, Taking
from shequ_cli.work.pace import Pace, Target, read_pace, read_target

Raw = Mapping[str, Any]

_ABOUT = ("title", "unit", "kind", "decimals", "target", "pace", "note", "source", "systems", "zero", "by")
_KEYS = (*_ABOUT, "from", "on", "until", "where", "series", "value", "numerator", "denominator", "sum_of", "less")
"""A misspelt key would silently change what is counted, so no other is let in."""

_TAKINGS = re.compile(r"(count|open)|(count distinct|sum|last|open) +(.+)|days +(\S+) +(\S+)")
_DECIMALS = {"integer": 0, "money": 2, "number": 2}


def read_measures(
    raws: Mapping[str, Mapping[Any, Any]], ledgers: Mapping[str, Ledger], codelists: Mapping[str, Codelist]
) -> Measures:
    """Every measure of the indicator files (file name → contents), by name; BadDefinition names what does not hold together."""
    found = measures_of(raws, ledgers, codelists)
    found.make_all()
    return found


def measures_of(
    raws: Mapping[str, Mapping[Any, Any]], ledgers: Mapping[str, Ledger], codelists: Mapping[str, Codelist]
) -> Measures:
    """The same, each read when it is asked for: what does not hold together is told then."""
    reader = _Reader(ledgers, codelists)
    for file, contents in raws.items():
        reader.take(file, contents)
    titles = {name: str(raw.get("title", name)) for name, raw in reader.raws.items()}
    reader.tell_apart(titles)
    return Measures(titles, lambda name: reader.measure(name, ()))


class _Reader:
    """Reads definitions once each; `measure` walks from a quotient or sum down to its parts."""

    def __init__(self, ledgers: Mapping[str, Ledger], codelists: Mapping[str, Codelist]) -> None:
        self.ledgers, self.codelists = ledgers, codelists
        self.raws: dict[str, Mapping[Any, Any]] = {}
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
            self.raws[name], self.places[name] = raw, place

    def tell_apart(self, titles: Mapping[str, str]) -> None:
        """No two measures may share a title: reports and forms name them by it."""
        named: dict[str, str] = {}
        for name, title in titles.items():
            if title in named:
                why = _("“{title}”已经是 {other} 的名称").format(title=title, other=self.places[named[title]])
                raise BadDefinition(self.places[name], why)
            named[title] = name

    def measure(self, name: str, above: tuple[str, ...]) -> Measure:
        """The measure, its parts read before it."""
        if name not in self.done:
            if name in above:
                raise BadDefinition(self.places[name], _("指标绕成了圈：{way}").format(way=" → ".join((*above, name))))
            with shaped(self.places[name]):
                self.done[name] = self.whole(name, above)
        return self.done[name]

    def whole(self, name: str, above: tuple[str, ...]) -> Measure:
        place = self.places[name]
        # YAML 1.1 reads a bare `on` as true.
        raw = {"on" if key is True else str(key): value for key, value in self.raws[name].items()}
        one = _One(name, raw, place)
        one.check_keys()
        if "from" in raw:
            return one.counted(self.ledger(raw["from"], place), self.codelists)
        less = raw.get("less", []) if raw.get("sum_of") else []
        words = [*raw["sum_of"], *less] if raw.get("sum_of") else [raw.get("numerator"), raw.get("denominator")]
        if not isinstance(words, list) or not all(words):
            raise one.fault(_("要写 from（台账）、sum_of，或者 numerator 和 denominator 两项"))
        parts = [self.part(str(word), place, (*above, name)) for word in words]
        return one.summed(parts) if "sum_of" in raw else one.rate(parts[0], parts[1])

    def part(self, word: str, place: str, above: tuple[str, ...]) -> Measure:
        if word not in self.raws:
            raise BadDefinition(place, str(UnknownName(_("指标"), word, nearest(word, self.raws))))
        return self.measure(word, above)

    def ledger(self, word: object, place: str) -> Ledger:
        if word in self.ledgers:
            return self.ledgers[str(word)]
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
            series=self.series(taking),
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
        names, added = tuple(part.name for part in parts), len(self.raw["sum_of"])
        return Measure(**common, by=self.shared(parts), sum_of=names[:added], less=names[added:])

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
                    "看不懂 value: {given}；可写 count、count distinct 字段、sum 字段、days 起日字段 止日字段、last 字段、last count、open、open 字段"
                ).format(given=given)
            )
        alone, how, word, since, until = match.groups()
        if since:
            return self.days(ledger, since, until), "integer"
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

    def days(self, ledger: Ledger, since: str, until: str) -> Taking:
        """The days from one date to another: 平均用时 is such a sum ÷ the number of records."""
        first, last = self.field(ledger, since), self.field(ledger, until)
        if wrong := [field.title for field in (first, last) if field.kind != "date"]:
            raise self.fault(_("{field} 不是日期").format(field="、".join(wrong)))
        return Taking("days", last.name, last.title, first.name, first.title)

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

    def series(self, taking: Taking) -> bool:
        given = self.raw.get("series", False)
        if not isinstance(given, bool) or (given and not (taking.how == "last" and self.raw.get("where"))):
            raise self.fault(_("series 只能写 true，并且要和 value: last、where 一起用"))
        return given

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
