"""shequ assess: what an assessment comes to, why, and which evidence is missing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shequ_cli.cli import complete, output
from shequ_cli.cli.desk import Desk, desk_of
from shequ_cli.cli.options import JsonOption, OutputsOption
from shequ_cli.words.errors import UsageFault
from shequ_cli.words.language import _

if TYPE_CHECKING:
    from shequ_cli.cli.assessments import Assessed
    from shequ_cli.work.table import Table

NameArgument = Annotated[
    str | None,
    typer.Argument(
        metavar=_("考评"),
        help=_("考评的名称、标题或别名，如 ten-star、十星级和谐社区；--list 列出全部"),
        autocompletion=complete.assessments,
    ),
]
PeriodArgument = Annotated[
    str,
    typer.Argument(metavar=_("期间"), help=_("2026、去年、上半年 …；不写就是今年"), autocompletion=complete.periods),
]
ObjectOption = Annotated[
    str | None,
    typer.Option("--object", metavar=_("对象"), help=_("评几个单位、队伍的考评，只看其中一个；不写就是全部")),
]


def command(
    ctx: typer.Context,
    name: NameArgument = None,
    period: PeriodArgument = "今年",
    outputs: OutputsOption = None,
    subject: ObjectOption = None,
    show_all: Annotated[bool, typer.Option("--list", help=_("列出全部考评"))] = False,
    json: JsonOption = False,
) -> None:
    """按考评标准逐项算分，说明每项为什么得这么多、还缺哪些佐证材料、什么时候要。

    有指标和记录的项目自动算；没有的用评分记录里登记的分（shequ add 评分记录）。
    -o 可重复，后缀决定格式：.md、.html、.docx 是考评情况，.xlsx 是评分表，.json 是数据。

    例：
      shequ assess --list
      shequ assess 十星级和谐社区
      shequ assess ten-star 2026 -o 十星考评.docx -o 评分表.xlsx
      shequ assess 和谐城乡 2026 --object 安和街道
      shequ assess 绿色社区 --json

    退出码：0 已算出 · 1 考评定义有误 · 2 没有这个考评、期间、对象或格式 · 3 写不进去。
    """
    desk = desk_of(ctx)
    if show_all:
        _list(desk, json=json)
        return
    if name is None:
        raise UsageFault(_("缺少参数“考评”；shequ assess --list 列出全部考评"))
    from shequ_cli.cli.assessments import assessed

    _show(desk, assessed(desk, name, period, subject or ""), outputs or [], json=json)


def _list(desk: Desk, *, json: bool) -> None:
    from shequ_cli.cli import definitions

    origins = {file.name: file.origin for file in desk.store.assets.list("assessments")}
    found = definitions.assessments(desk.store, definitions.measures(desk.store)).values()
    if json:
        shapes = [
            {
                "name": one.name,
                "title": one.title,
                "aliases": list(one.aliases),
                "version": one.version.name or None,
                "items": len(one.items) + len(one.veto),
                "objects": one.objects or None,
                "periods": list(one.periods),
                "systems": list(one.systems),
                "rules": list(one.rules),
                "from": origins[one.name],
            }
            for one in found
        ]
        output.as_json("assessments", {"assessments": shapes})
        return
    words = {"store": _("本库"), "shipped": _("随软件")}
    rows = [
        [one.name, one.title, one.objects or _("本社区"), str(len(one.items) + len(one.veto)), words[origins[one.name]]]
        for one in found
    ]
    output.table([_("名称"), _("标题"), _("评什么"), _("项数"), _("来自")], rows, right=[3])


def _show(desk: Desk, made: Assessed, outputs: list[Path], *, json: bool) -> None:
    if json:
        output.json_text(made.shape)
    if outputs:
        from shequ_cli.cli.assessments import document
        from shequ_cli.cli.publish import written

        written(outputs, document(desk, made), desk, made.shape, beside=json)
    elif not json:
        _told(made)
    for remark in made.remarks:
        output.remark(remark)


def _told(made: Assessed) -> None:
    from shequ_cli.work.assessmentsummary import summary

    output.title(made.heading)
    for place, table in enumerate(made.tables if made.one else made.tables[:1]):
        if table.rows:
            if place:
                output.title(f"\n{table.title}")
            _tabled(table)
    if made.one:
        output.show(f"\n{summary(made.one)}")


def _tabled(table: Table) -> None:
    from shequ_cli.work.table import Role, text_of

    rows = [[text_of(cell) for cell in row.cells] for row in table.rows]
    for row, cells in zip(table.rows, rows, strict=True):
        if row.role is Role.HEADING:
            cells[:2] = ["", f"【{cells[0]}】"]  # the first column is narrow and set right
    right = [place for place, column in enumerate(table.columns) if column.kind == "number"]
    output.table([column.title for column in table.columns], rows, right=right, whole=True)
