"""Ledgers written in the test, and the day on which the tests take place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from textwrap import dedent
from types import MappingProxyType
from typing import Any

import yaml

from shequ_cli.rules.codelist import Codelist, read_codelist
from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.rules.reading import Reading, read
from shequ_cli.rules.schema import Ledger
from shequ_cli.words.record import Value

Schema = Mapping[str, object]
NOTHING: Schema = MappingProxyType({})

TODAY = date(2026, 3, 31)

DISPUTES = read_codelist(
    "dispute_type",
    {
        "title": "纠纷类型",
        "version": "2016",
        "codes": [
            {"code": "01", "title": "婚姻家庭纠纷", "aliases": ["家庭纠纷"]},
            {"code": "02", "title": "邻里纠纷"},
            {"code": "10", "title": "劳动争议纠纷", "children": [{"code": "1001", "title": "拖欠农民工工资纠纷"}]},
        ],
    },
)
CODELISTS: Mapping[str, Codelist] = {"dispute_type": DISPUTES}


def ledger(properties: str, schema: Schema = NOTHING, *, storage: str = "yaml", ledger: Schema = NOTHING) -> Ledger:
    """A ledger with these properties (YAML) and a date field `day` 日期; `schema` and `ledger` (x-ledger) add keys."""
    fields = {"day": {"title": "日期", "type": "string", "format": "date"}} | yaml.safe_load(dedent(properties))
    about = {"date": "day", "storage": storage, **ledger}
    return read_ledger("sample", {"title": "样例", "x-ledger": about, "properties": fields, **schema})


def reading(
    properties: str,
    raw: Mapping[str, Any],
    schema: Schema = NOTHING,
    *,
    storage: str = "yaml",
    states: Schema = NOTHING,
) -> Reading:
    """What such a ledger reads out of `raw`."""
    made = ledger(properties, schema, storage=storage, ledger={"states": states} if states else NOTHING)
    return read(made, CODELISTS, raw, TODAY)


def one(definition: str, given: object, *, storage: str = "yaml") -> Reading:
    """What a ledger with the single field 项 reads."""
    return reading(f"one: {{title: 项, {definition}}}", {"项": given}, storage=storage)


def value(definition: str, given: object) -> Value:
    """The typed value of the single field 项, which must be sound."""
    found = one(definition, given)
    assert found.problems == (), found.problems
    return found.values.get("one")


def fault(definition: str, given: object) -> tuple[str, str]:
    """Code and suggestion of the only problem of the single field 项."""
    (problem,) = one(definition, given).problems
    assert problem.keys[0] == "项" and problem.field == "one"
    return problem.code, problem.suggestion


def codes(found: Reading) -> list[str]:
    """The codes of all problems, in order."""
    return [problem.code for problem in found.problems]
