"""shequ demo: the main job on the example store, every command shown."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shequ_cli.cli import output
from shequ_cli.words.errors import StoreExists
from shequ_cli.words.language import _

EXAMPLE = "examples/xingfu"
TODAY = "2026-11-02"
"""The example's records end with October 2026, so that is when its clerk sits down."""


def command(
    folder: Annotated[
        Path | None, typer.Argument(metavar=_("文件夹"), help=_("示例库放在哪里；不写就放临时文件夹"))
    ] = None,
) -> None:
    """用示例库走一遍主要工作：登记、检查、看今日、出月报、做计划。

    示例是虚构的社区，复制出来随便改。每条命令都打印出来，可以照着再敲。

    例：
      shequ demo
      shequ demo 演示库

    退出码：0 都做成了 · 2 这个文件夹里已经有库 · 其他同出错的那条命令。
    """
    from tempfile import mkdtemp

    target = (folder or Path(mkdtemp(prefix="shequ-demo-")) / "xingfu").resolve()
    _copy(target)
    for words in _job(target):
        _run(target, words)
    output.title(_("做好的文件："))
    for path in sorted((target / "reports").rglob("*.*")):
        output.show(f"  {path}")
    output.show(_("示例库在 {path}；进去可以接着用，如 shequ list 纠纷 --period 2026-10").format(path=target))


def _copy(target: Path) -> None:
    """The example as it is shipped, with a first commit."""
    from shutil import copytree, ignore_patterns

    from shequ_cli.store import git
    from shequ_cli.store.assets import shipped

    if (target / "shequ.yaml").exists():
        raise StoreExists(str(target))
    copytree(shipped() / EXAMPLE, target, dirs_exist_ok=True, ignore=ignore_patterns(".shequ", ".git"))
    output.show(_("示例库已复制到 {path}").format(path=target))
    if git.init(target):
        files = [path.relative_to(target) for path in target.rglob("*") if path.is_file()]
        paths = sorted(path.as_posix() for path in files if path.parts[0] not in (".git", ".shequ"))
        git.commit(target, paths, _("建库：示例"))


def _job(target: Path) -> list[list[str]]:
    case = ["受理日期=2026-11-02", "纠纷类型=邻里纠纷", "案件来源=依申请", "摘要=楼上漏水致楼下墙面受潮"]
    report, plan = target / "reports" / "2026-10", target / "reports" / "2027"
    reports = [str(report / f"2026年10月月报.{suffix}") for suffix in ("md", "html", "docx", "xlsx")]
    plans = [str(plan / f"2027年工作计划.{suffix}") for suffix in ("md", "docx")]
    return [
        ["add", "纠纷", *(word for pair in case for word in ("--set", pair))],
        ["check"],
        ["today", "--ahead", "7"],
        ["report", "monthly", "2026-10", *(word for path in reports for word in ("-o", path))],
        ["plan", "generate", "annual", "2027", *(word for path in plans for word in ("-o", path))],
    ]


def _run(target: Path, words: list[str]) -> None:
    from shequ_cli.cli.app import app

    shown = " ".join(f'"{word}"' if " " in word else word for word in words)
    output.show("")
    output.title(f"$ shequ --dir {target} --today {TODAY} {shown}")
    before = ["--dir", str(target), "--today", TODAY]
    code = typer.main.get_command(app).main([*before, *words], prog_name="shequ", standalone_mode=False)
    if code:
        raise typer.Exit(code)
