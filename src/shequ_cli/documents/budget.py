"""What a template may use up: a slip in a loop must end in a message and not in a computer that stands still."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from shequ_cli.words.language import _

if TYPE_CHECKING:
    from jinja2 import nodes
    from jinja2.sandbox import SandboxedEnvironment

STEPS = 1_000_000
"""Turns of all loops together; the longest real report walks some thousand records."""

LENGTH = 5_000_000
"""Characters, or items, that one value or the whole text may have."""

LARGEST_POWER = 64

EACH = "each"
"""The filter that every loop is given."""


class Budget:
    """What one rendering has left."""

    def __init__(self) -> None:
        self._steps, self._length = STEPS, LENGTH

    def each(self, items: Iterable[object]) -> Iterator[object]:
        """The items, counted."""
        for item in items:
            self._steps -= 1
            if self._steps < 0:
                raise ValueError(_("循环太多，超过 {n} 次").format(n=STEPS))
            yield item

    def spend(self, length: int) -> None:
        """Count a piece of the text."""
        self._length -= length
        if self._length < 0:
            raise ValueError(_("写出的内容太长"))


def checked(operator: str, left: object, right: object) -> None:
    """Refuse a sum, product or power that would fill the memory."""
    if operator == "**":
        large = any(isinstance(each, int | float) and abs(each) > LENGTH for each in (left, right))
        if large or (isinstance(right, int | float) and abs(right) > LARGEST_POWER):
            raise ValueError(_("算出的数太大"))
    if operator == "*":
        _checked_length(left, right)
        _checked_length(right, left)
    if operator == "+" and _length(left) + _length(right) > LENGTH:
        raise ValueError(_("写出的内容太长"))


def _length(value: object) -> int:
    return len(value) if isinstance(value, str | list | tuple) else 0


def _checked_length(value: object, times: object) -> None:
    if isinstance(times, int) and _length(value) * times > LENGTH:
        raise ValueError(_("写出的内容太长"))


def count_loops(sandbox: SandboxedEnvironment, template: nodes.Template) -> None:
    """Put the counting filter around what every loop of the template walks through."""
    from jinja2 import nodes

    for loop in template.find_all(nodes.For):
        counted = nodes.Filter(loop.iter, EACH, [], [], None, None, lineno=loop.iter.lineno)
        loop.iter = counted.set_environment(sandbox)
