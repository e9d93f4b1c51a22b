"""What an audience sees of a value, a record, a problem."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import yaml

from shequ_cli.cli.viewer import Viewer, plain, spelled, veiled
from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.rules.privacy import Audience
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Level, Problem
from shequ_cli.words.record import Record

LEDGER = read_ledger(
    "case",
    yaml.safe_load(
        """
title: 纠纷
x-ledger: {date: day, label: "{kind}：{summary}（{who}）"}
properties:
  day: {title: 日期, type: string, format: date, x-privacy: public}
  kind: {title: 类型, type: string, x-privacy: public}
  summary: {title: 摘要, type: string}
  who: {title: 联系人, type: string, x-privacy: personal, x-mask: name}
  money: {title: 金额, type: number, x-money: true}
  done: {title: 办结, type: boolean}
  tags: {title: 标签, type: array, items: {type: string}}
  parties:
    title: 当事人
    type: array
    items: {type: object, properties: {name: {title: 姓名, x-privacy: personal, x-mask: name}, role: {title: 身份, type: string}}}
"""
    ),
)
RECORD = Record(
    "case",
    "case-20260312-7k3f",
    {
        "day": date(2026, 3, 12),
        "kind": "邻里",
        "summary": "漏水",
        "who": "张某某",
        "money": Decimal("1428.50"),
        "done": True,
        "tags": ("a", "b"),
        "parties": ({"name": "欧阳某某", "role": "申请人"}, {"name": "李某"}),
    },
)
INSIDE, UPWARD, PUBLIC = (Viewer(audience) for audience in (Audience.INTERNAL, Audience.UPWARD, Audience.PUBLIC))


def text(viewer: Viewer, name: str) -> str:
    return viewer.text(LEDGER.field(name), RECORD.values[name])


@pytest.mark.parametrize(
    ("name", "inside", "upward", "public"),
    [
        ("day", "2026-03-12", "2026-03-12", "2026-03-12"),
        ("summary", "漏水", "漏水", ""),
        ("who", "张某某", "张*某", ""),
        ("money", "1428.50", "1428.50", ""),
        ("done", "是", "是", ""),
        ("tags", "a、b", "a、b", ""),
        ("parties", "姓名：欧阳某某，身份：申请人\n姓名：李某", "姓名：欧**某，身份：申请人\n姓名：李*", ""),
    ],
)
def test_each_audience_sees_its_own(name: str, inside: str, upward: str, public: str) -> None:
    assert [text(viewer, name) for viewer in (INSIDE, UPWARD, PUBLIC)] == [inside, upward, public]


def test_labels_are_masked_and_leave_no_loose_marks() -> None:
    assert INSIDE.label(LEDGER, RECORD) == "邻里：漏水（张某某）"
    assert UPWARD.label(LEDGER, RECORD) == "邻里：漏水（张*某）"
    assert UPWARD.label(LEDGER, Record("case", "x", {"kind": "邻里"})).startswith("邻里")


def test_an_unknown_word_in_a_label_leaves_nothing() -> None:
    ledger = read_ledger("x", {"title": "甲", "x-ledger": {"date": "day", "label": "{day} {gone}"}, "properties": {
        "day": {"title": "日", "type": "string", "format": "date"}}})  # fmt: skip

    assert INSIDE.label(ledger, Record("x", "x", {"day": date(2026, 1, 2)})) == "2026-01-02"


@pytest.mark.parametrize(
    ("name", "hidden"), [("day", False), ("summary", False), ("who", True), ("parties", True), ("tags", False)]
)
def test_a_viewer_knows_what_is_kept_from_it(name: str, hidden: bool) -> None:
    assert UPWARD.hides(LEDGER.field(name)) == hidden
    assert not INSIDE.hides(LEDGER.field(name))
    assert PUBLIC.hides(LEDGER.field(name)) == (name != "day")


def test_a_problem_is_told_without_the_persons_value() -> None:
    place = Place("records/case/2026-03/case-20260312-7k3f.yaml", 4, 2)
    who = Problem("E-x", Level.ERROR, "不对", (), place, "who", "联系人", "张某某", (), "章某某")
    inner = Problem("E-x", Level.ERROR, "不对", (), place, "parties.name", "当事人·姓名", "欧阳某某")
    open_to_all = Problem("E-x", Level.ERROR, "不对", (), place, "summary", "摘要", "漏")

    ledgers = {"case": LEDGER}
    assert (veiled(who, ledgers, UPWARD).value, veiled(who, ledgers, UPWARD).suggestion) == ("张*某", "章*某")
    assert veiled(inner, ledgers, UPWARD).value == "欧**某"
    assert veiled(open_to_all, ledgers, UPWARD) == open_to_all
    assert veiled(who, ledgers, INSIDE) == who
    assert veiled(who, ledgers, PUBLIC).value == ""


def test_problems_of_other_files_are_left_as_they_are() -> None:
    problem = Problem("E-x", Level.ERROR, "不对", (), Place("shequ.yaml", 1, 1), "code", "区划代码", "12")

    assert veiled(problem, {"case": LEDGER}, UPWARD) == problem


def test_plain_values() -> None:
    assert [plain(value) for value in (None, True, False, 3, Decimal("1.50"), "甲")] == [
        "",
        "是",
        "否",
        "3",
        "1.50",
        "甲",
    ]
    assert spelled(LEDGER.field("tags"), None) == ""
