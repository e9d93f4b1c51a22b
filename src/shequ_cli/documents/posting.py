"""A posting as it hangs on the board: title, one paragraph, the list, the window, where to object, who posts it and when."""

from __future__ import annotations

from datetime import date

from shequ_cli.documents.document import Block, Document, Paragraph, Run, TableBlock, day
from shequ_cli.words.language import _
from shequ_cli.work.posting import Posting


def document(posting: Posting, community: str) -> Document:
    """The posting, which no search engine may keep and which says until when it is valid."""
    first, last = posting.span
    window = _("公示时间：{first}至{last}（{days}）。").format(first=day(first), last=day(last), days=posting.rule.days)
    blocks: list[Block] = [_said(posting.text), *(TableBlock(table) for table in posting.tables), _said(window)]
    if posting.rule.place:
        blocks.append(_said(_("公示地点：{place}。").format(place=posting.rule.place)))
    blocks.append(_said(posting.channel))
    return Document(
        (posting.title,),
        tuple(blocks),
        signature=community,
        date=first,
        tables=posting.tables,
        unlisted=True,
        until=last,
    )


def withdrawn(posting: Posting, community: str, on: date, objections: int | None) -> Document:
    """What takes its place when the window is over: that it was, and nothing of what was in it."""
    first, last = posting.span
    said = _("{title}自{first}至{last}公示，公示期已满，内容已于{on}撤下。")
    blocks: list[Block] = [_said(said.format(title=posting.title, first=day(first), last=day(last), on=day(on)))]
    if objections is not None:
        told = _("公示期间收到异议{n}件。") if objections else _("公示期间没有收到异议。")
        blocks.append(_said(told.format(n=objections)))
    title = _("{title}（已撤下）").format(title=posting.title)
    return Document((title,), tuple(blocks), signature=community, date=on, unlisted=True)


def _said(text: str) -> Paragraph:
    return Paragraph((Run(text),))
