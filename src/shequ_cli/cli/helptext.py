"""Help as plain text: usage, description, then arguments, options and commands in aligned columns."""
# ruff: noqa: ANN401 - commands and parameters are read by the attributes that Typer gives them

from __future__ import annotations

from collections.abc import Iterable, Sequence
from inspect import cleandoc
from typing import Any

from shequ_cli.cli.width import filled, folded, width
from shequ_cli.words.language import _

_LEFT = 30
"""No first column is wider than this; a longer entry has its text on the next line."""


def usage(command: Any, ctx: Any) -> str:
    """One line that shows how the command is typed."""
    words = [_("用法：") + ctx.command_path, _("[选项]")]
    for parameter in _shown(command, ctx, "argument"):
        name = parameter.metavar or parameter.name
        words.append(name if parameter.required else f"[{name}]")
    if hasattr(command, "list_commands"):
        words.append(_("命令 …"))
    return " ".join(words)


def page(command: Any, ctx: Any, columns: int) -> str:
    """The whole help of a command."""
    described = _(cleandoc(command.help or ""))
    parts = [usage(command, ctx), described, *_sections(command, ctx, columns)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _sections(command: Any, ctx: Any, columns: int) -> Iterable[str]:
    arguments = [_argument(one) for one in _shown(command, ctx, "argument")]
    options = [_option(one) for one in _shown(command, ctx, "option")]
    yield _section(_("参数："), arguments, columns)
    yield _section(_("选项："), options, columns)
    if hasattr(command, "summaries"):
        yield _section(_("命令："), command.summaries(ctx), columns)


def _shown(command: Any, ctx: Any, kind: str) -> list[Any]:
    return [one for one in command.get_params(ctx) if one.param_type_name == kind and not one.hidden]


def _argument(parameter: Any) -> tuple[str, str]:
    return parameter.metavar or parameter.name, _help(parameter)


def _option(parameter: Any) -> tuple[str, str]:
    names = ", ".join(sorted(parameter.opts, key=len))
    value = "" if parameter.is_flag else " " + (parameter.metavar or _("值"))
    return names + value, _help(parameter)


def _help(parameter: Any) -> str:
    notes = [_("必填")] if parameter.required else []
    if parameter.param_type_name == "option" and parameter.multiple:
        notes.append(_("可重复"))
    if parameter.envvar:
        notes.append(_("环境变量 {name}").format(name=parameter.envvar))
    return (parameter.help or "") + (_("（{notes}）").format(notes=_("，").join(notes)) if notes else "")


def _section(title: str, entries: Sequence[tuple[str, str]], columns: int) -> str:
    if not entries:
        return ""
    left = min(_LEFT, max(width(name) for name, _text in entries)) + 2
    lines = [title]
    for name, text in entries:
        rows = folded(text, max(20, columns - left - 2))
        if width(name) > left - 2:
            lines.append("  " + name)
            name = ""
        lines.extend("  " + filled(name if not n else "", left) + row for n, row in enumerate(rows or [""]))
    return "\n".join(line.rstrip() for line in lines)
