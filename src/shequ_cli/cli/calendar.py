"""shequ calendar: what is coming – days off, named days, tasks, submissions – and the import of a year's days off."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shequ_cli.cli import complete, output
from shequ_cli.cli.desk import desk_of
from shequ_cli.cli.options import DryRunOption, JsonOption, NoCommitOption, OutputsOption
from shequ_cli.words.language import _

if TYPE_CHECKING:
    from shequ_cli.work.agenda import Entry
    from shequ_cli.work.daysoff import Notice

PeriodArgument = Annotated[
    str,
    typer.Argument(
        metavar=_("期间"),
        help=_("2026-03、2026Q1、2026、本月、下季度等；不写是从今天起三个月"),
        autocompletion=complete.periods,
    ),
]
FileArgument = Annotated[Path, typer.Argument(metavar=_("文件"), help=_(".yaml、.csv 或 .ics"))]
YearOption = Annotated[
    int | None,
    typer.Option("--year", metavar=_("年份"), min=1949, max=2999, help=_("只要这一年的；不写由文件看出")),
]
ReplaceOption = Annotated[bool, typer.Option("--replace", help=_("替换已有的、内容不同的安排"))]

command = typer.Typer(add_completion=False)


@command.callback()
def calendar() -> None:
    """日历：放假调休、主题日、计划期限和要报送的材料；也用来录入下一年的放假安排。

    不写子命令就是 show，如 shequ calendar 2026-03。
    """


@command.command("show")
def show(
    ctx: typer.Context,
    period: PeriodArgument = "",
    outputs: OutputsOption = None,
    json: JsonOption = False,
) -> None:
    """看一段时间里的放假、调休、主题日、计划期限和报送期限，或存为日历文件。

    .ics 可导入手机和办公软件的日历，.xlsx 是每月一张的月历表和一张清单。

    例：
      shequ calendar
      shequ calendar show 2026-03
      shequ calendar 2026Q1 -o 一季度.ics
      shequ calendar 2026-11 -o 十一月.xlsx

    退出码：0 已显示 · 1 计划文件或定义有误 · 2 期间看不懂。
    """
    from shequ_cli.cli.agenda import coming

    desk = desk_of(ctx)
    found = coming(desk, period)
    output.problems(found.problems)
    for fault in found.faults:
        output.fault(str(fault))
    for remark in found.remarks:
        output.remark(remark)
    if json:
        output.as_json("calendar", found.as_json())
    if outputs:
        found.written(outputs, beside=json)
    elif not json:
        _show(found.entries)
    raise typer.Exit(1 if found.problems or found.faults else 0)


def _show(entries: Sequence[Entry]) -> None:
    from shequ_cli.documents.month_sheet import weekday_of

    rows = [
        [
            _when(one),
            weekday_of(one.start),
            one.kind.word,
            _timed(one),
            _("，").join(filter(None, (one.who, one.detail))),
        ]
        for one in entries
    ]
    if rows:
        output.table([_("日期"), _("星期"), _("种类"), _("事项"), _("由谁、说明")], rows)
    output.remark(_("共 {n} 项").format(n=len(rows)))


def _when(entry: Entry) -> str:
    last = entry.last_day
    if last == entry.start:
        return f"{entry.start}"
    return f"{entry.start}…{last:%m-%d}" if last.year == entry.start.year else f"{entry.start}…{last}"


def _timed(entry: Entry) -> str:
    return _("{time}前 {title}").format(time=entry.time, title=entry.title) if entry.time else entry.title


@command.command("submissions")
def submissions(ctx: typer.Context, json: JsonOption = False) -> None:
    """列出知道的报送事项：报什么、报给谁、多久一次、几号之前，哪些已在提醒。

    在“报送台账”里记过一次的事项，以后每期到时提醒；报表自己的期限总是提醒。

    例：
      shequ calendar submissions

    退出码：0 已列出 · 1 定义有误。
    """
    from shequ_cli.cli.submissions import known

    found = known(desk_of(ctx))
    if json:
        output.as_json("submissions", {"submissions": [one.as_json() | {"active": here} for one, here in found]})
        return
    rows = [
        [one.title, one.by, one.to, one.often, one.by_when, one.form, _("是") if here else "", one.basis]
        for one, here in found
    ]
    output.table([_("事项"), _("谁报"), _("报给"), _("周期"), _("期限"), _("形式"), _("提醒"), _("依据")], rows)


@command.command("import")
def import_(
    ctx: typer.Context,
    file: FileArgument,
    year: YearOption = None,
    replace: ReplaceOption = False,
    dry_run: DryRunOption = False,
    no_commit: NoCommitOption = False,
    json: JsonOption = False,
) -> None:
    """录入一年的放假和调休上班日，存为 calendar/年份.yaml。

    文件可以是 YAML（与 calendar/年份.yaml 同样写法）、CSV（日期、名称、放假或上班三列）或别人发布的 .ics
    （只认全天事件里写明 休、班、放假、上班 的）。先核对再写：法定节假日不能缺，上班日要在周末。

    例：
      shequ calendar import 2027年放假安排.csv
      shequ calendar import holidays.ics --year 2027 --dry-run

    退出码：0 已录入或已显示 · 1 内容有误 · 2 用法不对，或已有不同的安排 · 3 写不进去。
    """
    from shequ_cli.cli.daysoff import take

    desk = desk_of(ctx)
    taken = take(desk, file, year, replace=replace)
    if not dry_run:
        taken.save(desk, commit=not no_commit)
    if json:
        output.as_json("notice", taken.notice.as_json())
    else:
        _preview(taken.notice)
    for remark in (*taken.remarks, taken.told + (_("（未写入）") if dry_run and taken.edit else "")):
        output.remark(remark)


def _preview(notice: Notice) -> None:
    rows = [
        [str(one.first), str(one.last), one.name, _("放假"), f"{(one.last - one.first).days + 1}"] for one in notice.off
    ]
    rows += [[str(day), str(day), "", _("上班"), "1"] for day in notice.work]
    output.table([_("起"), _("止"), _("名称"), _("放假或上班"), _("天数")], sorted(rows), right=[4])
