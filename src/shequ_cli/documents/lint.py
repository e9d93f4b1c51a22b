"""Numbers written into a document's text run on: no gap, no duplicate, no 三是 without 一是."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from shequ_cli.documents.chinese import numeral
from shequ_cli.documents.document import Block, Heading, ListItem, PageBreak, Paragraph, Title, plain
from shequ_cli.words.language import _
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Level, Problem

_VALUES: Mapping[str, int] = {numeral(number): number for number in range(1, 100)}
_CHINESE = "[一二三四五六七八九十]+"
_MARKS = tuple(
    re.compile(shape)
    for shape in (rf"({_CHINESE})、", rf"[（(]({_CHINESE})[）)]", r"(\d+)[．.、](?!\d)", r"[（(](\d+)[）)]")
)
_POINTS = re.compile(rf"(?<![^；。，：、])({_CHINESE})是")


def numbering(blocks: Iterable[Block], path: str = "") -> tuple[Problem, ...]:
    """Every break in the numbering of 一、（一）1．（1） and of 一是 二是 within a paragraph, as doubts."""
    return tuple(problem.at(Place(path)) for problem in _found(blocks))


def _found(blocks: Iterable[Block]) -> Iterator[Problem]:
    reached = [0, 0, 0, 0]
    for block in blocks:
        if isinstance(block, Title | PageBreak):
            reached = [0, 0, 0, 0]
        if not isinstance(block, Heading | Paragraph | ListItem):
            continue
        text = (block.mark if isinstance(block, ListItem) else "") + plain(block.runs)
        for level, number, written in _leading(text):
            if number > 1 or isinstance(block, Heading):
                yield from _break(number, reached[level], written, text)
            reached[level:] = [number] + [0] * (3 - level)
        yield from _points(text)


def _leading(text: str) -> Iterator[tuple[int, int, str]]:
    """The mark that the text begins with: its level from 0, its number, and how it is written."""
    for level, shape in enumerate(_MARKS):
        if (found := shape.match(text)) and (number := _value(found[1])):
            yield level, number, found[0]
            return


def _points(text: str) -> Iterator[Problem]:
    before = 0
    for found in _POINTS.finditer(text):
        number = _value(found[1])
        if number > 1:
            yield from _break(number, before, found[0], text)
        before = number


def _break(number: int, before: int, written: str, text: str) -> Iterator[Problem]:
    if number == before + 1:
        return
    if not before:
        why = _("“{mark}”前面没有第一项")
    elif number == before:
        why = _("“{mark}”出现了两次")
    else:
        why = _("“{mark}”与前面的第 {before} 项不连续")
    message = why.format(mark=written, before=before)
    yield Problem("D-numbering", Level.DOUBT, message, title=_("序号"), value=text[:20])


def _value(written: str) -> int:
    return int(written) if written.isdigit() else _VALUES.get(written, 0)
