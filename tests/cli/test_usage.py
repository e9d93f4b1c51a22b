"""What is said when a command is mistyped: in Chinese, with the nearest right word, exit code 2."""

from __future__ import annotations

import pytest
from typed import shequ
from typer.testing import CliRunner

from shequ_cli.cli.app import app
from shequ_cli.cli.verbs import table

ENGLISH = ("Usage", "Error", "Missing", "Option", "Try", "No such", "Invalid", "Got ", "Did you")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["adde"], "没有叫“adde”的命令，是不是“add”"),
        (["登"], "没有叫“登”的命令，是不是“登记”"),
        (["完全没有的"], "可用的有：init、建库、add、登记"),
        (["--forse"], "没有选项 --forse"),
        (["list", "--sorte", "x", "纠纷"], "没有选项 --sorte，是不是 --sort 或"),
        (["list", "--dir", "x", "纠纷"], "它要写在命令之前：shequ --dir … list"),
        (["list"], "缺少参数“台账”"),
        (["list", "纠纷", "隐患"], "多了参数：隐患"),
        (["list", "纠纷", "--limit"], "选项 --limit 后面要写一个值"),
        (["list", "纠纷", "--limit", "十"], "选项 --limit 要写整数，不能是“十”"),
        (["list", "纠纷", "--limit", "-1"], "选项 --limit 要在 0 以上，不能是 -1"),
        (["plan"], "缺少命令；可用的有：generate、show、status"),
        (["check", "--json=1"], "选项 --json 后面不能带值"),
        (["plan", "generata"], "没有叫“generata”的命令，是不是“generate”？"),
        (["--today", "昨天", "today"], "--today 要写成 2026-03-12 的样子，不能是“昨天”"),
    ],
)
def test_each_kind_of_mistake_is_told_in_chinese(words: list[str], said: str) -> None:
    answer = shequ(*words)

    assert answer.code == 2
    assert said in answer.stderr
    assert not answer.stdout
    assert not any(word in answer.stderr for word in ENGLISH)


def test_a_mistake_shows_how_the_command_is_typed() -> None:
    answer = shequ("show")

    assert answer.stderr.splitlines() == [
        "用法：shequ show [选项] 编号",
        "错误：缺少参数“编号”",
        "详细用法：shequ show --help",
    ]


def test_it_works_under_typers_own_runner() -> None:
    result = CliRunner().invoke(app, ["lisst"])

    assert result.exit_code == 2
    assert "没有叫“lisst”的命令" in result.stderr
    assert not result.stdout


def test_no_words_show_the_help() -> None:
    answer = shequ()

    assert answer.code == 0
    assert answer.stdout.startswith("用法：shequ [选项] 命令 …")


def test_the_version_is_told() -> None:
    assert shequ("--version").stdout == "shequ 0.1.0\n"


@pytest.mark.parametrize("verb", table(), ids=lambda verb: verb.name)
def test_every_verb_has_chinese_help_with_an_example_and_its_exit_codes(verb: object) -> None:
    name, alias = verb.name, verb.alias  # type: ignore[attr-defined]

    answer = shequ(name, "--help")

    assert answer.code == 0
    assert answer.stdout.startswith(f"用法：shequ {name}")
    assert not any(word in answer.stdout for word in (*ENGLISH, "[default", "[required"))
    if "命令：" not in answer.stdout:
        assert "例：" in answer.stdout
        assert "退出码：" in answer.stdout
    assert shequ(alias, "--help").stdout.replace(alias, name) == answer.stdout.replace(alias, name)


def test_every_verb_is_in_the_help() -> None:
    shown = shequ("--help").stdout

    assert all(f"{verb.name} {verb.alias}" in shown and verb.summary in shown for verb in table())


def test_without_a_store_the_way_out_is_told(tmp_path: object) -> None:
    answer = shequ("check", at=tmp_path)

    assert answer.code == 3
    assert "没有找到 shequ.yaml" in answer.stderr
    assert "shequ init" in answer.stderr
