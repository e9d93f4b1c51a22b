"""A clerk's SQL to the index's: ledger words become views, field words become their columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shequ_cli.rules.schema import ID_TITLE, Field, Ledger
from shequ_cli.rules.sqlwords import Token, is_call, plain, tokens
from shequ_cli.store.columns import quoted
from shequ_cli.store.resultcolumns import counted, given_names

_ENDS_FROM = frozenset(["where", "group", "order", "having", "limit", "window", "union", "intersect", "except"])
_NO_ALIAS = _ENDS_FROM | frozenset(
    [
        "as",
        "join",
        "left",
        "right",
        "full",
        "inner",
        "outer",
        "cross",
        "natural",
        "indexed",
        "not",
        "from",
        "on",
        "using",
    ]
)
_KEYWORDS = _NO_ALIAS | frozenset(
    [
        "select",
        "distinct",
        "all",
        "by",
        "asc",
        "desc",
        "and",
        "or",
        "in",
        "is",
        "null",
        "like",
        "glob",
        "between",
        "case",
        "when",
        "then",
        "else",
        "end",
        "exists",
        "with",
        "recursive",
        "values",
        "collate",
        "escape",
        "cast",
        "offset",
        "over",
        "partition",
        "rows",
        "filter",
    ]
)


@dataclass(frozen=True, slots=True)
class Source:
    """A ledger as the SQL names it: by its name, with names for columns, or by another word, with titles."""

    ledger: Ledger
    by_name: bool

    @property
    def view(self) -> str:
        """The view that gives these columns."""
        return self.ledger.name if self.by_name else self.ledger.title

    def column(self, word: str) -> str | None:
        """The view's column for any word of a field."""
        if word in ("id", ID_TITLE):
            return "id" if self.by_name else ID_TITLE
        if not self.ledger.has(word):
            return None
        return self.ledger.field(word).name if self.by_name else self.ledger.field(word).title


@dataclass(frozen=True, slots=True)
class Worded:
    """SQL for the index's views, with what is known about the words in it."""

    sql: str
    sources: tuple[Source, ...]
    shown: Mapping[str, str]
    """Column → the word that the select list used for it."""
    given: frozenset[str] | None = frozenset()
    """Names that the query itself gives to columns; None: all may be such."""
    counts: tuple[bool, ...] = ()
    """For each column whether it only counts; () when that cannot be told."""

    def is_known(self, column: str) -> bool:
        """Whether a result column is what its name says."""
        return self.given is not None and column.lower() not in self.given

    def field(self, column: str) -> Field | None:
        """The field that a result column shows, when its name tells."""
        if not self.is_known(column):
            return None
        found = {id(field): field for field in self._fields(column)}
        return next(iter(found.values())) if len(found) == 1 else None

    def _fields(self, column: str) -> Iterator[Field]:
        for source in self.sources:
            if source.ledger.has(column):
                yield source.ledger.field(column)

    @property
    def words(self) -> Sequence[str]:
        """Every word that could have been meant for a column."""
        return [ID_TITLE, *(word for source in self.sources for field in source.ledger.fields for word in field.words)]


def worded(sql: str, ledgers: Mapping[str, Ledger]) -> Worded:
    """Put views and columns in place of words. What is no known word stays, for SQLite to judge."""
    return _Rewriting(sql, ledgers).result()


class _Rewriting:
    def __init__(self, sql: str, ledgers: Mapping[str, Ledger]) -> None:
        self.pieces = tokens(sql)
        self.solid = [place for place, piece in enumerate(self.pieces) if piece.kind not in ("space", "comment")]
        self.ledgers = {word.lower(): ledger for ledger in reversed([*ledgers.values()]) for word in ledger.words}
        self.names = {ledger.name for ledger in ledgers.values()}
        self.tables: dict[int, Source] = {}
        self.by_alias: dict[str, Source] = {}
        self._find_tables()

    def _find_tables(self) -> None:
        """Words that stand where a table's name does: after FROM, JOIN, or a comma between them."""
        depth, from_depths = 0, set[int]()
        for number, place in enumerate(self.solid):
            text = plain(self.pieces[place]).lower()
            before = plain(self.pieces[self.solid[number - 1]]).lower() if number else ""
            if before in ("from", "join") or (before == "," and depth in from_depths):
                self._table(number)
            if text == "from":
                from_depths.add(depth)
            elif text in _ENDS_FROM:
                from_depths.discard(depth)
            elif text == "(":
                depth += 1
            elif text == ")":
                from_depths.discard(depth)
                depth -= 1

    def _table(self, number: int) -> None:
        piece = self._solid(number)
        ledger = self.ledgers.get(piece.name.lower()) if piece and _is_name(piece) else None
        if not piece or not ledger:
            return
        source = Source(ledger, by_name=piece.name.lower() == ledger.name)
        self.tables[self.solid[number]] = source
        self.by_alias.setdefault(piece.name.lower(), source)
        following = self._solid(number + 1)
        if following and following.text.lower() == "as":
            following = self._solid(number + 2)
        if following and _is_name(following) and following.text.lower() not in _NO_ALIAS:
            self.by_alias[following.name.lower()] = source

    def _solid(self, number: int) -> Token | None:
        return self.pieces[self.solid[number]] if 0 <= number < len(self.solid) else None

    def result(self) -> Worded:
        shown: dict[str, str] = {}
        texts = [plain(piece) for piece in self.pieces]
        listing = True
        for number, place in enumerate(self.solid):
            piece = self.pieces[place]
            listing = listing and piece.text.lower() != "from"
            if source := self.tables.get(place):
                texts[place] = quoted(source.view)
            elif self._is_dotted(number):
                if source := self.by_alias.get(piece.name.lower()):
                    texts[place] = quoted(source.view if piece.name.lower() in self.ledgers else piece.name)
            elif self._may_be_column(place) and (column := self._column(number, piece.name)):
                texts[place] = quoted(column)
                if listing:
                    shown[column] = piece.name
        sources = tuple({source.view: source for source in self.tables.values()}.values())
        return Worded("".join(texts), sources, shown, given_names(self.pieces), counted(self.pieces))

    def _may_be_column(self, place: int) -> bool:
        piece = self.pieces[place]
        if piece.kind == "word":
            return piece.text.lower() not in _KEYWORDS and not is_call(self.pieces, place)
        return piece.kind == "quoted"

    def _is_dotted(self, number: int) -> bool:
        following = self._solid(number + 1)
        return following is not None and plain(following) == "."

    def _column(self, number: int, word: str) -> str | None:
        """The column that a word stands for here; None when it is none, or several differing ones."""
        before, owner = self._solid(number - 1), self._solid(number - 2)
        if before and plain(before) == "." and owner:
            source = self.by_alias.get(owner.name.lower())
            return source.column(word) if source else None
        found = {source.column(word) for source in self.tables.values()} - {None}
        return found.pop() if len(found) == 1 else None


def _is_name(piece: Token) -> bool:
    return piece.kind in ("word", "quoted")
