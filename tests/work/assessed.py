"""Assessments held against records in memory: small ledgers, and the result of a definition given as YAML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import yaml
from held import Held

from shequ_cli.rules.codelist import read_codelist
from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.rules.schema import Ledger
from shequ_cli.words.record import Record
from shequ_cli.work.assessing import assess, assess_all
from shequ_cli.work.assessment import Assessment
from shequ_cli.work.assessmentcount import Ground
from shequ_cli.work.assessmentfile import read_assessments
from shequ_cli.work.assessmentresult import Result
from shequ_cli.work.condition import Condition
from shequ_cli.work.measurefile import read_measures
from shequ_cli.work.periodwords import parse
from shequ_cli.work.source import Source

TODAY = date(2026, 10, 28)
DAY = {"type": "string", "format": "date"}


def ledger(name: str, title: str, dated: str, **fields: dict[str, Any]) -> Ledger:
    properties = {key: {"title": field.pop("title", key), **field} for key, field in fields.items()}
    return read_ledger(name, {"title": title, "x-ledger": {"date": dated, "unit": "次"}, "properties": properties})


MARK = ledger(
    "mark",
    "打分",
    "scored_on",
    year={"type": "integer"},
    period={},
    assessment={},
    object={},
    item={},
    value={"type": "number"},
    met={"type": "boolean"},
    evidence={"type": "array", "items": {"type": "string"}},
    scored_by={"x-codelist": "scorer"},
    scored_on=dict(DAY),
    false_report={"type": "boolean"},
    note={},
)
TALK = ledger("talk", "讲座", "held_on", held_on=dict(DAY), kind={}, team={}, closed_on=dict(DAY))
UNIT = ledger(
    "unit",
    "指标数据",
    "reported_on",
    year={"type": "integer"},
    who={},
    indicator={},
    this={"type": "number"},
    last={"type": "number"},
    direction={},
    wrong={"type": "boolean"},
    reported_on=dict(DAY),
)
TEAM = ledger(
    "crew",
    "队伍评分",
    "on",
    year={"type": "integer"},
    who={},
    street={"type": "number"},
    bureau={"type": "number"},
    share={"type": "number"},
    on=dict(DAY),
)
LEDGERS = {one.name: one for one in (MARK, TALK, UNIT, TEAM)}
CODELISTS = {"scorer": read_codelist("scorer", {"title": "评分方", "codes": ["自评", "街道", "区县"]})}
MEASURES = read_measures(
    {
        "talk": {
            "talks": {"title": "讲座", "unit": "场", "from": "talk"},
            "law_talks": {"title": "法治讲座", "unit": "场", "from": "talk", "where": "kind = '法治'"},
            "law_share": {
                "title": "法治讲座占比",
                "numerator": "law_talks",
                "denominator": "talks",
                "note": "占比＝法治÷全部",
            },
        }
    },
    LEDGERS,
    CODELISTS,
)


def read(text: str, name: str = "test", **others: str) -> Assessment:
    """The assessment of this file; `others` are more files, by name."""
    files = {key: yaml.safe_load(each) for key, each in {name: text, **others}.items()}
    placed = {key: (f"schemas/assessments/{key}.yaml", raw) for key, raw in files.items()}
    return read_assessments(placed, MEASURES, LEDGERS, CODELISTS)[name]


class Book:
    """Records by ledger, asked as a store is."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Record]] = {name: [] for name in LEDGERS}
        self.data = Held()
        for one in LEDGERS.values():
            self.data.add(one, [])

    def add(self, name: str, *rows: Mapping[str, Any]) -> Book:
        """More records, by field name."""
        for values in rows:
            self.rows[name].append(Record(name, f"{name}-{len(self.rows[name]) + 1}", dict(values)))
        self.data.add(LEDGERS[name], [dict(values) for values in rows])
        return self

    def mark(self, item: str, value: object = None, *evidence: str, **more: object) -> Book:
        """A hand score: points, or True and False for met and not."""
        found: dict[str, object] = {"year": 2026, "assessment": "test", "item": item, "scored_on": date(2026, 9, 1)}
        if isinstance(value, bool):
            found["met"] = value
        elif value is not None:
            found["value"] = Decimal(str(value))
        return self.add("mark", found | ({"evidence": evidence} if evidence else {}) | more)

    def talks(self, *days: str, kind: str = "法治") -> Book:
        """Talks on these days ("03-12") of 2026."""
        return self.add("talk", *({"held_on": date.fromisoformat(f"2026-{day}"), "kind": kind} for day in days))

    def chosen(self, one: Ledger, condition: Condition | None) -> Sequence[Record]:
        return [row for row in self.rows[one.name] if condition is None or condition.holds(row.values)]

    def ground(self, period: str = "2026", subject: str = "", today: date = TODAY) -> Ground:
        source = Source(MEASURES, self.data, today, LEDGERS, CODELISTS, "幸福社区")
        return Ground(source, self.chosen, parse(period, today), subject)

    def result(self, text: str, period: str = "2026", subject: str = "", today: date = TODAY) -> Result:
        """The result of the assessment that this YAML defines."""
        return assess(read(text), self.ground(period, subject, today))

    def ranking(self, text: str, today: date = TODAY, **others: str) -> tuple[Result, ...]:
        """The results of all objects, best first."""
        return assess_all(read(text, **others), self.ground(today=today))


def texts(result: Result) -> list[str]:
    """What lacks, in words."""
    return [lack.text for _item, lack in result.missing]
