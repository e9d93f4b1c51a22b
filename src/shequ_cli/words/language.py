"""User-facing text: Chinese is the source language, other languages come from gettext catalogues."""

from __future__ import annotations

from gettext import GNUTranslations, NullTranslations, translation
from pathlib import Path

_chosen: list[NullTranslations | GNUTranslations] = [NullTranslations()]


def choose(code: str, folder: Path) -> None:
    """Speak `code` (zh, en) from the catalogues below `folder`; a missing catalogue falls back to Chinese."""
    _chosen[0] = translation("shequ", folder, languages=[code], fallback=True)


def _(text: str) -> str:
    """The text in the chosen language; place holders are filled by the caller with `.format(…)`."""
    return _chosen[0].gettext(text)


def N_(text: str) -> str:
    """Mark a text for translation where it is written before a language is chosen; `_` says it later."""
    return text
