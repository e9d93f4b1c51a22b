"""The root command: options that hold for every verb, and the program's entry."""

from __future__ import annotations

import gc
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

import shequ_cli
from shequ_cli.cli import desk, output
from shequ_cli.cli.commands import Verbs
from shequ_cli.words import language
from shequ_cli.words.language import _


def root(
    ctx: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Option("--dir", metavar=_("文件夹"), envvar="SHEQU_DIR", help=_("库的位置；不写就从当前文件夹向上找")),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", metavar="zh|en", envvar="SHEQU_LANG", help=_("界面语言"))] = "zh",
    today: Annotated[str | None, typer.Option("--today", hidden=True)] = None,
    no_color: Annotated[bool, typer.Option("--no-color", help=_("不用颜色；设了 NO_COLOR 也一样"))] = False,
    version: Annotated[bool, typer.Option("--version", help=_("显示版本号"))] = False,
) -> None:
    """社区居委会的台账、报表与计划：一次登记，处处可用。

    台账就是文件夹里的文本文件，每次改动都有 git 历史。先用 shequ init 建库，或用 shequ demo 看示例。

    退出码：0 正常 · 1 数据有问题 · 2 用法不对 · 3 环境有问题（磁盘、git、锁）。
    """
    output.prepare(plain=no_color)
    if version:
        output.show(f"shequ {shequ_cli.__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        output.show(ctx.get_help())
        raise typer.Exit
    ctx.obj = desk.set_up(folder, today)
    ctx.call_on_close(ctx.obj.close)


app = typer.Typer(name="shequ", cls=Verbs, invoke_without_command=True)
app.callback(cls=Verbs, invoke_without_command=True)(root)


def main() -> None:
    """Entry of the `shequ` program.

    Looking for cycles among what is about to vanish is a seventh of a short command: it is done seldom, and not at exit.
    """
    gc.set_threshold(100_000)
    language.choose(desk.language_asked(sys.argv[1:]), Path(shequ_cli.__file__).parent / "locale")
    output.prepare(plain=False)
    try:
        typer.main.get_command(app).main(prog_name="shequ")
    except Exception:
        traceback.print_exc()
        output.fault(_("程序内部出错，请把上面的内容发给维护者；数据要么没有改动，要么已完整保存"))
        sys.exit(3)
    finally:
        gc.freeze()
