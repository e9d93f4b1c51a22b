"""What a careful colleague looks for in a paper before it goes out (L01–L07), on its Markdown, without shequ's own lint."""

from __future__ import annotations

import re
from collections.abc import Iterator

DIGITS = "一二三四五六七八九十"
_SLOTS = re.compile(
    r"[xX]{2,}|[xX]\.[xX]|[xX]年|20(?:__|--|\*)|\*{3,}|_{3,}|＿|(?<![\d一二三四五六七八九十百千万剩其])余[条件次个户人项]"
    r"|None|nan|undefined|\{\{|\{%|\{\w*\}"
)
_NO_NUMBER = re.compile(r"(?:共计?|占|达到|为|有)(?:[件次户条处元场](?![\u4e00-\u9fff])|%)|[^\d.）)]%|（）|“”")
_GLUE = re.compile(r"[，；：、。][，；：、。]|（[，；、。]|[，；、]）")
_POINT = re.compile(rf"(?:^|(?<=[。；：，]))([{DIGITS}]+)是")
_MARKS = (re.compile(rf"^## ([{DIGITS}]+)、"), re.compile(rf"^### （([{DIGITS}]+)）"), re.compile(r"^(\d+)．"))


def number(written: str) -> int:
    """Of 一 … 九十九, or of digits."""
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (DIGITS.index(tens) + 1 if tens else 1 if ten else 0) * 10 * bool(ten) + (
        DIGITS.index(ones) + 1 if ones else 0
    )


def faults(text: str) -> list[str]:
    """Everything that is wrong with a paper; an empty list is a paper that may be handed in."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [*_words(lines), *_numbering(lines), *_headings(lines)]


def _words(lines: list[str]) -> Iterator[str]:
    """L01 slots that nobody filled, L06 per cent that cannot be, L07 numbers that are missing, and commas that met."""
    for line in lines:
        bare = line.replace("**", "")
        if found := _SLOTS.search(bare):
            yield f"没有填的“{found[0]}”：{line[:60]}"
        if "100%以上" in bare:
            yield f"百分数：{line[:60]}"
        if line.startswith(("|", ">")):
            continue
        if found := _NO_NUMBER.search(bare):
            yield f"缺数字“{found[0]}”：{line[:60]}"
        if found := _GLUE.search(bare):
            yield f"标点“{found[0]}”：{line[:60]}"


def _numbering(lines: list[str]) -> Iterator[str]:
    """L02: 一、（一）1． and 一是 run on from one, each within what stands above it."""
    reached = [0, 0, 0]
    for line in lines:
        for level, mark in enumerate(_MARKS):
            if found := mark.match(line):
                here = number(found[1])
                if here != reached[level] + 1:
                    yield f"序号{found[0]}在第{reached[level]}项之后"
                reached[level:] = [here, *[0] * (2 - level)]
        points = [number(each) for each in _POINT.findall(line)]
        if points != list(range(1, len(points) + 1)):
            yield f"“是”的序号{points}：{line[:60]}"


def _headings(lines: list[str]) -> Iterator[str]:
    """L03 a heading or table twice, and a heading with nothing below it."""
    above, seen = ("", ""), set()
    for line, after in zip(lines, [*lines[1:], ""], strict=False):
        level = len(line) - len(line.lstrip("#"))
        table = bool(re.fullmatch(r"\*\*[^*]+\*\*", line)) and after.startswith("|")
        if not level and not table:
            continue
        title = re.sub(rf"^(#+ )?([{DIGITS}]+、|（[{DIGITS}]+）)?", "", line)
        key = ("表" if table else above[0] if level == 3 else "", title)
        if key in seen:
            yield f"标题重复：{line}"
        seen.add(key)
        above = (title, "") if level == 2 else above
        if level > 1 and (not after or 0 < len(after) - len(after.lstrip("#")) <= level):
            yield f"标题下没有内容：{line}"
