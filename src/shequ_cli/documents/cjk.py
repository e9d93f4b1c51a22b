"""Markdown read as Chinese is written: `**一是健全机制。**召开` is bold, and a line break between Chinese leaves no gap.

CommonMark lets `**` close after a full stop only before a space, which Chinese does not write (commonmark-spec#650).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import category

from shequ_cli.documents.chinese import is_cjk

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline


def parser() -> MarkdownIt:
    """CommonMark with tables, without what a clerk's text would trip over: indented code, HTML, links, setext headings."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.disable(["code", "html_block", "html_inline", "lheading", "reference", "link", "image", "autolink"])
    markdown.disable("backticks")
    markdown.inline.ruler.at("emphasis", _emphasis)
    return markdown


def joined(before: str, after: str) -> str:
    """What a line break in the source stands for between these two texts."""
    return "" if before and after and is_cjk(before[-1]) and is_cjk(after[0]) else " "


def _emphasis(state: StateInline, silent: bool) -> bool:
    from markdown_it.rules_inline.state_inline import Delimiter

    marker = state.src[state.pos]
    if silent or marker != "*":
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == marker:
        end += 1
    length = end - state.pos
    opens, closes = _sides(state.src[state.pos - 1 : state.pos] or " ", state.src[end : end + 1] or " ")
    for _star in range(length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(Delimiter(ord(marker), length, len(state.tokens) - 1, -1, opens, closes))
    state.pos = end
    return True


def _sides(before: str, after: str) -> tuple[bool, bool]:
    """Whether the stars may open and close: Chinese marks count as letters, and a Chinese neighbour as a gap."""
    opens = not after.isspace() and (not _is_mark(after) or before.isspace() or _is_mark(before) or is_cjk(before))
    closes = not before.isspace() and (not _is_mark(before) or after.isspace() or _is_mark(after) or is_cjk(after))
    return opens, closes


def _is_mark(character: str) -> bool:
    return category(character)[0] in "PS" and not is_cjk(character)
