"""shequ advance: a record moves on to its next state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from shequ_cli.cli import ask, complete, settings
from shequ_cli.cli.desk import desk_of
from shequ_cli.cli.entry import Writing, finish
from shequ_cli.cli.options import DryRunOption, IdArgument, JsonOption, NoCommitOption, PassOption, SetOption
from shequ_cli.words.language import _

if TYPE_CHECKING:
    from shequ_cli.store.records import Draft
    from shequ_cli.words.record import Raw


def command(
    ctx: typer.Context,
    id: IdArgument,
    state: Annotated[
        str | None,
        typer.Argument(
            metavar=_("状态"), help=_("下一个状态；在终端里不写就让你选"), autocompletion=complete.next_states
        ),
    ] = None,
    given: SetOption = None,
    passed: PassOption = None,
    dry_run: DryRunOption = False,
    no_commit: NoCommitOption = False,
    json: JsonOption = False,
) -> None:
    """把一条记录推进到下一个状态。

    只能走流程允许的下一步；与这一步相应的日期没有填的，填今天。

    例：
      shequ advance 7k3f 调解中
      shequ advance 7k3f 达成协议 --set 协议形式=书面协议 --set 协议日期=2026-03-20

    退出码：0 已保存 · 1 流程不允许，或记录有问题 · 2 没有这条记录或这个状态 · 3 写不进去。
    """
    from shequ_cli.store.records import draft_state

    desk = desk_of(ctx)
    record = desk.store.record(id)
    ledger = desk.ledger(record.ledger)
    wanted = state or ask.next_state(ledger, record)
    also = settings.changes(given or (), ledger, desk.store.codelists, desk.store.stored(record.id).raw)
    reasons = settings.passed(passed or ())

    def drafted(changes: Mapping[str, Raw | None], more: Mapping[str, str]) -> Draft:
        return draft_state(desk.store, record.id, wanted, desk.today, {**also, **changes}, {**reasons, **more})

    finish(desk, [ask.settled(desk, ledger, drafted)], Writing(dry_run, not no_commit, json))
