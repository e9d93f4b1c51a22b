"""shequ query: SQL over the store, read only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from shequ_cli.cli import output
from shequ_cli.cli.desk import desk_of
from shequ_cli.cli.options import AsOption, JsonOption, OutputsOption
from shequ_cli.cli.viewer import Viewer, plain
from shequ_cli.words.language import _

if TYPE_CHECKING:
    from shequ_cli.rules.schema import Field
    from shequ_cli.store.select import Selected
    from shequ_cli.words.query import Row

_HIDDEN = "***"


def command(
    ctx: typer.Context,
    sql: Annotated[str, typer.Argument(metavar="SQL", help=_("一条 SELECT；表是台账的名称或标题，列是字段"))],
    outputs: OutputsOption = None,
    audience: AsOption = None,
    json: JsonOption = False,
) -> None:
    """用 SQL 查询，结果可存为 csv、xlsx、json。

    每个台账有两个表：英文名的（case，列是字段名）和中文名的（矛盾纠纷调解，列是标题，第一列是编号）。
    只能读；超过 10 秒的查询会停下。个人信息照对象遮盖。

    例：
      shequ query "select 纠纷类型, count(*) 件数 from 矛盾纠纷调解 group by 1 order by 2 desc"
      shequ query "select * from 救助慰问发放 where 金额 > 1000" -o 大额.xlsx

    退出码：0 已查询 · 2 SQL 不对、要写数据或超时。
    """
    desk = desk_of(ctx)
    viewer = desk.viewer(audience)
    selected = desk.store.select(sql)
    rows = [_row(selected, row, viewer) for row in selected.rows]
    if json:
        output.as_json("table", {"columns": selected.columns, "count": len(rows), "rows": rows})
    if outputs:
        from shequ_cli.cli.files import tabulate

        tabulate(outputs, selected.columns, rows, beside=json)
    elif rows and not json:
        output.table(selected.columns, [[plain(cell) for cell in row] for row in rows], right=_figures(rows))
    if _hides(selected, viewer):
        output.remark(_("不给{audience}看的内容已遮盖；内部使用请加 --as 内部").format(audience=viewer.audience.word))
    if not json:
        output.remark(_("{n} 行").format(n=len(rows)))


def _figures(rows: Sequence[Row]) -> list[int]:
    return [
        n
        for n, column in enumerate(zip(*rows, strict=True))
        if all(isinstance(cell, (int, float, type(None))) for cell in column)
    ]


def _hides(selected: Selected, viewer: Viewer) -> bool:
    return any(viewer.hides(field) for field in selected.read)


def _row(selected: Selected, row: Row, viewer: Viewer) -> Row:
    """Cells as the audience may see them; what is computed beside private fields, counts apart, cannot be masked in part."""
    if not _hides(selected, viewer):
        return row
    return tuple(
        cell if open else _cell(field, cell, viewer)
        for field, open, cell in zip(selected.fields, _open(selected), row, strict=True)
    )


def _open(selected: Selected) -> list[bool]:
    """For each column whether it tells nothing of anybody: ids and counts."""
    return [id or count for id, count in zip(selected.ids, selected.counts, strict=True)]


def _cell(field: Field | None, cell: str | int | float | None, viewer: Viewer) -> str | int | float | None:
    if field is None:
        return None if cell is None else _HIDDEN
    if cell is None or not viewer.hides(field):
        return cell
    return _HIDDEN if field.kind in ("list", "group") else plain(viewer.value(field, str(cell)))
