"""SQLite's complaints about somebody's SQL, in the clerk's words."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable

from shequ_cli.words.errors import QueryRefused
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest

_THEIRS = (
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_TOOBIG,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_RANGE,
)


def refusal(
    error: sqlite3.Error, seconds: float, columns: Iterable[str] = (), tables: Iterable[str] = ()
) -> QueryRefused | None:
    """Why a statement was not answered; None when the index is at fault and not the statement.

    `columns` and `tables` are the words that could have been meant.
    """
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None and code & 0xFF not in _THEIRS:
        return None
    return QueryRefused(_why(str(error), code, seconds) or _named(str(error), list(columns), list(tables)))


def _why(said: str, code: int | None, seconds: float) -> str:
    if code == sqlite3.SQLITE_INTERRUPT:
        return _("超过 {seconds} 秒还没有算完，已经停止；请缩小范围或加上 LIMIT").format(seconds=f"{seconds:g}")
    if code in (sqlite3.SQLITE_AUTH, sqlite3.SQLITE_READONLY) or re.match(
        "cannot modify|access to .* prohibited", said
    ):
        return _("只能用 SELECT 查询台账，不能写入、附加文件、改设置或读取索引的内部表")
    if code == sqlite3.SQLITE_TOOBIG:
        return _("结果里有过大的值")
    if "one statement at a time" in said:
        return _("一次只能查询一句，请去掉分号后面的内容")
    return ""


def _named(said: str, columns: list[str], tables: list[str]) -> str:
    """The complaint about one word, with the words that are near it."""
    for pattern, sentence in _sentences():
        if found := re.search(pattern, said):
            word = found.group(1)
            near = nearest(word, tables if "no such table" in said else columns) if "no such" in said else ()
            meant = _("，是不是“{names}”？").format(names=_("”或“").join(near)) if near else ""
            return sentence.format(word=word) + meant
    return said


def _sentences() -> tuple[tuple[str, str], ...]:
    return (
        (r"no such column: (?:.*\.)?(.+)", _("没有叫“{word}”的字段")),
        (r"no such table: (?:main\.)?(.+)", _("没有叫“{word}”的台账")),
        (r"no such function: (.+)", _("没有叫“{word}”的函数")),
        (r"ambiguous column name: (.+)", _("几个台账都有“{word}”，请在前面写上台账名和一个点")),
        (r'near "(.*)": syntax error', _("“{word}”附近的写法不对")),
        (r'unrecognized token: "(.*)"', _("看不懂“{word}”")),
        (r"(incomplete) input", _("没有写完")),
        (r"misuse of aggregate(?: function)?:? (.+)", _("{word} 不能用在这里")),
    )
