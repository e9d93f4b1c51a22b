"""Help: every option explained in Chinese, aligned, no line too wide; folding keeps words whole."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import typer

from shequ_cli.cli import helptext
from shequ_cli.cli.app import app
from shequ_cli.cli.verbs import table
from shequ_cli.cli.width import width


def commands() -> Iterator[tuple[str, Any, Any]]:
    """Every command with its context, subcommands too."""
    root = typer.main.get_command(app)
    context = root.make_context("shequ", [], resilient_parsing=True)
    for verb in table():
        found = root.get_command(context, verb.name)  # type: ignore[attr-defined]
        below = context.__class__(found, info_name=verb.name, parent=context)
        yield verb.name, found, below
        for name in found.list_commands(below) if hasattr(found, "list_commands") else ():
            inner = found.get_command(below, name)
            yield f"{verb.name} {name}", inner, below.__class__(inner, info_name=name, parent=below)


COMMANDS = list(commands())


@pytest.mark.parametrize(("name", "command", "context"), COMMANDS, ids=[name for name, *_rest in COMMANDS])
def test_every_parameter_is_explained(name: str, command: Any, context: Any) -> None:  # noqa: ANN401
    for parameter in command.get_params(context):
        assert parameter.hidden or parameter.help, (name, parameter.name)
        assert parameter.param_type_name == "option" or parameter.metavar, (name, parameter.name)


@pytest.mark.parametrize("columns", [60, 80, 100])
@pytest.mark.parametrize(("name", "command", "context"), COMMANDS, ids=[name for name, *_rest in COMMANDS])
def test_lists_fit_the_screen(name: str, command: Any, context: Any, columns: int) -> None:  # noqa: ANN401
    page = helptext.page(command, context, columns)

    described, _mark, lists = page.partition("参数：" if "参数：" in page else "选项：")
    assert described
    assert all(width(line) <= columns for line in lists.splitlines()), [
        line for line in lists.splitlines() if width(line) > columns
    ]


def test_verbs_that_answer_take_json_and_verbs_that_write_take_a_dry_run() -> None:
    options = {
        name: {opt for one in command.get_params(context) for opt in one.opts} for name, command, context in COMMANDS
    }
    answering = (
        "show",
        "list",
        "find",
        "query",
        "check",
        "today",
        "report",
        "plan show",
        "plan status",
        "explain",
        "history",
    )

    assert all(
        "--json" in options[name] for name in (*answering, "add", "edit", "advance", "undo", "init", "plan generate")
    )
    assert all("--dry-run" in options[name] for name in ("add", "edit", "advance", "undo", "init", "plan generate"))
    assert all(
        "--as" in options[name] for name in ("show", "list", "find", "query", "check", "history", "undo", "report")
    )


def test_a_long_name_has_its_text_below() -> None:
    option = SimpleNamespace(
        param_type_name="option", hidden=False, opts=["--a-very-long-option-name"], is_flag=False, metavar="一个很长的值",
        help="说明", required=True, multiple=True, envvar="SHEQU_X", name="x",
    )  # fmt: skip
    command = SimpleNamespace(help="做事。", get_params=lambda _ctx: [option])

    page = helptext.page(command, SimpleNamespace(command_path="shequ x"), 80)

    assert page.startswith("用法：shequ x [选项]\n\n做事。\n\n选项：\n  --a-very-long-option-name 一个很长的值\n")
    assert "说明（必填，可重复，环境变量 SHEQU_X）" in page
