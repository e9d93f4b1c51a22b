"""What the readers of plan rules and report definitions judge alike: words, shapes and braces, each complaint with its file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from string import Formatter
from typing import Any

from shequ_cli.words.errors import BadDefinition
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest


def fault(place: object, why: str, rule: str = "") -> BadDefinition:
    """The complaint, with the rule that it is about."""
    return BadDefinition(place, f"{rule}：{why}" if rule else why)


def one_of(place: object, what: str, word: str, allowed: Iterable[str], rule: str = "") -> str:
    """`word` itself, which must be one of `allowed`."""
    known = allowed if isinstance(allowed, Collection) else tuple(allowed)
    if word in known:
        return word
    near = nearest(word, known)
    hint = _("，是不是“{names}”？").format(names=_("”或“").join(near)) if near else ""
    raise fault(place, _("没有叫“{word}”的{what}").format(word=word, what=what) + hint, rule)


def entry(place: object, part: str, raw: object) -> Mapping[str, Any]:
    """One entry of a part of the file, which has to be a mapping."""
    if isinstance(raw, Mapping):
        return raw
    raise fault(place, _("{part} 里要写成一项一项的“名字: 内容”，不能是“{text}”").format(part=part, text=raw))


def filled(place: object, text: str, names: Collection[str], rule: str = "") -> str:
    """`text` itself, whose braces may only name what is known when it is printed: no attribute of it, and no width."""
    allowed = {(name, "", None) for name in names}
    try:
        held = {tuple(piece[1:]) for piece in Formatter().parse(text) if piece[1] is not None}
    except ValueError:  # a brace without its other half
        held = {("", "", None)}
    if held <= allowed:
        return text
    known = "、".join(f"{{{name}}}" for name in names)
    why = _("“{text}”的花括号里只能写 {known}").format(text=text, known=known)
    raise fault(place, why, rule)


@contextmanager
def shaped(place: object) -> Iterator[None]:
    """What is no list, no mapping and no number where one belongs (`aliases: 5`) ends in a complaint that names the file."""
    try:
        yield
    except (TypeError, AttributeError, ValueError, ArithmeticError, LookupError) as error:
        why = _("有一项写法不对，该写一列、一组或一个数的地方写了别的（{error}）").format(error=error)
        raise fault(place, why) from error


def repeated(names: Iterable[str]) -> str:
    """The names that are there more than once, in words; "" when there are none."""
    known = list(names)
    return "、".join(sorted({name for name in known if known.count(name) > 1}))
