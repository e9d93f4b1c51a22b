"""shequ undo: take back the last change of the store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from shequ_cli.cli import ask, output, prompts
from shequ_cli.cli.desk import Desk, desk_of
from shequ_cli.cli.options import AsOption, DryRunOption, JsonOption
from shequ_cli.words.errors import UsageFault
from shequ_cli.words.language import _

if TYPE_CHECKING:
    from shequ_cli.cli.viewer import Viewer
    from shequ_cli.store.undo import Change

_LONGEST = 20


def command(
    ctx: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("不再询问；不在终端里时必须写"))] = False,
    dry_run: DryRunOption = False,
    audience: AsOption = None,
    json: JsonOption = False,
) -> None:
    """撤销库里最近的一次改动。

    先显示那次改动，确认后把文件恢复成改动之前的样子，并记作一次新的改动；再撤销一次就再往前一步。
    那次改动之后又变了的文件不会被覆盖。

    例：
      shequ undo --dry-run
      shequ undo --yes

    退出码：0 已撤销 · 2 不在终端里又没有写 --yes · 3 没有可撤销的改动，或文件后来又变了 · 130 放弃。
    """
    from shequ_cli.store import undo

    desk = desk_of(ctx)
    root = desk.store.root
    change = undo.last_change(root)
    if not json:
        _show(desk, change, desk.viewer(audience))
    if dry_run:
        if json:
            _as_json(change, None, [path for _mark, path in change.files], dry_run=True)
        return
    if not yes and not ask.interactive():
        raise UsageFault(_("不在终端里撤销要写 --yes"))
    if not yes and not prompts.agree(_("撤销这次改动吗"), default=False):
        raise typer.Abort
    saved = undo.undo(root)
    if json:
        _as_json(change, saved.commit, saved.paths)
    else:
        output.remark(_("已撤销，{n} 个文件恢复原样").format(n=len(saved.paths)))
    if saved.remark:
        output.remark(saved.remark)


def _as_json(change: Change, commit: str | None, paths: Sequence[str], *, dry_run: bool = False) -> None:
    shape = {"undone": change.sha, "commit": commit, "paths": paths} | ({"dry_run": True} if dry_run else {})
    output.as_json("change", shape)


def _show(desk: Desk, change: Change, viewer: Viewer) -> None:
    from shequ_cli.cli.versions import as_pairs, touched

    subject = change.message.splitlines()[0] if change.message else change.sha[:8]
    output.title(f"{subject}  {change.when:%Y-%m-%d %H:%M}  {change.author}")
    found = list(touched(desk.store, change, viewer))
    for heading, changes in found[:_LONGEST]:
        output.show(heading)
        output.fields(as_pairs(changes, _("（空）")))
    if len(found) > _LONGEST:
        output.show(_("……共 {n} 条").format(n=len(found)))
