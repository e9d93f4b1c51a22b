"""shequ report: a period's figures as a document, a workbook or JSON."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from shequ_cli.cli import complete, output
from shequ_cli.cli.desk import Desk, desk_of
from shequ_cli.cli.options import JsonOption, OutputsOption, PeriodArgument
from shequ_cli.words.errors import BadSetting, UsageFault
from shequ_cli.words.language import _

if TYPE_CHECKING:
    from shequ_cli.work.report import Report


NameArgument = Annotated[
    str | None,
    typer.Argument(
        metavar=_("报表"), help=_("报表的名称或标题，如 monthly；--list 列出全部"), autocompletion=complete.reports
    ),
]
AudienceOption = Annotated[
    str | None,
    typer.Option(
        "--audience",
        "--as",
        metavar=_("对象"),
        help=_("内部、上报或公示；不写按报表自己的"),
        autocompletion=complete.audiences,
    ),
]
DayOption = Annotated[str | None, typer.Option("--date", metavar=_("日期"), help=_("成文日期；不写就是期间最后一天"))]


def command(
    ctx: typer.Context,
    name: NameArgument = None,
    period: PeriodArgument = "上月",
    outputs: OutputsOption = None,
    audience: AudienceOption = None,
    day: DayOption = None,
    show_all: Annotated[bool, typer.Option("--list", help=_("列出可用的报表"))] = False,
    json: JsonOption = False,
) -> None:
    """生成一个期间的报表。

    不写 -o 时显示 Markdown；-o 可重复，后缀决定格式：.md、.html、.docx、.xlsx、.json。
    没有写明日期的记录不在任何期间里，会提示有几条。

    例：
      shequ report monthly 2026-03 -o 三月月报.docx -o 三月统计表.xlsx
      shequ report monthly 本季度
      shequ report monthly 2026-03 --json
      shequ report --list

    退出码：0 已生成 · 1 报表模板或指标定义有误 · 2 没有这个报表、期间或格式 · 3 写不进去。
    """
    desk = desk_of(ctx)
    if show_all:
        _list(desk, json=json)
        return
    if name is None:
        raise UsageFault(_("缺少参数“报表”；shequ report --list 列出可用的报表"))
    _make(desk, name, period, outputs or [], Choices(audience or "", day or ""), json=json)


def _list(desk: Desk, *, json: bool) -> None:
    from shequ_cli.cli import definitions
    from shequ_cli.work.report import listing
    from shequ_cli.work.reportfile import read_definition

    store, known = desk.store, definitions.measures(desk.store)
    files = definitions.report_files(store)
    found = [(read_definition(file.name, front, known, store.ledgers, file.path), file.origin) for file, front in files]
    if json:
        output.json_text(listing(found))
        return
    kinds = {"month": _("月"), "quarter": _("季度"), "half": _("半年"), "year": _("年")}
    words = {"store": _("本库"), "shipped": _("随软件")}
    rows = [
        [one.name, one.title, one.genre, "、".join(kinds[kind] for kind in one.kinds), words[origin]]
        for one, origin in found
    ]
    output.table([_("名称"), _("标题"), _("文种"), _("期间"), _("来自")], rows)


def _make(desk: Desk, name: str, period: str, outputs: list[Path], choices: Choices, *, json: bool) -> None:
    report = _built(desk, name, period)
    if report.left_out:
        output.remark(_("有 {n} 条记录或它的日期读不出来，没有计入；用 shequ check 查看").format(n=report.left_out))
    if report.period.last_day >= desk.today:
        said = _("{period}还没有过完，本期的数到{day}为止，同比、环比仍与整期相比")
        output.remark(said.format(period=report.period.label, day=desk.today.isoformat()))
    if json:
        output.json_text(report.as_json())
    if not json or outputs:
        _write(desk, report, outputs, choices, beside=json)


class Choices(NamedTuple):
    """Audience and 成文日期 as asked for; blank: the report's own."""

    audience: str
    day: str


def _built(desk: Desk, name: str, period: str) -> Report:
    from shequ_cli.cli import definitions
    from shequ_cli.work.periodwords import parse
    from shequ_cli.work.report import build

    known = definitions.measures(desk.store)
    definition = definitions.report_definition(desk.store, name, known)
    ledgers = sorted({part.ledger.name for part in map(known.__getitem__, definition.figures) if part.ledger})
    desk.store.ensure(ledgers)  # all at once: each look at the files has its price
    left_out = sum(desk.store.left_out(ledger) for ledger in ledgers)
    return build(definition, parse(period, desk.today), definitions.source(desk, known, left_out))


def _write(desk: Desk, report: Report, outputs: list[Path], choices: Choices, *, beside: bool) -> None:
    from shequ_cli.cli.publish import report_document, written

    day = _day(choices.day) if choices.day else report.period.last_day
    document = report_document(desk, report, choices.audience or report.audience, day)
    written(outputs or [Path("-")], document, desk, report.as_json(), beside=beside)


def _day(text: str) -> date:
    """A day as clerks write it in records too: 2026-04-02, 2026年4月2日."""
    from shequ_cli.rules.dates import read_date

    found = read_date(text)
    if not isinstance(found, date):
        raise BadSetting("--date", text, "2026-04-02")
    return found
