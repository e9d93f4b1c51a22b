"""How a command ends: what is said when it cannot answer, and its exit code.

0 fine · 1 problems in data · 2 wrong usage · 3 environment (disk, git, lock) · 130 interrupted.
"""
# ruff: noqa: ANN401 - a context is Typer's own, read by its attributes

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import typer

from shequ_cli.cli import helptext, output
from shequ_cli.words.errors import Refused, ShequError
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest
from shequ_cli.words.problem import Level


def exit_code_of(run: Callable[[], Any]) -> int:
    """Run, and tell a fault on stderr in one place."""
    try:
        given = run()
        sys.stdout.flush()
    except ShequError as fault:
        return _told(fault)
    except typer.TyperException as fault:
        return _misused(fault)
    except (typer.Abort, KeyboardInterrupt):
        output.remark(_("已取消"))
        return 130
    except BrokenPipeError:
        return _unheard()
    except OSError as fault:
        return _barred(fault)
    return given if isinstance(given, int) else 0


def _told(fault: ShequError) -> int:
    if isinstance(fault, Refused):
        output.problems(fault.problems)
    output.fault(str(fault))
    if isinstance(fault, Refused):
        _way_past(fault)
    return fault.exit_code


def _way_past(fault: Refused) -> None:
    codes = sorted({problem.code for problem in fault.problems if problem.level is Level.DOUBT})
    if codes:
        ways = " ".join(f"--pass {code}=…" for code in codes)
        output.remark(_("疑问如果属实，请写明理由：{ways}").format(ways=ways))


def _unheard() -> int:
    """The reader of our output has read enough (`| head`); nothing more may be written, also not at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _barred(fault: OSError) -> int:
    from shequ_cli.store.atomic import reason

    output.fault(_("{path}：{why}").format(path=fault.filename or "", why=reason(fault)))
    return 2 if isinstance(fault, FileNotFoundError) else 3


def _misused(fault: typer.TyperException) -> int:
    ctx = getattr(fault, "ctx", None)
    if ctx is not None:
        output.remark(helptext.usage(ctx.command, ctx))
    output.fault(_misuse(fault, ctx))
    if ctx is not None:
        output.remark(_("详细用法：{command} --help").format(command=ctx.command_path))
    return 2


def _misuse(fault: typer.TyperException, ctx: Any) -> str:
    """Typer's usage faults in Chinese, told apart by their class: the wording is not ours to parse."""
    name = getattr(fault, "option_name", "")
    match type(fault).__name__:
        case "NoSuchOption":
            return _("没有选项 {name}").format(name=name) + _instead(name, ctx)
        case "BadOptionUsage" if "not take" in fault.message:
            return _("选项 {name} 后面不能带值").format(name=name)
        case "BadOptionUsage":
            return _("选项 {name} 后面要写一个值").format(name=name)
        case "UsageError" if "extra" in fault.message:
            return _("多了参数：{words}").format(words=_extra(fault.message))
        case "UsageError" if "command" in fault.message and hasattr(ctx.command, "list_commands"):
            return _("缺少命令；可用的有：{names}").format(names="、".join(ctx.command.list_commands(ctx)))
        case _:
            return fault.message


def _extra(message: str) -> str:
    return message[message.find("(s) (") + 5 : -1] if "(s) (" in message else message


def _instead(name: str, ctx: Any) -> str:
    if ctx is None:
        return ""
    if ctx.parent and name in _options(ctx.find_root()):
        return _("；它要写在命令之前：{root} {name} … {verb}").format(
            root=ctx.find_root().command_path, name=name, verb=ctx.info_name
        )
    near = nearest(name, _options(ctx), 2)
    return _("，是不是 {names}？").format(names=_(" 或 ").join(near)) if near else ""


def _options(ctx: Any) -> list[str]:
    return [name for one in ctx.command.get_params(ctx) if not one.hidden for name in one.opts if name.startswith("--")]
