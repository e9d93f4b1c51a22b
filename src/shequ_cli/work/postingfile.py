"""Reads schemas/postings/*.yaml, and refuses what may not be posted: a field that its ledger does not mark public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.schema import Ledger
from shequ_cli.words.errors import BadDefinition, ShequError
from shequ_cli.words.language import _
from shequ_cli.work import judged
from shequ_cli.work.condition import Condition, condition
from shequ_cli.work.duration import Duration, duration
from shequ_cli.work.expression import fields_of
from shequ_cli.work.measure import Measure
from shequ_cli.work.periodwords import parse
from shequ_cli.work.posting import CHANNEL_KNOWS, TEXT_KNOWS, TITLE_KNOWS, PostingRule
from shequ_cli.work.postingprivacy import chosen_by, prove_table, public
from shequ_cli.work.reportfile import ReportDefinition, read_definition
from shequ_cli.work.reportwords import Words, listed

RECORDED = (
    "posted_on",
    "kind",
    "title",
    "definition",
    "until",
    "channel",
    "place",
    "items",
    "objections",
    "withdrawn_on",
)
"""The fields that the ledger of postings has to have."""

KEYS = (
    *("title", "aliases", "kind", "pattern", "window", "text", "basis", "channel", "place", "record"),
    *("ledger", "where", "on", "period", "fields", "order", "until", "again", "figures", "tables"),
)
"""What a definition may hold."""

_SOME_DAY = date(2026, 6, 30)
_NEEDED = ("title", "kind", "window", "text", "channel", "record")


@dataclass(frozen=True, slots=True)
class Known:
    """What postings may name."""

    measures: Mapping[str, Measure]
    ledgers: Mapping[str, Ledger]
    codelists: Mapping[str, Codelist]


def read_posting(name: str, raw: Mapping[str, Any], known: Known, where: object = "") -> PostingRule:
    """A posting's definition; BadDefinition names the file, and the field that is not public."""
    place = where or f"schemas/postings/{name}.yaml"
    with judged.shaped(place):
        return _read(name, raw, known, place)


def unmistakable(rules: Mapping[str, PostingRule], places: Mapping[str, object]) -> Mapping[str, PostingRule]:
    """The rules themselves, no two of which may share a name; BadDefinition names both files."""
    named: dict[str, str] = {}
    for name, rule in rules.items():
        for word in dict.fromkeys(rule.words):
            if word in named:
                why = _("“{word}”已经是 {other} 的名称").format(word=word, other=places[named[word]])
                raise BadDefinition(places[name], why)
            named[word] = name
    return rules


def _read(name: str, raw: Mapping[str, Any], known: Known, place: object) -> PostingRule:
    words = Words(place, known.measures, known.ledgers)
    if not isinstance(raw, Mapping):
        raise words.fail(_("文件应是“项名: 值”的形式"))
    for key in raw:
        words.one_of(_("键"), str(key), KEYS)
    if lacking := [key for key in _NEEDED if not raw.get(key)]:
        raise words.fail(_("缺少 {keys}").format(keys="、".join(lacking)))
    if bool(raw.get("fields")) == bool(raw.get("tables")):
        raise words.fail(_("要么写 ledger 和 fields（列记录），要么写 tables（列统计数），写一种"))
    ledger = words.ledger(raw.get("ledger", "")) if raw.get("fields") else None
    title = str(raw["title"])
    return PostingRule(
        name=name,
        title=title,
        aliases=tuple(map(str, listed(raw.get("aliases")))),
        kind=_kind(words, known, raw),
        pattern=judged.filled(place, str(raw.get("pattern", "{community}" + title)), TITLE_KNOWS),
        window=_window(words, str(raw["window"])),
        text=judged.filled(place, str(raw["text"]), TEXT_KNOWS),
        basis=str(raw.get("basis", "")),
        channel=judged.filled(place, str(raw["channel"]), CHANNEL_KNOWS),
        place=str(raw.get("place", "")),
        record=_recorder(words, raw).name,
        period=_period(words, str(raw.get("period", ""))),
        again=bool(raw.get("again", False)),
        report=None if ledger else _report(name, raw, known, place),
        **(_list(words, ledger, raw, known) if ledger else {}),
    )


def _list(words: Words, ledger: Ledger, raw: Mapping[str, Any], known: Known) -> dict[str, Any]:
    fields = [public(words, words.field(ledger, word)) for word in listed(raw["fields"])]
    order = [public(words, words.field(ledger, word)) for word in listed(raw.get("order", ()))]
    on = words.field(ledger, raw.get("on", ledger.date))
    chosen_by(words, [on])
    return {
        "ledger": ledger.name,
        "fields": tuple(field.name for field in fields),
        "order": tuple(field.name for field in order or ([on] if on.privacy == "public" else fields)),
        "on": on.name,
        "until": public(words, words.field(ledger, raw["until"])).name if raw.get("until") else "",
        "where": _where(words, ledger, str(raw.get("where", "")), known),
    }


def _where(words: Words, ledger: Ledger, text: str, known: Known) -> Condition | None:
    try:
        found = condition(text, ledger, known.codelists) if text else None
    except ShequError as error:
        raise words.fail(f"where：{error}") from None
    chosen_by(words, fields_of(found.tree) if found else ())
    return found


def _kind(words: Words, known: Known, raw: Mapping[str, Any]) -> str:
    """A code of the field `kind` of the ledger that keeps postings."""
    codes = known.codelists.get(_recorder(words, raw).field("kind").codelist)
    return words.one_of(_("公示种类"), str(raw["kind"]), codes.titles) if codes else str(raw["kind"])


def _recorder(words: Words, raw: Mapping[str, Any]) -> Ledger:
    ledger = words.ledger(raw["record"])
    if lacking := [name for name in RECORDED if not ledger.has(name)]:
        said = _("台账“{ledger}”不能登记公示，缺少字段 {names}")
        raise words.fail(said.format(ledger=ledger.title, names="、".join(lacking)))
    return ledger


def _window(words: Words, text: str) -> Duration:
    try:
        found = duration(text)
    except ValueError as error:
        raise words.fail(str(error)) from None
    if not found.number:
        raise words.fail(_("公示期至少一天，不能是“{text}”").format(text=text))
    return found


def _period(words: Words, text: str) -> str:
    """The words themselves, which have to mean something on whatever day they are read."""
    try:
        return text if not text or parse(text, _SOME_DAY) else ""
    except ShequError as error:
        raise words.fail(f"period：{error}") from None


def _report(name: str, raw: Mapping[str, Any], known: Known, place: object) -> ReportDefinition:
    """The tables of a posting of sums, in the words of reports."""
    if not raw.get("period"):
        raise BadDefinition(place, _("有 tables 的要写 period，如 上月、上季度"))
    front = {"title": raw["title"], "figures": raw.get("figures", ()), "tables": raw["tables"], "audience": "公示"}
    report = read_definition(name, front, known.measures, known.ledgers, place)
    words = Words(place, known.measures, known.ledgers)
    for spec in report.tables:
        prove_table(words, spec)
    return replace(report, tables=tuple(replace(spec, numbered=True) for spec in report.tables))
