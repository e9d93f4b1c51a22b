"""shequ post: a list or sums for the notice board, recorded when they are posted, taken down when their window is over."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shequ_cli.cli import complete, output
from shequ_cli.cli.desk import Desk, desk_of
from shequ_cli.cli.options import DryRunOption, JsonOption, NoCommitOption, OutputsOption
from shequ_cli.words.errors import BadSetting, UsageFault
from shequ_cli.words.language import _

if TYPE_CHECKING:
    from shequ_cli.cli.entry import Writing
    from shequ_cli.cli.postings import Page
    from shequ_cli.store.save import Saved

NameArgument = Annotated[
    str | None,
    typer.Argument(
        metavar=_("公示"), help=_("公示的名称或标题，如 housing；--list 列出全部"), autocompletion=complete.postings
    ),
]
FromOption = Annotated[str | None, typer.Option("--from", metavar=_("日期"), help=_("从哪天起公示；不写就是今天"))]


def command(
    ctx: typer.Context,
    name: NameArgument = None,
    first: FromOption = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help=_("公示期满，撤下：出一页没有名单的说明"))] = False,
    outputs: OutputsOption = None,
    show_all: Annotated[bool, typer.Option("--list", help=_("列出可用的公示"))] = False,
    dry_run: DryRunOption = False,
    no_commit: NoCommitOption = False,
    json: JsonOption = False,
) -> None:
    """出一份公示，并登记在公示台账。

    只列台账标为可公开的栏；公示期内再出一次是同一份，期满以后不再出名单，用 --withdraw 撤下。
    不写 -o 时显示 Markdown；-o 可重复，后缀决定格式：.docx、.html、.md。

    例：
      shequ post housing -o 住房困难家庭公示.docx -o 公示.html
      shequ post 空岗公示 --from 2026-10-28 --dry-run
      shequ post housing --withdraw -o 撤下说明.docx
      shequ post --list

    退出码：0 已出 · 1 定义有误、没有要公示的、已经期满或内容里有个人信息 · 2 没有这个公示或格式 · 3 写不进去。
    """
    from shequ_cli.cli.entry import Writing

    desk = desk_of(ctx)
    if show_all:
        _list(desk, json=json)
        return
    if name is None:
        raise UsageFault(_("缺少参数“公示”；shequ post --list 列出可用的公示"))
    _make(desk, name, _day(first), outputs or [], Writing(dry_run, not no_commit, json), withdraw=withdraw)


def _make(desk: Desk, name: str, first: date | None, outputs: list[Path], writing: Writing, *, withdraw: bool) -> None:
    from shequ_cli.cli.files import checked
    from shequ_cli.cli.postings import Board
    from shequ_cli.cli.publish import FORMATS, written

    checked(outputs, FORMATS - {"xlsx"})
    board = Board(desk)
    rule = board.rule(name)
    page = board.taken_down(rule) if withdraw else board.page(rule, first)
    saved = _save(desk, page, writing)
    shape = _shape(page, saved)
    if writing.json:
        output.json_text(shape)
    if not writing.json or outputs:
        written(
            [Path("-")] if writing.dry_run or not outputs else outputs, page.document, desk, shape, beside=writing.json
        )
    _tell(page, saved, writing)


def _save(desk: Desk, page: Page, writing: Writing) -> Saved | None:
    """The posting's record in one commit; the page made a second time changes nothing."""
    from shequ_cli.cli.entry import stop_at_problems
    from shequ_cli.store import records

    if page.draft is None:
        return None
    stop_at_problems(desk, [page.draft])
    return records.save(desk.store, [page.draft], page.message, dry_run=writing.dry_run, commit=writing.commit)


def _shape(page: Page, saved: Saved | None) -> dict[str, object]:
    """The promised shape posting/1."""
    posting = page.posting
    return {
        "shequ": "posting/1",
        "posting": posting.rule.name,
        "title": posting.title,
        "posted_on": posting.span.first.isoformat(),
        "until": posting.span.last.isoformat(),
        "items": len(posting.items),
        "id": page.record,
        "new": page.draft is not None,
        "commit": saved.commit if saved else None,
    }


def _tell(page: Page, saved: Saved | None, writing: Writing) -> None:
    posting = page.posting
    said = _("{title}：{first}至{last}，登记 {id}").format(
        title=posting.title, first=posting.span.first, last=posting.span.last, id=page.record
    )
    output.remark(said + (_("（未写入）") if writing.dry_run else "" if page.draft else _("（以前已经登记）")))
    if saved and saved.remark:
        output.remark(saved.remark)


def _list(desk: Desk, *, json: bool) -> None:
    from shequ_cli.cli.postings import Board

    rules = Board(desk).rules.values()
    if json:
        shown = [{"name": rule.name, "title": rule.title, "kind": rule.kind, "window": rule.days} for rule in rules]
        output.json_text({"shequ": "postings/1", "postings": shown})
        return
    output.table(
        [_("名称"), _("标题"), _("种类"), _("公示期")],
        [[rule.name, rule.title, rule.kind, rule.days] for rule in rules],
    )


def _day(text: str | None) -> date | None:
    from shequ_cli.rules.dates import read_date

    found = read_date(text) if text else None
    if text and not isinstance(found, date):
        raise BadSetting("--from", text, "2026-10-28")
    return found if isinstance(found, date) else None
