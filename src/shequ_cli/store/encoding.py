"""Bytes to text and back, without changing a byte that was not meant: BOM, UTF-8, GB18030, UTF-16."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from shequ_cli.words.language import _
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Level, Problem

SURELY_UTF8 = 3
"""So many Chinese characters read as UTF-8 before the first bad byte show a damaged UTF-8 file and not GB18030, whose
bytes often make letters of two bytes by chance (联通 is all such) but hardly ever characters of three.
"""


class Decoded(NamedTuple):
    """A file's text without its byte order mark. `encoding` is a Python codec name, "" when no encoding fits."""

    text: str
    encoding: str = "utf-8"
    problems: tuple[Problem, ...] = ()

    def encode(self, text: str) -> bytes:
        """`text` in the encoding (and with the byte order mark) of the file it belongs to."""
        if self.encoding == "utf-16-be":
            return codecs.BOM_UTF16_BE + text.encode("utf-16-be", "replace")
        if self.encoding == "utf-16-le":
            return codecs.BOM_UTF16_LE + text.encode("utf-16-le", "replace")
        return text.encode(self.encoding or "utf-8", "replace")


def decoded(data: bytes, path: str = "") -> Decoded:
    """The text of a file: byte order mark, else strict UTF-8, else GB18030 (a hint), else no text and an error."""
    try:
        if data.startswith(codecs.BOM_UTF8):
            return Decoded(data[3:].decode(), "utf-8-sig")
        for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
            if data.startswith(mark):
                return Decoded(data[2:].decode(encoding), encoding, (_hint("UTF-16", Place(path, 1, 1)),))
        return Decoded(data.decode())
    except UnicodeDecodeError as error:
        return _other(data, error.start if error.encoding == "utf-8" else 0, path)


def _other(data: bytes, start: int, path: str) -> Decoded:
    """A file that is not UTF-8 from byte `start` on."""
    before = data[:start].decode("utf-8", "replace")
    place = Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
    chinese = sum(character > "\u2e80" for character in before)
    if chinese < SURELY_UTF8 and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return Decoded(data.decode("gb18030"), "gb18030", (_hint("GB18030（GBK）", place),))
        except UnicodeDecodeError:
            pass
    why = _("文件不是 UTF-8，也不是完整的 GB18030，读不出文字；请用记事本打开核对后另存为 UTF-8")
    return Decoded("", "", (Problem("E-encoding", Level.ERROR, why, place=place),))


def _hint(name: str, place: Place) -> Problem:
    why = _("文件是 {name} 编码，已按它读取；另存为 UTF-8 后各种软件都能打开").format(name=name)
    return Problem("H-encoding", Level.HINT, why, place=place)
