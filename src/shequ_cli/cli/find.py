"""shequ find: text in all ledgers."""

from __future__ import annotations

from typing import Annotated

import typer

from shequ_cli.cli import complete, output
from shequ_cli.cli.desk import desk_of
from shequ_cli.cli.options import AsOption, JsonOption
from shequ_cli.rules.schema import ID_TITLE
from shequ_cli.words.language import _


def command(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar=_("文字"), help=_("要找的字词；几个词用空格隔开，都要有"))],
    ledgers: Annotated[
        list[str] | None,
        typer.Option("--ledger", metavar=_("台账"), help=_("只找这些台账"), autocompletion=complete.ledgers),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", metavar=_("条数"), min=0, help=_("最多几条；0 为不限"))] = 50,
    audience: AsOption = None,
    json: JsonOption = False,
) -> None:
    """在全部台账里按文字查找。

    个人信息只有加 --as 内部 才找得到。

    例：
      shequ find 漏水
      shequ find "路灯 三号楼" --ledger 诉求

    退出码：0 已查找（可能没有） · 2 没有这个台账。
    """
    desk = desk_of(ctx)
    viewer = desk.viewer(audience)
    names = [desk.ledger(word).name for word in ledgers or ()] or None
    hits = desk.store.search(text, private=viewer.sees_all, ledgers=names)
    shown = hits[:limit] if limit else hits
    if json:
        shapes = [{"id": hit.id, "ledger": hit.ledger, "label": hit.label, "found": hit.snippet} for hit in shown]
        output.as_json("records", {"text": text, "count": len(hits), "records": shapes})
        return
    rows = [[hit.id, desk.ledger(hit.ledger).title, hit.label, hit.snippet] for hit in shown]
    if rows:
        output.table([ID_TITLE, _("台账"), _("摘要"), _("所在")], rows)
    more = _("，只列前 {limit} 条").format(limit=limit) if len(hits) > len(shown) else ""
    output.remark(_("找到 {n} 条{more}").format(n=len(hits), more=more))
