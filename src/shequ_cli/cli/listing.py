"""shequ list: records of one ledger, chosen and laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from shequ_cli.cli import complete, output
from shequ_cli.cli.choice import Choice
from shequ_cli.cli.desk import desk_of
from shequ_cli.cli.options import AsOption, JsonOption, LedgerArgument, OutputsOption
from shequ_cli.cli.shapes import values_shape
from shequ_cli.words.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shequ_cli.cli.viewer import Viewer
    from shequ_cli.rules.schema import Ledger
    from shequ_cli.words.record import Record

WhereOption = Annotated[
    list[str] | None,
    typer.Option("--where", metavar=_("条件"), help=_("如 \"纠纷类型='邻里纠纷' and 涉及金额>1000\"")),
]
PeriodOption = Annotated[
    str | None,
    typer.Option("--period", metavar=_("期间"), help=_("只要这个期间的"), autocompletion=complete.periods),
]
StateOption = Annotated[
    list[str] | None,
    typer.Option("--state", metavar=_("状态"), help=_("只要这些状态的"), autocompletion=complete.states),
]
SortOption = Annotated[
    str,
    typer.Option("--sort", metavar=_("字段"), help=_("按字段排序，前面加 - 为倒序"), autocompletion=complete.fields),
]
ColumnsOption = Annotated[
    str, typer.Option("--columns", metavar=_("字段,…"), help=_("只列这些字段"), autocompletion=complete.columns)
]
LimitOption = Annotated[int, typer.Option("--limit", metavar=_("条数"), min=0, help=_("最多几条；0 为不限"))]


def command(
    ctx: typer.Context,
    ledger: LedgerArgument,
    where: WhereOption = None,
    period: PeriodOption = None,
    state: StateOption = None,
    sort: SortOption = "",
    columns: ColumnsOption = "",
    limit: LimitOption = 0,
    outputs: OutputsOption = None,
    audience: AsOption = None,
    json: JsonOption = False,
) -> None:
    """按条件列出一个台账的记录。

    条件里可用字段的名称和标题、比较、in、between、like、and、or、not。

    例：
      shequ list 纠纷 --period 本月
      shequ list 纠纷 --where "状态='调解中'" --sort -受理日期
      shequ list 隐患 --state 整改中 --columns 编号,隐患描述,整改期限 -o 未整改.xlsx

    退出码：0 已列出（可能一条也没有） · 2 没有这个台账、字段、代码、状态或期间，或条件写得不对。
    """
    desk = desk_of(ctx)
    kind, viewer = desk.ledger(ledger), desk.viewer(audience)
    choice = Choice(kind, desk.store.codelists, desk.today)
    chosen = choice.condition(where or (), period, state or ())
    found = desk.store.chosen(kind.name, *chosen, order=choice.order(sort), limit=limit)
    if json:
        _as_json(kind, found, viewer)
    titles, rows = choice.laid_out(found, columns, viewer, whole=bool(outputs))
    if outputs:
        from shequ_cli.cli.files import tabulate

        tabulate(outputs, titles, rows, beside=json)
    elif rows and not json:
        output.table(titles, [[str(cell) for cell in row] for row in rows], right=choice.figures(titles))
    if not json:
        output.remark(_("{title}：{n} {unit}").format(title=kind.title, n=len(found), unit=kind.unit))


def _as_json(ledger: Ledger, found: Sequence[Record], viewer: Viewer) -> None:
    shapes = [{"id": record.id, **values_shape(ledger, record, viewer.value)} for record in found]
    output.as_json("records", {"ledger": ledger.name, "count": len(found), "records": shapes})
