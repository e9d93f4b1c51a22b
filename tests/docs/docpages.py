"""Reads the project's pages: fenced blocks, what is typed in them and what they say comes out; links; words in backticks."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from typed import Answer, shequ

ROOT = Path(__file__).parents[2]
TODAY = "2026-10-28"
PAGES = (ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").glob("*.md")))

_BLOCK = re.compile(
    r"^(?:<!-- (?P<mark>[^\n]*?) -->\n)?```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_ID = re.compile(r"(-\d{8}-)[0-9a-hjkmnp-tv-z]{4}\b")


@dataclass(frozen=True)
class Block:
    """A fenced block; `mark` is the comment right above it."""

    language: str
    text: str
    mark: str = ""

    @property
    def file(self) -> str:
        """The path under which a reader is told to save it."""
        return self.mark.removeprefix("file: ") if self.mark.startswith("file: ") else ""

    @property
    def exit_code(self) -> int:
        """How its commands end."""
        return int(self.mark.removeprefix("exit ")) if self.mark.startswith("exit ") else 0


@dataclass
class Typed:
    """One command line, and the lines that the page shows of its answer."""

    line: str
    shown: list[str] = field(default_factory=list)
    exit_code: int = 0


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def blocks(page: str) -> list[Block]:
    return [Block(found["language"], found["text"], found["mark"] or "") for found in _BLOCK.finditer(page)]


def links(page: str) -> list[str]:
    """What a page links to, outside its fenced blocks."""
    return _LINK.findall(_BLOCK.sub("", page))


def typed_in(page: str) -> Iterator[Typed]:
    """Every command line of a page's shell blocks: each line of `sh` and `bat`, the lines after `$` of `console`."""
    for block in blocks(page):
        if block.language in ("sh", "bat"):
            lines = [
                line for line in block.text.splitlines() if line.strip() and not line.startswith(("#", "::", "REM"))
            ]
            yield from (Typed(line, exit_code=block.exit_code) for line in lines)
        elif block.language == "console":
            yield from _shown_in(block)


def _shown_in(block: Block) -> Iterator[Typed]:
    now: Typed | None = None
    for line in block.text.splitlines():
        if line.startswith("$ "):
            if now:
                yield now
            now = Typed(line.removeprefix("$ "), exit_code=block.exit_code)
        elif now and line.strip():
            now.shown.append(line)
    if now:
        yield now


def run(line: str, at: Path) -> Answer:
    """Type a `shequ …` line in a folder, on the example's day unless the line says another."""
    words = shlex.split(line)
    assert words[0] == "shequ", line
    before = Path.cwd()
    os.chdir(at)
    try:
        return shequ(*words[1:], today=TODAY)
    finally:
        os.chdir(before)


def missing(shown: list[str], answer: Answer) -> list[str]:
    """The shown lines that the answer does not have. `…` ends a line early, or alone stands for several."""
    said = [_plain(line) for line in (answer.stdout + answer.stderr).splitlines()]
    return [line for line in shown if line.strip() != "…" and not _is_said(_plain(line), said)]


def _is_said(line: str, said: list[str]) -> bool:
    if line in said:
        return True
    start, dots, _end = line.partition("…")
    return bool(dots) and any(one.startswith(start.rstrip()) for one in said)


def _plain(line: str) -> str:
    """A line without what differs from run to run: the random part of ids, and blanks between columns."""
    return _ID.sub(r"\1----", " ".join(line.split()))
