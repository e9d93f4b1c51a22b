"""shequ today: what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from shequ_cli.cli import output
from shequ_cli.cli.desk import desk_of
from shequ_cli.cli.options import JsonOption
from shequ_cli.words.language import _

if TYPE_CHECKING:
    from shequ_cli.work.today import Item

_COLOURS = {"overdue": "red", "soon": "yellow"}


def command(
    ctx: typer.Context,
    ahead: Annotated[
        int, typer.Option("--ahead", metavar=_("天数"), min=0, max=366, help=_("看到几天以后；不写是 14"))
    ] = 14,
    json: JsonOption = False,
) -> None:
    """今天和近几天要办的事，最急的在前。

    来自记录的时限、计划的任务、要报送的报表和材料、每期最低次数和主题日；办完的不再列。

    例：
      shequ today
      shequ today --ahead 30

    退出码：0 已列出（可能没有） · 1 计划文件或定义有误。
    """
    from shequ_cli.cli.due import due_items
    from shequ_cli.work.today import as_json

    desk = desk_of(ctx)
    due = due_items(desk, ahead)
    output.problems(due.problems)
    for fault in due.faults:
        output.fault(str(fault))
    if json:
        output.as_json("today", as_json(desk.today, due.items))
    else:
        _show(desk.today, due.items)
    raise typer.Exit(1 if due.problems or due.faults else 0)


def _when(item: Item) -> str:
    return " ".join(part for part in (item.due.isoformat() if item.due else "", item.time) if part)


def _show(today: date, found: Sequence[Item]) -> None:
    words = {
        "clock": _("时限"),
        "task": _("任务"),
        "report": _("报送"),
        "minimum": _("最低次数"),
        "campaign": _("主题日"),
    }
    rows = [[_when(one), words[one.kind.value], one.title, one.detail, one.id] for one in found]
    if rows:
        output.table([_("期限"), _("种类"), _("事项"), _("情况"), _("编号")], rows)
    late = sum(one.state.value == "overdue" for one in found)
    said = _("{day}：要办 {n} 件，其中逾期 {late} 件")
    output.remark(said.format(day=today.isoformat(), n=len(found), late=late))
