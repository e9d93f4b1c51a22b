"""Reads schemas/ledgers/*.yaml: JSON Schema 2020-12 in YAML with a small `x-` vocabulary (docs/schemas.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shequ_cli.rules.schema import LEVELS, PRIVACY, Check, Clock, Field, Ledger, Renewal, States
from shequ_cli.words.errors import BadDefinition
from shequ_cli.words.nearest import nearest

LEDGER_WORDS = ("systems", "aliases", "storage", "unit", "date", "label", "states", "clocks")
STATE_WORDS = ("field", "flow", "stamps")
CLOCK_WORDS = ("name", "from", "until", "within", "by", "due", "unless", "source", "renewed", "counted")
RENEWAL_WORDS = ("ledger", "on", "match")


def read_ledger(name: str, raw: Mapping[str, Any], where: object = "", *, dated: bool = True) -> Ledger:
    """A ledger from its schema file; BadDefinition names what does not hold together.

    What is not `dated` is one file and no record of a period, such as the profile of a store.
    """
    return _Reader(name, raw, where or name, dated=dated).ledger()


def words_of(name: str, raw: object) -> tuple[str, ...]:
    """Every word that names a ledger (its name, title, aliases), without reading the rest of its file."""
    if not isinstance(raw, Mapping):
        return (name,)
    about = raw.get("x-ledger")
    aliases = about.get("aliases") if isinstance(about, Mapping) else None
    return tuple(dict.fromkeys((name, str(raw.get("title", name)), *_listed(aliases))))


class _Reader:
    """Reads one schema file; kept in a class only to say `where` in every complaint."""

    def __init__(self, name: str, raw: Mapping[str, Any], where: object, *, dated: bool) -> None:
        self.name, self.raw, self.where, self.dated = name, raw, where, dated

    def fail(self, why: str) -> BadDefinition:
        return BadDefinition(self.where, why)

    def only(self, what: str, raw: Mapping[str, Any], words: Sequence[str]) -> None:
        """A misspelt key would silently switch a clock or a flow off."""
        for word in raw:
            if word not in words:
                meant = "".join(f"，是不是“{name}”？" for name in nearest(str(word), words, 1))
                raise self.fail(f"{what} 里没有“{word}”这一项{meant}")

    def ledger(self) -> Ledger:
        about = self.raw.get("x-ledger") or {}
        self.only("x-ledger", about, LEDGER_WORDS)
        fields = self.fields_of(self.raw)
        ledger = Ledger(
            name=self.name,
            title=str(self.raw.get("title", self.name)),
            aliases=_listed(about.get("aliases")),
            systems=_listed(about.get("systems")),
            storage=str(about.get("storage", "yaml")),
            date=str(about.get("date", "")),
            label=str(about.get("label", "{id}")),
            fields=fields,
            states=self.states(about.get("states")),
            clocks=tuple(self.clock(entry) for entry in about.get("clocks", ())),
            checks=tuple(self.check(entry) for entry in self.raw.get("x-checks", ())),
            raw=self.raw,
            unit=str(about.get("unit", "件")),
            open_fields=self.raw.get("unevaluatedProperties", False) is not False,
        )
        self.hold_together(ledger)
        return ledger

    def fields_of(self, raw: Mapping[str, Any]) -> tuple[Field, ...]:
        required = set(raw.get("required", ()))
        properties: Mapping[str, Any] = raw.get("properties") or {}
        if strange := [name for name in properties if not isinstance(name, str)]:
            raise self.fail(f"字段名“{strange[0]}”不是文字，请加引号（YAML 把 on、off、yes、no 当作是否）")
        return tuple(self.field(name, item, required=name in required) for name, item in properties.items())

    def field(self, name: str, raw: Mapping[str, Any], *, required: bool = False) -> Field:
        kind = self.kind_of(name, raw)
        privacy = str(raw.get("x-privacy", "internal"))
        if privacy not in PRIVACY:
            raise self.fail(f"{name} 的 x-privacy 不能是“{privacy}”，可选：{'、'.join(PRIVACY)}")
        default = raw.get("default")
        return Field(
            name=name,
            title=str(raw.get("title", name)),
            kind=kind,
            raw=raw,
            aliases=_listed(raw.get("x-aliases")),
            required=required,
            unit=str(raw.get("x-unit", "")),
            codelist=str(raw.get("x-codelist", "")),
            privacy=privacy,
            mask=str(raw.get("x-mask", "")),
            hint=str(raw.get("description", "")),
            default=None if default is None else str(default),
            serial=raw.get("x-serial"),
            refers=str(raw.get("x-refers", "")),
            item=self.field(name, raw["items"]) if kind == "list" else None,
            fields=self.fields_of(raw) if kind == "group" else (),
        )

    def kind_of(self, name: str, raw: Mapping[str, Any]) -> str:
        if raw.get("x-codelist") or "enum" in raw:
            return "code"
        declared, form = raw.get("type", "string"), raw.get("format", "")
        if declared == "string":
            return {"date": "date", "time": "time", "month": "month"}.get(form, "text")
        if declared in ("number", "integer") and raw.get("x-money"):
            return "money"
        kinds = {"array": "list", "object": "group", "number": "number", "integer": "integer", "boolean": "boolean"}
        if declared not in kinds:
            raise self.fail(f"{name} 的 type 不能是“{declared}”")
        return kinds[declared]

    def states(self, raw: Mapping[str, Any] | None) -> States | None:
        if not raw:
            return None
        self.only("states", raw, STATE_WORDS)
        flow = {state: _listed(after) for state, after in raw["flow"].items()}
        stamps = {state: _listed(at) for state, at in raw.get("stamps", {}).items()}
        return States(str(raw["field"]), flow, stamps)

    def clock(self, raw: Mapping[str, Any]) -> Clock:
        self.only("clocks", raw, CLOCK_WORDS)
        if not raw.get("within") and not raw.get("due"):
            raise self.fail(f"时限“{raw.get('name')}”要写 within 或 due")
        return Clock(
            name=str(raw["name"]),
            from_=str(raw.get("from", "")),
            until=str(raw["until"]),
            within=raw.get("within", ""),
            by=str(raw.get("by", "")),
            due=str(raw.get("due", "")),
            unless=str(raw.get("unless", "")),
            source=str(raw.get("source", "")),
            renewed=self.renewal(raw),
            counted=bool(raw.get("counted", False)),
        )

    def renewal(self, raw: Mapping[str, Any]) -> Renewal | None:
        about = raw.get("renewed")
        if about is None:
            return None
        self.only("renewed", about, RENEWAL_WORDS)
        if not raw.get("from") or not raw.get("within") or not all(about.get(word) for word in RENEWAL_WORDS):
            raise self.fail(f"时限“{raw.get('name')}”的 renewed 要写 ledger、on、match，时限自己要写 from 和 within")
        return Renewal(str(about["ledger"]), str(about["on"]), {str(a): str(b) for a, b in about["match"].items()})

    def check(self, raw: Mapping[str, Any]) -> Check:
        about = {"level", "message", "source", "each"}
        kinds = [key for key in raw if key not in about]
        if len(kinds) != 1:
            raise self.fail(f"x-checks 的一项只能有一种检查，这里有 {kinds}")
        level = LEVELS.get(str(raw.get("level", "错误")))
        if level is None:
            raise self.fail(f"level 只能是 {'、'.join(LEVELS)}")
        message, source, each = (str(raw.get(word, "")) for word in ("message", "source", "each"))
        return Check(kinds[0], raw[kinds[0]], level, message, source, each)

    def hold_together(self, ledger: Ledger) -> None:
        if ledger.storage not in ("yaml", "csv"):
            raise self.fail("storage 只能是 yaml 或 csv")
        has_date = ledger.has(ledger.date) and ledger.field(ledger.date).kind in ("date", "month")
        if self.dated and not has_date:
            raise self.fail(f"date 要是本台账的一个日期字段，不能是“{ledger.date}”")
        for word in self.words_used(ledger):
            if not ledger.has(word):
                raise self.fail(
                    f"没有字段“{word}”" + "".join(f"，是不是“{name}”？" for name in nearest(word, _names(ledger), 1))
                )
        if ledger.storage == "csv" and (deep := [field.title for field in ledger.fields if field.kind == "group"]):
            raise self.fail(f"csv 台账不能有成组的字段：{'、'.join(deep)}")

    def words_used(self, ledger: Ledger) -> Iterator[str]:
        if ledger.states:
            yield from (ledger.states.field, *(word for words in ledger.states.stamps.values() for word in words))
        for clock in ledger.clocks:
            yield from (word for word in (clock.from_, clock.until, clock.by, clock.due) if word)
            yield from clock.renewed.match.values() if clock.renewed else ()


def _names(ledger: Ledger) -> Sequence[str]:
    return [field.name for field in ledger.fields]


def _listed(words: Sequence[str] | None) -> tuple[str, ...]:
    """A list of words; a single one may stand without brackets."""
    return (words,) if isinstance(words, str) else tuple(words or ())
