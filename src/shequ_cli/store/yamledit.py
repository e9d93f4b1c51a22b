"""Changes to a YAML file that somebody wrote by hand: only the characters of what changes are touched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shequ_cli.store import yamlevents
from shequ_cli.store.yamlevents import Node
from shequ_cli.store.yamlsplice import Splice
from shequ_cli.words.errors import Refused
from shequ_cli.words.language import _
from shequ_cli.words.problem import Keys, Level, Problem
from shequ_cli.words.record import Raw


def edit(text: str, changes: Mapping[Keys, Raw | None], order: Sequence[str] = ()) -> str:
    """The text with values set (None removes the key or list item); comments, order and everything else stay.

    A list takes one more item under the index that is its length. A new key of the record itself goes behind the
    nearest key before it in `order`, otherwise to the end. Refused when the text is not sound YAML.
    """
    before = _sound(text)
    for keys, value in changes.items():
        for narrow, wanted in list(_narrowed(_value_at(_sound(text), keys), keys, value)):
            text = _changed(text, narrow, wanted, order)
    _must_say(text, before, changes)
    return text


def append(text: str, keys: Keys, items: Sequence[Raw]) -> str:
    """The text with items added to the list under `keys`, which is made when it is not there."""
    there = _value_at(_sound(text), keys)
    count = len(there) if isinstance(there, list) else 0
    if not count:
        return edit(text, {keys: list(items)}) if items else text
    return edit(text, {(*keys, count + index): item for index, item in enumerate(items)})


def _sound(text: str) -> dict[str, Raw]:
    """What the text says; a text of nothing but comments says nothing."""
    tree, problems, _broken = yamlevents.read(text, "")
    if problems and not (yamlevents.is_empty(text) and not tree):
        raise Refused(problems)
    return tree


def _value_at(tree: Raw, keys: Keys) -> Raw | None:
    now: Raw | None = tree
    for key in keys:
        if isinstance(now, dict) and isinstance(key, str):
            now = now.get(key)
        elif isinstance(now, list) and isinstance(key, int):
            now = now[key] if key < len(now) else None
        else:
            return None
    return now


def _narrowed(now: Raw | None, keys: Keys, wanted: Raw | None) -> Iterator[tuple[Keys, Raw | None]]:
    """The smallest changes that turn what is there into what is wanted."""
    if now == wanted:
        return
    if isinstance(now, dict) and isinstance(wanted, dict) and now.keys() & wanted.keys():
        for key in [*wanted, *(key for key in now if key not in wanted)]:
            yield from _narrowed(now.get(key), (*keys, key), wanted.get(key))
    elif isinstance(now, list) and isinstance(wanted, list) and now and wanted:
        for index, item in enumerate(wanted):
            yield from _narrowed(now[index] if index < len(now) else None, (*keys, index), item)
        for index in reversed(range(len(wanted), len(now))):
            yield (*keys, index), None
    else:
        yield keys, wanted


def _changed(text: str, keys: Keys, value: Raw | None, order: Sequence[str]) -> str:
    """One change, at the deepest place along `keys` that is there."""
    splice = Splice(text)
    node = yamlevents.compose(text)
    if node is None:
        return splice.begun(_nested(keys, value)) if value is not None else text
    path: list[tuple[Node, int]] = []
    for depth, key in enumerate(keys):
        index = _index(node, key)
        last = depth == len(keys) - 1
        if index is None:
            return text if value is None else splice.added(node, path, key, _nested(keys[depth + 1 :], value), order)
        path.append((node, index))
        node = node.pairs[index][1] if node.kind == "mapping" else node.items[index]
        if last and value is None:
            return splice.removed(path)
        if last or not (node.pairs or node.items):
            return text if value is None else splice.replaced(path, _nested(keys[depth + 1 :], value))
    return text


def _index(node: Node, key: str | int) -> int | None:
    """Where a key or item stands in its mapping or list."""
    if node.kind == "mapping":
        return next((index for index, (name, _value) in enumerate(node.pairs) if name.text == key), None)
    return key if isinstance(key, int) and key < len(node.items) else None


def _nested(keys: Keys, value: Raw) -> Raw:
    """A value inside the mappings and lists that lead to it."""
    for key in reversed(keys):
        value = {key: value} if isinstance(key, str) else [value]
    return value


def _must_say(text: str, before: dict[str, Raw], changes: Mapping[Keys, Raw | None]) -> None:
    """The result says what was wanted and nothing else has changed; a file written too oddly is left alone."""
    after, problems, _broken = yamlevents.read(text, "")
    touched = {keys[0] for keys in changes}
    others = {key: value for key, value in before.items() if key not in touched}
    kept = {key: value for key, value in after.items() if key not in touched}
    wrong = [keys for keys, value in changes.items() if _value_at(after, keys) != value and value is not None]
    if kept != others or wrong or (problems and after):
        why = _("这个文件的写法特别，程序改不了；请用文本编辑器手工改")
        raise Refused([Problem("E-yaml", Level.ERROR, why, next(iter(wrong), ()))])
