"""Which writer a file's suffix asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from shequ_cli.documents.document import Document
from shequ_cli.documents.word_style import Fonts
from shequ_cli.words.errors import UnknownName
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest

Writer = Callable[[Document], bytes]

SUFFIXES = (".md", ".html", ".docx", ".xlsx")
"""What a document can be written as."""


def write(document: Document, suffix: str, names: Fonts = Fonts()) -> bytes:  # noqa: B008 - a frozen value
    """The document's file; `names` are the store's fonts."""
    return writer_for(suffix, names)(document)


def writer_for(suffix: str, names: Fonts = Fonts()) -> Writer:  # noqa: B008 - a frozen value
    """The writer by suffix, whatever its case; another suffix is UnknownName with the ones there are."""
    wanted = suffix.lower()
    if wanted not in _MODULES:
        raise UnknownName(_("格式"), suffix, nearest(wanted, SUFFIXES), SUFFIXES)
    return _MODULES[wanted](names)


def _markdown(_names: Fonts) -> Writer:
    from shequ_cli.documents import markdown

    return markdown.write


def _page(_names: Fonts) -> Writer:
    from shequ_cli.documents import page

    return page.write


def _word(names: Fonts) -> Writer:
    from shequ_cli.documents import word

    return partial(word.write, names=names)


def _sheet(names: Fonts) -> Writer:
    from shequ_cli.documents import sheet

    return partial(sheet.write, names=names)


_MODULES: Mapping[str, Callable[[Fonts], Writer]] = {
    ".md": _markdown,
    ".html": _page,
    ".htm": _page,
    ".docx": _word,
    ".xlsx": _sheet,
}
