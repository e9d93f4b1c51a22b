"""shequ explain: where a figure comes from, or what a problem code means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from shequ_cli.cli import complete, output
from shequ_cli.cli.desk import Desk, desk_of
from shequ_cli.cli.naming import unknown
from shequ_cli.cli.options import JsonOption, PeriodArgument
from shequ_cli.rules.catalogue import CODES, explained
from shequ_cli.rules.catalogue_entry import Explained
from shequ_cli.words.language import _

if TYPE_CHECKING:
    from shequ_cli.work.explanation import Explanation

_LISTED = 20


def command(
    ctx: typer.Context,
    word: Annotated[
        str,
        typer.Argument(
            metavar=_("指标|代码"), help=_("指标的名称或标题，或问题代码，如 E-enum"), autocompletion=complete.figures
        ),
    ],
    period: PeriodArgument = "上月",
    json: JsonOption = False,
) -> None:
    """说明一个数值的来历（定义、算式、依据的记录），或一个问题代码的改法。

    例：
      shequ explain 受理矛盾纠纷 2026-03
      shequ explain 调解成功率 2026Q1 --json
      shequ explain E-enum

    退出码：0 已说明 · 2 没有这个指标、代码或期间。
    """
    if word[:2].upper() in ("E-", "D-", "H-"):
        _code(explained(word[:1].upper() + word[1:].lower()), json=json)
    else:
        _figure(desk_of(ctx), word, period, json=json)


def _code(found: Explained, *, json: bool) -> None:
    if json:
        content = {"title": found.title, "meaning": found.meaning, "mend": found.mend}
        output.as_json("code", {"code": found.code, **content})
        return
    output.title(f"{found.code} {found.title}")
    output.fields([(_("意思"), found.meaning), (_("改法"), found.mend)])


def _figure(desk: Desk, word: str, period: str, *, json: bool) -> None:
    from shequ_cli.cli.definitions import measures
    from shequ_cli.work.explanation import as_json, explain
    from shequ_cli.work.measure import by_title
    from shequ_cli.work.periodwords import parse

    known = measures(desk.store)
    titles = by_title(known)
    if word not in known and word not in titles:
        raise unknown(_("指标或问题代码"), word, [*titles, *known, *CODES])
    found = explain(word, parse(period, desk.today), known, desk.store, desk.today)
    if json:
        output.as_json("explanation", as_json(found))
        return
    figure = found.figure
    output.title(f"{figure.measure.title}  {figure.period.label}")
    output.fields([(_("定义"), found.definition), (_("算式"), found.formula)])
    _evidence(desk, found)


def _evidence(desk: Desk, found: Explanation) -> None:
    viewer = desk.viewer()
    for part in found.parts or (found,):
        if found.parts:
            output.fields([(_("其中"), f"{part.figure.measure.title}：{part.formula}")])
        ledger = part.figure.measure.ledger
        if ledger is None or not part.records:
            continue
        shown = desk.store.records(ledger.name, part.records[:_LISTED])
        output.table([_("编号"), _("摘要")], [[record.id, viewer.label(ledger, record)] for record in shown])
        if len(part.records) > _LISTED:
            output.show(_("……共 {n} 条，--json 列出全部编号").format(n=len(part.records)))
