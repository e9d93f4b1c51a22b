"""A page on the notice board lets nothing private out: not by a column, nor by its choice, order, bands or sums (design §7)."""

from __future__ import annotations

import json

import pytest

from clerk import Shell

POSTING = {
    "title": "自拟公示",
    "kind": "其他公示",
    "window": "7 days",
    "text": "公示{n}{unit}。",
    "channel": "请向{community}反映。",
    "record": "posting",
}
LISTED = {"ledger": "housing", "fields": ["household"]}
HOUSEHOLDS = {"HF-1": ("9000", "2026-04-03"), "HF-2": ("6000", "2026-04-01"), "HF-3": ("7500", "2026-04-02")}
MEASURES = """
own_income: {title: 自拟收入, unit: 元, kind: flow, from: housing, on: surveyed_on, value: sum income, by: [household]}
own_poor: {title: 自拟户数, unit: 户, kind: flow, from: housing, on: surveyed_on, where: "income < 7000", by: [household]}
own_poor_rate: {title: 自拟比率, numerator: own_poor, denominator: own_all, note: 比率}
own_all: {title: 自拟总数, unit: 户, kind: flow, from: housing, on: surveyed_on, by: [household]}
own_topics: {title: 自拟议题, unit: 次, kind: flow, from: meeting, on: held_on, by: [topic]}
"""


def define(shell: Shell, **changes: object) -> None:
    folder = shell.root / "schemas" / "postings"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "own.yaml").write_text(json.dumps({**POSTING, **changes}, ensure_ascii=False), "utf-8")


def table(**shape: object) -> dict[str, object]:
    return {"period": "本月", "tables": [{"name": "t", "title": "表", **shape}]}


@pytest.fixture
def board(shell: Shell) -> Shell:
    (shell.root / "schemas" / "indicators").mkdir(parents=True)
    (shell.root / "schemas" / "indicators" / "own.yaml").write_text(MEASURES, "utf-8")
    for code, (income, day) in HOUSEHOLDS.items():
        shell.add("housing", 填表日期=day, 户编码=code, 家庭人口="2", 人均收入=income, 当地人均收入="26000")
    return shell


@pytest.mark.parametrize(
    "change",
    [
        {**LISTED, "where": "income < 7000"},
        {**LISTED, "where": "household = 'HF-1' or (members = 2 and 人均收入 / 当地人均收入 <= 0.3)"},
        {**LISTED, "fields": ["household", "income"]},
        {**LISTED, "order": "income"},
        {"ledger": "relief", "fields": ["kind"], "where": "recipient like '康%'"},
        table(list={"ledger": "housing", "fields": ["household"], "where": "income < 7000"}),
        table(list={"ledger": "meeting", "fields": ["topic"], "order": "host"}),
        table(matrix={"figure": "own_all", "rows": {"field": "income", "bands": [7000, 8000]}, "columns": "months"}),
        table(matrix={"figure": "own_all", "rows": {"field": "1 + income", "bands": [7000, 8000]}, "columns": "months"}),
        table(matrix={"figure": "own_poor", "rows": "household", "columns": "months"}),
        table(slices={"figures": ["own_income"], "by": "household"}),
        table(slices={"figures": ["own_poor"], "by": "household"}),
        table(cross={"figure": "own_poor", "by": "household"}),
        table(rows=[{"figure": "own_income", "by": "household"}]),
    ],
)  # fmt: skip
def test_nothing_private_gets_onto_the_board(board: Shell, change: dict[str, object]) -> None:
    define(board, **change)

    said = board("post", "own", "--dry-run")

    assert said.code == 1, said
    assert "schemas/postings/own.yaml" in said.err
    assert "个人信息，公示不能按它挑选" in said.err or "没有标为可公开" in said.err
    assert "HF-2" not in said.out + said.err


def test_a_list_without_an_order_does_not_stand_in_the_order_of_a_day_that_is_nobodys_business(board: Shell) -> None:
    define(board, **LISTED)
    said = board("post", "own", "--dry-run").out
    assert said.index("HF-1") < said.index("HF-2") < said.index("HF-3")


def test_the_same_figures_without_a_household_are_posted(board: Shell) -> None:
    define(board, **table(rows=["own_all"], columns=["value"]))
    assert "| 自拟总数 | 3" in board("post", "own", "--dry-run").out


@pytest.mark.parametrize(
    "number", ["13912345678", "１３９１２３４５６７８", "139 1234 5678", "139-1234-5678", "wx13912345678"]
)
@pytest.mark.parametrize(
    "shape",
    [
        table(list={"ledger": "meeting", "fields": ["topic"]}),
        table(slices={"figures": ["own_topics"], "by": "topic"}),
        {"ledger": "meeting", "fields": ["topic"]},
    ],
)
def test_a_number_in_a_public_text_is_found_in_every_shape_and_spelling(
    board: Shell, number: str, shape: dict[str, object]
) -> None:
    board.add("meeting", 会议日期="2026-04-02", 会议类型="居民会议", 议题=f"有事找{number}", 应到人数="9", 实到人数="9")
    define(board, **shape)

    said = board("post", "own", "-o", str(board.root / "榜.html"))

    assert said.code == 1, said
    assert "里有个人信息，没有公示" in said.err
    assert number not in said.out + said.err
    assert not (board.root / "榜.html").exists()
    assert not list(board.root.rglob("posting-*"))


def test_dates_telephones_of_offices_and_years_are_no_personal_numbers(board: Shell) -> None:
    topic = "2026-04-01至2026-04-15，2023 2024 2025 2026年度账目，电话0990-2000000"
    board.add("meeting", 会议日期="2026-04-02", 会议类型="居民会议", 议题=topic, 应到人数="9", 实到人数="9")
    define(board, ledger="meeting", fields=["topic"])
    assert topic in board("post", "own", "--dry-run").out


@pytest.mark.parametrize("text", ["{n.__class__}", "{n:>9999999999}", "{n!r:>80}", "{}", "{0}", "{n"])
def test_braces_hold_a_name_and_nothing_else(board: Shell, text: str) -> None:
    define(board, **LISTED, text=text)
    said = board("post", "own", "--dry-run")
    assert said.code == 1
    assert "花括号里只能写" in said.err


@pytest.mark.parametrize("mask", ["id_card", "bank", "disability_card"])
def test_a_stores_own_ledger_cannot_make_a_card_number_public(board: Shell, mask: str) -> None:
    (board.root / "schemas" / "ledgers").mkdir()
    (board.root / "schemas" / "ledgers" / "own.yaml").write_text(
        "title: 自建\nx-ledger: {date: on, label: '{on}'}\ntype: object\nproperties:\n"
        "  on: {title: 日期, type: string, format: date, x-privacy: public}\n"
        f"  card: {{title: 号码, type: string, x-privacy: public, x-mask: {mask}}}\n",
        "utf-8",
    )
    define(board, ledger="own", fields=["card"])
    said = board("post", "own", "--dry-run")
    assert said.code == 1
    assert "“号码”是证件号码或账号，不能公示" in said.err


@pytest.mark.parametrize("name", ["夹.docx", "文件/榜.docx"])
def test_what_cannot_be_written_is_not_recorded_as_posted(board: Shell, name: str) -> None:
    (board.root / "夹.docx").mkdir()
    (board.root / "文件").write_text("", "utf-8")
    define(board, **LISTED)

    said = board("post", "own", "-o", str(board.root / name))

    assert said.code == 3
    assert "写不进" in said.err
    assert not list(board.root.rglob("posting-*"))
