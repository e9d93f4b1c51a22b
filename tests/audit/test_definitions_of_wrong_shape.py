"""What is written where a list, a mapping or a number belongs is told with its file, and stops nobody's other work."""

from __future__ import annotations

import json

import pytest

from clerk import Answer, Shell

POSTING = {
    "title": "自拟",
    "kind": "其他公示",
    "window": "7 days",
    "text": "公示",
    "channel": "反映",
    "record": "posting",
    "ledger": "vacancy",
    "fields": ["post"],
}
TABLES = {"ledger": None, "fields": None, "period": "上月", "tables": [{"name": "a", "rows": ["visits"]}]}
MEASURE = "own: {title: 自拟, unit: 件, "
PHASE = "title: 自拟\nphases: [{id: a, title: a, start: '10-01', due: '11-01', lead: l, "


def define(shell: Shell, kind: str, text: str) -> str:
    file = shell.root / "schemas" / kind / "own.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return f"schemas/{kind}/own.yaml"


def posting(**changes: object) -> str:
    given = {key: value for key, value in {**POSTING, **changes}.items() if value is not None}
    return json.dumps(given, ensure_ascii=False)


def told(answer: Answer, path: str) -> bool:
    return answer.code == 1 and path in answer.err and not answer.out


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        posting(order=5),
        posting(window="0 days"),
        posting(period="天上"),
        posting(period="去年的今天"),
        posting(title="空岗公示"),
        posting(aliases=["空岗公示"]),
        posting(**{**TABLES, "tables": 5}),
        posting(**{**TABLES, "figures": 5}),
    ],
)
def test_a_posting(shell: Shell, text: str) -> None:
    path = define(shell, "postings", text)
    assert told(shell("post", "own"), path)
    assert path in shell("check").err
    assert shell("today").code == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "5",
        "title: x\ntasks: 5\n",
        "title: x\nphases: 5\n",
        "title: x\nsections: 5\n",
        PHASE + "tasks: 5}]\n",
        PHASE + "year: 99999}]\n",
        PHASE + "year: -1}]\n",
        PHASE + "year: .nan}]\n",
        PHASE + "tasks: [{id: b, title: b, measure: visits, at_least: -1}]}]\n",
    ],
)
def test_plan_rules(shell: Shell, text: str) -> None:
    path = define(shell, "plans", text)
    assert told(shell("plan", "generate", "own", "2027"), path)
    assert shell("today").code == 0
    assert not list(shell.root.glob("plans/*own*"))


@pytest.mark.parametrize(
    "text", ["own: {title: 自拟, every: month, aliases: 5}\n", "own: {title: 创城日报, every: month}\n"]
)
def test_submissions(shell: Shell, text: str) -> None:
    path = define(shell, "submissions", text)
    assert told(shell("calendar", "submissions"), path)


@pytest.mark.parametrize(
    "text",
    [
        "own: 5\n",
        MEASURE + "sum_of: [own]}\n",
        MEASURE + "sum_of: [visits], less: [own]}\n",
        MEASURE + "sum_of: [visits], less: 5}\n",
        MEASURE + "from: case, decimals: x}\n",
        MEASURE + "from: case, by: 5}\n",
        "own: {title: 受理矛盾纠纷, unit: 件, from: case}\n",
    ],
)
def test_a_measure_and_what_runs_out_is_listed_all_the_same(shell: Shell, text: str) -> None:
    shell.add("case", 受理日期="2026-03-20", 纠纷类型="邻里纠纷", 摘要="楼上漏水")
    path = define(shell, "indicators", text)

    check = shell("check")
    assert check.code == 1
    assert path in check.err
    today = shell("today")
    assert today.code in (0, 1)  # a measure that nobody asks for hinders nobody
    assert today.err.count(path) == today.code
    assert "调结：" in today.out


def test_two_assessments_of_one_name_are_told_with_both_files(shell: Shell) -> None:
    path = define(shell, "assessments", "title: 十星级和谐社区\nscores: score\nitems: [{id: a, title: a, points: 5}]\n")
    said = shell("assess", "own")
    assert told(said, path)
    assert "schemas/assessments/ten-star.yaml" in said.err
