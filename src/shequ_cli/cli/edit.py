"""shequ edit: change a few fields of one record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from shequ_cli.cli import ask, complete, settings
from shequ_cli.cli.desk import desk_of
from shequ_cli.cli.entry import Writing, finish
from shequ_cli.cli.options import DryRunOption, IdArgument, JsonOption, NoCommitOption, PassOption, SetOption
from shequ_cli.words.errors import UsageFault
from shequ_cli.words.language import _

if TYPE_CHECKING:
    from shequ_cli.store.records import Draft
    from shequ_cli.words.record import Raw


def command(
    ctx: typer.Context,
    id: IdArgument,
    given: SetOption = None,
    unset: Annotated[
        list[str] | None,
        typer.Option("--unset", metavar=_("字段"), help=_("清空一项"), autocompletion=complete.fields),
    ] = None,
    passed: PassOption = None,
    dry_run: DryRunOption = False,
    no_commit: NoCommitOption = False,
    json: JsonOption = False,
) -> None:
    """修改一条记录的几项内容。

    只改写到的几项；文件里的注释、顺序和其他内容原样保留。列表整个替换，成组的项用 当事人.0.姓名=… 只改其中一处。

    例：
      shequ edit 7k3f --set 涉及金额=1200 --set 调解员=李某
      shequ edit 7k3f --unset 回访日期
      shequ edit 7k3f --set 受理日期=2026-02-30 --dry-run

    退出码：0 已保存 · 1 改后的记录有问题，没有保存 · 2 没有这条记录、字段或代码 · 3 写不进去。
    """
    from shequ_cli.store.records import draft_edit

    desk = desk_of(ctx)
    record = desk.store.record(id)
    ledger = desk.ledger(record.ledger)
    entered = settings.changes(given or (), ledger, desk.store.codelists, desk.store.stored(record.id).raw)
    wanted = {**entered, **settings.cleared(unset or (), ledger)}
    reasons = settings.passed(passed or ())
    if not wanted and not reasons:
        raise UsageFault(_("没有要改的内容；请用 --set 字段=值 或 --unset 字段"))

    def drafted(changes: Mapping[str, Raw | None], more: Mapping[str, str]) -> Draft:
        return draft_edit(desk.store, record.id, {**wanted, **changes}, desk.today, {**reasons, **more})

    finish(desk, [ask.settled(desk, ledger, drafted)], Writing(dry_run, not no_commit, json))
