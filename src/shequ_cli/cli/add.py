"""shequ add: new records, one by one or many at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shequ_cli.cli import ask, output, settings
from shequ_cli.cli.desk import Desk, desk_of
from shequ_cli.cli.entry import Writing, finish
from shequ_cli.cli.options import DryRunOption, JsonOption, LedgerArgument, NoCommitOption, PassOption, SetOption
from shequ_cli.rules.privacy import masked_problem
from shequ_cli.words.errors import Refused, UsageFault
from shequ_cli.words.language import _
from shequ_cli.words.problem import Level

if TYPE_CHECKING:
    from shequ_cli.rules.schema import Ledger
    from shequ_cli.store.records import Draft
    from shequ_cli.words.record import Raw


def command(
    ctx: typer.Context,
    ledger: LedgerArgument,
    given: SetOption = None,
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar=_("文件"), help=_("成批登记：yaml、json、jsonl、csv 文件，“-”是标准输入")),
    ] = None,
    passed: PassOption = None,
    dry_run: DryRunOption = False,
    no_commit: NoCommitOption = False,
    json: JsonOption = False,
) -> None:
    """登记一条或一批记录。

    在终端里，没有写到的必填项会逐项询问；代码用方向键选，日期默认今天，按 Ctrl-C 放弃，什么也不会写。
    成批登记要么全部保存、要么一条也不保存，记作一次改动；--set 的内容填进每一条没有写这一项的记录。

    例：
      shequ add 纠纷
      shequ add 纠纷 --set 受理日期=2026-03-12 --set 纠纷类型=邻里纠纷 --set 摘要=楼上漏水
      shequ add 救助 --from 二月发放.csv --dry-run

    退出码：0 已保存 · 1 记录有问题，没有保存 · 2 没有这个台账、字段或代码 · 3 写不进去。
    """
    desk = desk_of(ctx)
    kind = desk.ledger(ledger)
    entered = settings.changes(given or (), kind, desk.store.codelists)
    reasons = settings.passed(passed or ())
    writing = Writing(dry_run, not no_commit, json)
    if source is not None:
        _batch(desk, kind, source, entered, reasons, writing)
    elif not entered and not ask.interactive():
        raise UsageFault(_("没有要登记的内容；请用 --set 字段=值，或 --from 文件"))
    else:
        finish(desk, [_asked(desk, kind, entered, reasons)], writing)


def _asked(desk: Desk, ledger: Ledger, entered: Mapping[str, Raw], reasons: Mapping[str, str]) -> Draft:
    from shequ_cli.store.records import draft_new

    def drafted(changes: Mapping[str, Raw | None], more: Mapping[str, str]) -> Draft:
        raw = {title: value for title, value in {**entered, **changes}.items() if value is not None}
        return draft_new(desk.store, ledger.name, [raw], desk.today, {**reasons, **more})[0]

    return ask.settled(desk, ledger, drafted, offer=not entered)


def _batch(
    desk: Desk, ledger: Ledger, source: Path, common: Mapping[str, Raw], reasons: Mapping[str, str], writing: Writing
) -> None:
    from shequ_cli.exchange.batch import read_batch
    from shequ_cli.store.records import draft_new

    batch = read_batch(*_contents(source), ledger, list(common))
    problems = [masked_problem(ledger, problem, desk.viewer().audience) for problem in batch.problems]
    if any(problem.level is Level.ERROR for problem in problems):
        raise Refused(problems)
    output.problems(problems)
    raws = [_filled(ledger, entry.raw, common) for entry in batch.entries]
    drafts = draft_new(desk.store, ledger.name, raws, desk.today, reasons)
    finish(desk, drafts, writing, batch.entries)


def _contents(source: Path) -> tuple[bytes, str]:
    if str(source) != "-":
        if not source.is_file():
            raise UsageFault(_("没有文件 {path}").format(path=source))
        return source.read_bytes(), str(source)
    import sys

    return sys.stdin.buffer.read(), ""


def _filled(ledger: Ledger, raw: Mapping[str, Raw], common: Mapping[str, Raw]) -> dict[str, Raw]:
    written = {word for word in raw if raw[word]}
    return {title: value for title, value in common.items() if not written & {*ledger.field(title).words}} | dict(raw)
