"""shequ history: who changed a record when, and what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from shequ_cli.cli import output
from shequ_cli.cli.desk import desk_of
from shequ_cli.cli.options import AsOption, IdArgument, JsonOption
from shequ_cli.words.language import _

if TYPE_CHECKING:
    from shequ_cli.cli.versions import Version


def command(ctx: typer.Context, id: IdArgument, audience: AsOption = None, json: JsonOption = False) -> None:
    """一条记录是谁在何时改了什么，新的在前。

    例：
      shequ history 7k3f

    退出码：0 已显示（没有 git 历史时说明） · 2 没有这条记录。
    """
    from shequ_cli.cli.versions import versions

    desk = desk_of(ctx)
    record = desk.store.record(id)
    ledger, viewer = desk.ledger(record.ledger), desk.viewer(audience)
    found = versions(desk.store, ledger, record, viewer)
    if json:
        output.as_json("history", {"id": record.id, "ledger": ledger.name, "changes": [_shape(one) for one in found]})
        return
    for one in found:
        output.title(f"{one.when:%Y-%m-%d %H:%M}  {one.author}  {one.subject}")
        output.fields(
            [(f"  {title}", f"{old or _('（空）')} → {new or _('（空）')}") for title, old, new in one.changes]
        )
    if not found:
        output.remark(_("{id} 还没有 git 历史").format(id=record.id))


def _shape(one: Version) -> dict[str, object]:
    changes = [{"field": title, "before": old or None, "after": new or None} for title, old, new in one.changes]
    return {"commit": one.sha, "when": one.when, "author": one.author, "message": one.subject, "changes": changes}
