"""The texts of a record that a search looks through: what anybody may see, and what only an inside search may."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache, partial

from shequ_cli.rules.privacy import HIDDEN, mask_text
from shequ_cli.rules.schema import Field, Ledger
from shequ_cli.rules.writing import text_of
from shequ_cli.words.record import Value

_COMMON = tuple(zip("，；：！？（）", ",;:!?()", strict=True))
_BETWEEN = "\0"
_REMEMBERED = 4096
_PRIVATE = ("personal", "sensitive")

Collect = Callable[[Value, list[str], list[str]], None]


def normal(text: str) -> str:
    """The form in which texts are compared: NFKC without letter case, so that Ａ, ａ and a are the same.

    The usual Chinese marks go first: without them most texts are in NFKC already, which is quickly seen.
    """
    for wide, narrow in _COMMON:
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text).lower()


class SearchText:
    """Collects the searchable texts of one ledger's records; built once, called for every record."""

    def __init__(self, ledger: Ledger) -> None:
        found = {field.name: _collector(field, private=False, mask="") for field in ledger.fields}
        self._collectors = {name: collect for name, collect in found.items() if collect}

    def of(self, id: str, values: Mapping[str, Value]) -> tuple[str, str | None]:
        """The open text, a line a value, with private values masked; and the private values as they are."""
        public, private = [id], list[str]()
        for name, value in values.items():
            collect = self._collectors.get(name)
            if collect is _open_value and isinstance(value, str):  # the commonest, in one step
                public.append(value)
            elif collect and value is not None:
                collect(value, public, private)
        if not private:
            return normal("\n".join(public)), None
        text = normal("\n".join([*public, _BETWEEN, *private]))
        seen, _mark, unseen = text.partition(f"\n{_BETWEEN}\n")
        return seen, unseen


def _collector(field: Field, *, private: bool, mask: str) -> Collect | None:
    """Privacy and mask pass from a list or group to what it holds."""
    private, mask = private or field.privacy in _PRIVATE, field.mask or mask
    if field.kind == "list" and field.item:
        return _each_item(_collector(field.item, private=private, mask=mask))
    if field.kind == "group":
        inner = {each.name: _collector(each, private=private, mask="") for each in field.fields}
        return _each_field({name: collect for name, collect in inner.items() if collect})
    if private:
        return _private_value(field, mask)
    return _open_value if field.kind in ("text", "code") else None


def _open_value(value: Value, public: list[str], private: list[str]) -> None:
    public.append(str(value))


def _private_value(field: Field, mask: str) -> Collect:
    shown = lru_cache(_REMEMBERED)(partial(mask_text, mask))

    def collect(value: Value, public: list[str], private: list[str]) -> None:
        text = value if isinstance(value, str) else text_of(field, value)
        private.append(text)
        if (seen := shown(text)) != HIDDEN:
            public.append(seen)

    return collect


def _each_item(collect: Collect | None) -> Collect | None:
    if collect is None:
        return None

    def collect_all(value: Value, public: list[str], private: list[str]) -> None:
        for item in value if isinstance(value, tuple) else ():
            collect(item, public, private)

    return collect_all


def _each_field(inner: Mapping[str, Collect]) -> Collect | None:
    if not inner:
        return None

    def collect_all(value: Value, public: list[str], private: list[str]) -> None:
        for name, item in value.items() if isinstance(value, dict) else ():
            if name in inner and item is not None:
                inner[name](item, public, private)

    return collect_all
