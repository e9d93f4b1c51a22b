"""shequ plan: make the year's plan from its rules, look at it, see how far it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from shequ_cli.cli import complete, output
from shequ_cli.cli.desk import desk_of
from shequ_cli.cli.options import DryRunOption, JsonOption, NoCommitOption, OutputsOption
from shequ_cli.words.language import _

if TYPE_CHECKING:
    from shequ_cli.cli.plans import Made, Planning
    from shequ_cli.work.plan import Plan
    from shequ_cli.work.planstatus import TaskStatus

YearArgument = Annotated[
    int | None,
    typer.Argument(metavar=_("年份"), min=1949, max=2999, help=_("不写就是今年"), autocompletion=complete.years),
]

NewYearArgument = Annotated[
    int,
    typer.Argument(metavar=_("年份"), min=1949, max=2999, help=_("哪一年的计划"), autocompletion=complete.years),
]
KindArgument = Annotated[
    str, typer.Argument(metavar=_("种类"), help=_("计划规则的名称，如 annual"), autocompletion=complete.plans)
]
KindOption = Annotated[
    str,
    typer.Option(
        "--kind",
        metavar=_("种类"),
        help=_("只看这一种，如 annual；不写就是这一年的全部"),
        autocompletion=complete.plans,
    ),
]
ByOption = Annotated[
    str,
    typer.Option(
        "--by", metavar=_("方式"), help=_("汇总完成率：牵头、配合、落实或部分"), autocompletion=complete.plan_ways
    ),
]

command = typer.Typer(add_completion=False)


@command.callback()
def plan() -> None:
    """生成、查看年度计划和创建方案，看完成进度。"""


@command.command("generate")
def generate(
    ctx: typer.Context,
    kind: KindArgument,
    year: NewYearArgument,
    outputs: OutputsOption = None,
    dry_run: DryRunOption = False,
    no_commit: NoCommitOption = False,
    json: JsonOption = False,
) -> None:
    """按规则生成计划，存为 plans/年份.yaml 或 plans/年份-种类.yaml，可同时出文件。

    任务来自最低次数、主题日、上年未办结的事、上年的数字和各阶段的步骤。再次生成时，改过、删掉、自己加的任务都原样保留。

    例：
      shequ plan generate annual 2027
      shequ plan generate civility 2027
      shequ plan generate annual 2027 -o 2027年工作计划.docx
      shequ plan generate annual 2027 --dry-run

    退出码：0 已生成 · 1 计划文件或规则有误 · 2 没有这种计划 · 3 写不进去。
    """
    from shequ_cli.cli.plans import Planning
    from shequ_cli.work.planshape import as_json

    planning = Planning(desk_of(ctx))
    made = planning.make(kind, year)
    if not dry_run:
        _save(planning, made, commit=not no_commit)
    shape = as_json([(made.plan, planning.held(made.plan))]) if json or outputs else {}
    if json:
        output.json_text(shape)
    else:
        output.show(made.edit.path)
    _tell(made, planning.groupless(kind), dry_run=dry_run)
    if outputs:
        from shequ_cli.cli.publish import plan_document, written

        written(outputs, plan_document(planning, made.plan), planning.desk, shape, beside=json)


def _save(planning: Planning, made: Made, *, commit: bool) -> None:
    from shequ_cli.store.save import apply

    message = _("生成计划 {year}").format(year=made.plan.year)
    saved = apply(planning.desk.store.root, [made.edit], message, commit=commit, who=planning.desk.store.profile.name)
    if saved.remark:
        output.remark(saved.remark)


@command.command("show")
def show(
    ctx: typer.Context,
    year: YearArgument = None,
    kind: KindOption = "",
    outputs: OutputsOption = None,
    json: JsonOption = False,
) -> None:
    """查看这一年的计划，或把其中一种写成文件（不写种类就是年度计划）。

    例：
      shequ plan show 2026
      shequ plan show 2026 --kind civility -o 创建方案.docx

    退出码：0 已显示 · 1 计划文件有误 · 2 没有这一年的计划。
    """
    from shequ_cli.cli.plans import Planning
    from shequ_cli.work.planshape import as_json

    planning = Planning(desk_of(ctx))
    found = planning.running(year or planning.desk.today.year, kind)
    chosen = found[:1] if outputs else found
    shape = as_json([(plan, planning.held(plan)) for plan in chosen]) if json or outputs else {}
    if json:
        output.json_text(shape)
    if outputs:
        from shequ_cli.cli.publish import plan_document, written

        written(outputs, plan_document(planning, found[0]), planning.desk, shape, beside=json)
    elif not json:
        for plan in found:
            _tabled(plan)


def _tabled(plan: Plan) -> None:
    output.title(plan.title)
    columns = [_("编号"), _("部分"), _("事项"), _("时限"), _("要求"), _("责任")]
    tasks = plan.tasks
    rows = [[one.id, one.section, one.title, one.due.isoformat(), one.demand, one.duty.text] for one in tasks]
    output.table(columns, rows)
    for phase in plan.phases:
        said = _("{title}：{start} 至 {due}").format(title=phase.title, start=phase.start, due=phase.due)
        output.remark(said + (_("，{day} 验收").format(day=phase.accept) if phase.accept else ""))
    for remark in plan.remarks:
        output.remark(remark)


@command.command("status")
def status(
    ctx: typer.Context,
    year: YearArgument = None,
    kind: KindOption = "",
    by: ByOption = "",
    json: JsonOption = False,
) -> None:
    """计划完成了多少：由记录算出，不用填。

    “说明”里写明哪几期缺、哪一步漏了。--by 牵头 按牵头单位汇总完成率，供半年督办、年终考评用。

    例：
      shequ plan status 2026
      shequ plan status --kind civility
      shequ plan status 2026 --by 牵头

    退出码：0 已显示 · 1 计划文件有误 · 2 没有这一年的计划。
    """
    from shequ_cli.cli.plans import Planning, way_named
    from shequ_cli.work.planshape import as_json

    way = way_named(by)
    planning = Planning(desk_of(ctx))
    plans = planning.running(year or planning.desk.today.year, kind)
    held = [(plan, planning.held(plan)) for plan in plans]
    if json:
        output.json_text(as_json(held, way))
    elif way:
        _summed(way, [one for _plan, statuses in held for one in statuses])
    else:
        for plan, statuses in held:
            _standing(plan, statuses)


def _standing(plan: Plan, statuses: Sequence[TaskStatus]) -> None:
    output.title(plan.title)
    columns = [_("编号"), _("事项"), _("时限"), _("完成"), _("完成率"), _("状态"), _("说明")]
    output.table(columns, [_status_row(one) for one in statuses], right=[3, 4])
    output.remark(_counted(statuses))


def _summed(by: str, statuses: Sequence[TaskStatus]) -> None:
    """Tasks by who answers for them: 完成率 = 已完成 ÷ 任务, 进度达标率 = 不落后不逾期 ÷ 任务."""
    from shequ_cli.work.planshape import counted, way_title
    from shequ_cli.work.planstatus import State

    columns = [way_title(by), _("任务"), *(state.word for state in State), _("完成率"), _("进度达标率")]
    rows = [
        [
            one.name,
            str(one.tasks),
            *(str(one.states.get(state, 0)) for state in State),
            f"{one.share}%",
            f"{one.in_time}%",
        ]
        for one in counted(by, statuses)
    ]
    output.table(columns, rows, right=list(range(1, len(columns))))
    output.remark(_counted(statuses))


def _status_row(one: TaskStatus) -> list[str]:
    from shequ_cli.work.figure import exact

    done = "" if one.done is None else f"{exact(one.done)}" + ("" if one.total is None else f"/{exact(one.total)}")
    share = "" if one.share is None else f"{one.share * 100:.0f}%"
    return [one.task.id, one.task.title, one.task.due.isoformat(), done, share, one.state.word, one.detail]


def _counted(statuses: Sequence[TaskStatus]) -> str:
    words = [one.state.word for one in statuses]
    parts = [_("{word} {n}").format(word=word, n=words.count(word)) for word in dict.fromkeys(words)]
    return _("共 {n} 项：{parts}").format(n=len(words), parts=_("，").join(parts))


def _tell(made: Made, groupless: str, *, dry_run: bool) -> None:
    done = made.merged
    said = _("共 {n} 项任务").format(n=len(made.plan.tasks))
    if done:
        shape = _("；更新 {updated}，新增 {added}，去掉 {dropped}，保留您改过的 {kept}")
        said += shape.format(
            updated=len(done.updated), added=len(done.added), dropped=len(done.dropped), kept=len(done.kept)
        )
    output.remark(said + (_("（未写入）") if dry_run else ""))
    for remark in made.plan.remarks:
        output.remark(remark)
    if groupless:
        output.remark(_("还没有登记“{title}”，方案里的组织领导一节没有名单（只写岗位）").format(title=groupless))
