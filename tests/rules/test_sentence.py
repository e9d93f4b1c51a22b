"""How a problem is said in one line."""

from __future__ import annotations

from shequ_cli.words.place import Place
from shequ_cli.words.problem import Level, Problem, rolled_up, sentence, worst_first

PLACE = Place("records/case/2026-03/case-20260312-7k3f.yaml", 4, 9)


def problem(**about: object) -> Problem:
    return Problem("E-enum", Level.ERROR, "不在可选值里", **about)  # type: ignore[arg-type]


def test_a_problem_is_said_with_place_value_allowed_values_and_what_was_meant() -> None:
    found = problem(
        place=PLACE, title="纠纷类型", value="邻里纠粉", allowed=("邻里纠纷", "物业纠纷"), suggestion="邻里纠纷"
    )
    assert sentence(found) == (
        "records/case/2026-03/case-20260312-7k3f.yaml:4:9 错误 纠纷类型：邻里纠粉 — 不在可选值里；"
        "可选：邻里纠纷、物业纠纷；是不是“邻里纠纷”？[E-enum]"
    )


def test_what_is_unknown_is_left_out() -> None:
    assert sentence(problem()) == "错误 不在可选值里[E-enum]"
    assert sentence(problem(title="类型")) == "错误 类型 — 不在可选值里[E-enum]"
    assert sentence(problem(place=Place("shequ.yaml"))) == "shequ.yaml 错误 不在可选值里[E-enum]"


def test_a_long_or_broken_value_stays_on_one_line() -> None:
    assert "：楼上 漏水 — " in sentence(problem(title="摘要", value="楼上\n漏水"))
    assert "水" * 40 + "… — " in sentence(problem(title="摘要", value="水" * 300))


def test_many_allowed_values_are_cut_with_their_number() -> None:
    allowed = tuple(f"第{n}类" for n in range(1, 16))
    assert "第8类 等 15 项[" in sentence(problem(allowed=allowed))


def test_one_cause_is_one_line_and_errors_come_first() -> None:
    places = [Place("a.csv", line, 1) for line in (3, 2, 4)]
    errors = [problem(title="类型", value="邻里", place=place) for place in places]
    errors.append(problem(title="种类", value="邻里", place=Place("a.csv", 9, 1)))
    hint = Problem("H-no-id", Level.HINT, "没有编号", place=Place("a.csv", 1, 1))
    causes = rolled_up(worst_first([hint, *errors]))
    assert [sentence(cause.first, cause.times) for cause in causes] == [
        "a.csv:2:1 错误 类型：邻里 — 不在可选值里（同一原因 ×3）[E-enum]",
        "a.csv:9:1 错误 种类：邻里 — 不在可选值里[E-enum]",
        "a.csv:1:1 提示 没有编号[H-no-id]",
    ]
