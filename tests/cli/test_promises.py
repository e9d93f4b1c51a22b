"""The JSON that scripts rely on (design §6.1): every promised field is there; more may be added, none taken away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typed import ids, shequ

PROBLEM = {"code", "level", "path", "line", "column", "field", "value", "message", "allowed", "suggestion"}
FIGURE = {
    "title",
    "unit",
    "kind",
    "value",
    "previous",
    "last_year",
    "ytd",
    "ytd_last_year",
    "change",
    "yoy",
    "target",
    "light",
    "by",
    "count",
}
TASK = {"id", "title", "due", "lead", "measure", "target", "done", "share", "state"}


@pytest.mark.parametrize(
    ("words", "shape", "keys"),
    [
        (["list", "纠纷"], "records/1", {"ledger", "count", "records"}),
        (["find", "漏水"], "records/1", {"count", "records"}),
        (["query", "select 1 as 一"], "table/1", {"columns", "count", "rows"}),
        (["check"], "problems/1", {"problems", "counts", "records"}),
        (["today"], "today/1", {"date", "items"}),
        (["calendar", "2026-04"], "calendar/1", {"from", "to", "missing_years", "entries"}),
        (["calendar", "submissions"], "submissions/1", {"submissions"}),
        (["report", "monthly", "2026-03"], "report/1", {"report", "period", "left_out", "figures", "tables"}),
        (["report", "--list"], "reports/1", {"reports"}),
        (
            ["explain", "受理矛盾纠纷", "2026-03"],
            "explanation/1",
            {"figure", "period", "value", "definition", "records"},
        ),
        (["explain", "E-enum"], "code/1", {"code", "title", "meaning", "mend"}),
        (["schema", "list"], "schemas/1", {"ledgers"}),
        (["schema", "show", "纠纷"], "schema/1", {"ledger", "schema"}),
        (["doctor"], "doctor/1", {"findings"}),
    ],
)
def test_every_answer_has_its_shape(made: Path, words: list[str], shape: str, keys: set[str]) -> None:
    answer = shequ(*words, "--json", at=made)

    assert answer.json["shequ"] == shape
    assert keys <= answer.json.keys()
    assert "\\u" not in answer.stdout


def test_one_record(made: Path) -> None:
    shape = shequ("show", ids(made)[0], "--json", at=made).json

    assert {"shequ", "id", "ledger", "path", "values", "clocks"} <= shape.keys()
    assert {"name", "due", "state"} <= shape["clocks"][0].keys()


def test_a_problem(store: Path) -> None:
    path = next(store.rglob("case-20260203-*.yaml"))
    path.write_text(path.read_text("utf-8").replace("邻里纠纷", "邻里纠粉"), "utf-8")

    (problem,) = shequ("check", "--json", at=store).json["problems"]

    assert problem.keys() >= PROBLEM
    assert problem["level"] == "error"


def test_a_figure_and_a_table(made: Path) -> None:
    shape = shequ("report", "monthly", "2026-03", "--json", at=made).json

    assert all(figure.keys() >= FIGURE for figure in shape["figures"].values())
    assert all(table.keys() >= {"title", "columns", "rows"} for table in shape["tables"])
    for figure in shape["figures"].values():
        exact = figure["unit"] in ("元", "%")
        assert not exact or figure["value"] is None or isinstance(figure["value"], str), figure
        assert not isinstance(figure["value"], float)


def test_a_reports_entry(made: Path) -> None:
    (monthly,) = [
        one for one in shequ("report", "--list", "--json", at=made).json["reports"] if one["name"] == "monthly"
    ]

    assert monthly.keys() >= {"name", "title", "genre", "periods", "from"}
    assert monthly["periods"] == ["month", "quarter", "half", "year"]


def test_a_task_and_an_item(store: Path) -> None:
    shequ("plan", "generate", "annual", "2026", at=store)

    tasks = shequ("plan", "status", "2026", "--json", at=store).json["tasks"]
    items = shequ("today", "--json", at=store).json["items"]

    assert all(task.keys() >= TASK for task in tasks)
    assert all(item.keys() >= {"kind", "title", "due", "state", "id"} for item in items)
    assert {item["kind"] for item in items} <= {"clock", "task", "report", "campaign", "minimum"}


@pytest.mark.parametrize(
    "words", [["add", "纠纷", "--set", "受理日期=2026-04-01", "--set", "纠纷类型=邻里纠纷", "--set", "摘要=漏水"]]
)
def test_what_was_written(store: Path, words: list[str]) -> None:
    done = shequ(*words, "--json", at=store).json
    edited = shequ("edit", done["id"], "--set", "涉及金额=1", "--json", at=store).json
    moved = shequ("advance", done["id"], "调解中", "--json", at=store).json

    for shape in (done, edited, moved):
        assert shape["shequ"] == "record/1"
        assert {"id", "ledger", "path", "commit"} <= shape.keys()
    assert len({shape["commit"] for shape in (done, edited, moved)}) == 3


def test_json_is_one_line_for_programs(made: Path) -> None:
    answer = shequ("list", "纠纷", "--json", at=made)

    assert len(answer.stdout.splitlines()) == 1
    assert json.loads(answer.stdout)
    assert answer.stderr == ""
