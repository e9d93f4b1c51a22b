"""What the readers of plan rules and report definitions judge alike: words, shapes and braces, each complaint with its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from shequ_cli.words.errors import BadDefinition
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest


def fault(place: object, why: str, rule: str = "") -> BadDefinition:
    """The complaint, with the rule that it is about."""
    return BadDefinition(place, f"{rule}：{why}" if rule else why)


def one_of(place: object, what: str, word: str, allowed: Iterable[str], rule: str = "") -> str:
    """`word` itself, which must be one of `allowed`."""
    known = list(allowed)
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


def filled(place: object, text: str, names: Iterable[str], rule: str = "") -> str:
    """`text` itself, whose braces may only name what is known when it is printed."""
    try:
        text.format(**dict.fromkeys(names, ""))
    except (LookupError, ValueError, AttributeError):
        known = "、".join(f"{{{name}}}" for name in names)
        why = _("“{text}”的花括号里只能写 {known}").format(text=text, known=known)
        raise fault(place, why, rule) from None
    return text


def repeated(names: Iterable[str]) -> str:
    """The names that are there more than once, in words; "" when there are none."""
    known = list(names)
    return "、".join(sorted({name for name in known if known.count(name) > 1}))
