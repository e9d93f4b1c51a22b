"""The store as everybody above sees it: one object that finds, answers and checks.

What a question needs is imported with the question: most commands ask only one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.privacy import Audience
from shequ_cli.rules.schema import Ledger
from shequ_cli.store import folder, journal
from shequ_cli.store.assets import Assets
from shequ_cli.store.cells import Answers
from shequ_cli.store.columns import quoted
from shequ_cli.store.finding import Located, by_ids, chosen, ids_beginning, ledgers_for, located
from shequ_cli.store.index import Index, KeptDefinitions
from shequ_cli.store.ledgerreader import LedgerReader
from shequ_cli.store.packed import counted, kept_problems, unread
from shequ_cli.store.refresh import Progress, refresh
from shequ_cli.words.lazy import Lazy
from shequ_cli.words.problem import Problem, worst_first
from shequ_cli.words.query import Query, Row
from shequ_cli.words.record import Record

if TYPE_CHECKING:
    from pandas import DataFrame

    from shequ_cli.store.cross import Across
    from shequ_cli.store.search import Hit
    from shequ_cli.store.select import Selected
    from shequ_cli.store.stored import Stored

Answer = TypeVar("Answer")


class Store:
    """A store folder, opened; implements words.query.Data. Close it, or use it as a context manager.

    The files are looked at before the first answer that needs a ledger, and again after a save or `refresh`.
    """

    def __init__(self, root: Path, today: date, remarks: Sequence[str] = ()) -> None:
        self.root, self.today = root, today
        self.remarks = tuple(remarks)
        """What was mended on opening: a write that had been cut off."""
        self._fresh: set[str] = set()
        self._answers: Answers | None = None
        self.progress: Progress | None = None

    @classmethod
    def open(cls, path: Path, today: date | None = None) -> Store:
        """The store at or above `path`; a write that was cut off is finished first. Without `today` no day is too late."""
        root = folder.find(path)
        return cls(root, today or date.max, journal.recover(root))

    def close(self) -> None:
        """Keep new answers for next time, and let go of the index."""
        if "index" in self.__dict__:
            self._keep_answers()
            self.index.close()
            del self.index

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    @cached_property
    def index(self) -> Index:
        """The SQLite index, as it was found: `ensure` makes it true."""
        return Index(self.root)

    @cached_property
    def assets(self) -> Assets:
        """Schemas, templates and other definitions."""
        return Assets(self.root, KeptDefinitions(self.index))

    @cached_property
    def profile(self) -> folder.Profile:
        """Who the community is."""
        return folder.read_profile(self.root, self.assets)

    @property
    def ledgers(self) -> Mapping[str, Ledger]:
        """Every ledger by name."""
        return self.assets.ledgers()

    @property
    def codelists(self) -> Mapping[str, Codelist]:
        """Every code list by name."""
        return self.assets.codelists()

    def ledger(self, word: str) -> Ledger:
        """The ledger with this name, title or alias; UnknownName with the nearest ones."""
        return self.assets.ledger(word)

    @cached_property
    def _readers(self) -> Mapping[str, LedgerReader]:
        return Lazy(
            self.ledgers,
            lambda name: LedgerReader(
                self.ledgers[name], self.codelists, self.today, self.assets.place("ledgers", name)
            ),
        )

    def reader(self, ledger: str) -> LedgerReader:
        """What reads the files of the ledger with this name."""
        return self._readers[ledger]

    def refresh(self, ledgers: Sequence[str] | None = None) -> None:
        """Look at the files (of these ledgers, by any of their words) now, whatever was looked at before."""
        self.forget_freshness()
        self.ensure(None if ledgers is None else [self.ledger(word).name for word in ledgers])

    def forget_freshness(self) -> None:
        """Files may have changed: the next answer looks at them again."""
        self._keep_answers()
        self._fresh.clear()

    def ensure(self, ledgers: Sequence[str] | None = None) -> None:
        """Make the index true for these ledgers (by name; None: for all and for what lies beside them)."""
        if "" in self._fresh or (ledgers is not None and self._fresh.issuperset(ledgers)):
            return
        self._keep_answers()
        self._on_index(lambda: self._refresh(ledgers), own=True)
        self._fresh |= {"", *self.ledgers} if ledgers is None else set(ledgers)

    def _refresh(self, ledgers: Sequence[str] | None) -> None:
        self.assets.prove_ledgers()
        stamp = self.assets.stamp("ledgers", "codelists")
        refresh(self.index, self.root, self._readers, ledgers, self.progress, stamp)

    def _on_index(self, ask: Callable[[], Answer], *, own: bool) -> Answer:
        """The answer; from another index where this one turns out to be broken or cannot be written."""
        try:
            return ask()
        except sqlite3.DatabaseError as error:
            if not self.index.replaced(error, own=own):
                raise
        self._refresh(None)
        self._fresh = {"", *self.ledgers}
        self._answers = None
        return ask()

    def _asked(self, ledgers: Sequence[str] | None, ask: Callable[[], Answer]) -> Answer:
        self.ensure(ledgers)
        return self._on_index(ask, own=False)

    def _keep_answers(self) -> None:
        if self._answers:
            with suppress(sqlite3.DatabaseError):  # only the speed of the next time is lost
                self._answers.keep()
            self._answers = None

    @property
    def _kept(self) -> Answers:
        if self._answers is None:
            self._answers = Answers(self.index)
        return self._answers

    def rows(self, query: Query) -> Sequence[Row]:
        """The answer now; QueryRefused when it takes longer than 10 s, or is no question."""
        return self._asked(self._ledgers_of(query), lambda: self._kept.rows(query))

    def kept(self, query: Query) -> Sequence[Row]:
        """The answer, kept until a record of its ledger changes."""
        return self._asked(self._ledgers_of(query), lambda: self._kept.kept(query))

    def monthly(self, query: Query, months: Sequence[str]) -> Mapping[str, Sequence[Row]]:
        """The answer for each month, kept until a record with a date in it changes."""
        return self._asked(self._ledgers_of(query), lambda: self._kept.monthly(query, months))

    def _ledgers_of(self, query: Query) -> Sequence[str] | None:
        return [query.ledger] if query.ledger in self.ledgers else None

    def find_id(self, tail: str) -> str:
        """The full id that a tail names; UnknownName with near ones, AmbiguousTail when several records share it."""
        return self._located(tail).id

    def _located(self, tail: str) -> Located:
        names = ledgers_for(tail, self.ledgers)
        return self._asked(names, lambda: located(self.index.connection, names, tail))

    def stored(self, tail: str) -> Stored:
        """A record as it stands in its file, read anew."""
        from shequ_cli.store.stored import stored

        found = self._located(tail)
        return stored(self.root, self.reader(found.ledger), found.id, found.path, found.line)

    def record(self, tail: str) -> Record:
        """A record, read from its file, by its id or any tail that only it has."""
        return self.stored(tail).record

    def records(self, ledger: str, ids: Sequence[str] | None = None) -> list[Record]:
        """Records as the index has them, in the order of `ids`; without ids all of them, by date and id."""
        if ids is None:
            return self.chosen(ledger)
        known = self.ledger(ledger)
        return self._asked([known.name], lambda: by_ids(self.index.connection, known, ids))

    def chosen(
        self,
        ledger: str,
        condition: str = "",
        parameters: Mapping[str, str | int] | None = None,
        *,
        order: str = "",
        limit: int = 0,
    ) -> list[Record]:
        """Records that meet a condition in SQL on the physical table (work/condition.py), by date and id or by `order`."""
        query, unpacker = chosen(self.ledger(ledger), condition, parameters or {}, order, limit)
        return unpacker.records(self.rows(query))

    def search(
        self, text: str, private: bool = False, ledgers: Sequence[str] | None = None, limit: int = 0
    ) -> list[Hit]:
        """Records that hold every word of `text`; `private` looks through personal values too, and shows them."""
        from shequ_cli.store.search import search

        names = [self.ledger(word).name for word in ledgers or self.ledgers]
        known = [self.ledgers[name] for name in names]
        return self._asked(names, lambda: search(self.index, known, text, private=private, limit=limit))

    def select(self, sql: str, seconds: float = 10.0) -> Selected:
        """One SELECT over the ledgers by any of their words, read-only; QueryRefused says why not."""
        from shequ_cli.store.select import select

        return self._asked(None, lambda: select(self.index, self.ledgers, sql, seconds))

    def table(self, ledger: str) -> DataFrame:
        """A ledger as a pandas table: 编号, then a column a field, by titles."""
        from shequ_cli.store.frame import frame

        return frame(self.ledger(ledger), self.records(ledger))

    def across(self) -> Across:
        """The checks that look at several records."""
        from shequ_cli.store.cross import Across

        return Across(self.index, self.root, self.ledgers, self.codelists)

    def problems(self, ledgers: Sequence[str] | None = None, with_cross: bool = True) -> list[Problem]:
        """Everything wrong with these ledgers' records (None: with the whole store), worst first."""
        from shequ_cli.store.cross import needed_ledgers

        names = [self.ledger(word).name for word in ledgers or self.ledgers]
        needed = None if ledgers is None else needed_ledgers(self.ledgers, names)
        found = self._asked(needed, lambda: kept_problems(self.index, names, whole=ledgers is None))
        if with_cross:
            found += self._asked(needed, lambda: list(self.across().problems(names)))
        if ledgers is None:
            found += folder.profile_problems(self.root, self.assets)
        return worst_first(found)

    def count(self, ledgers: Sequence[str] | None = None) -> Mapping[str, int]:
        """How many records each ledger has, by its name."""
        names = [self.ledger(word).name for word in ledgers or self.ledgers]
        return self._asked(names, lambda: {name: counted(self.index, name) for name in names})

    def left_out(self, ledger: str) -> int:
        """Records that, or whose date, could not be read: they are in no period, and every report says how many there are."""
        known = self.ledger(ledger)
        undated = f"{quoted(known.field(known.date).name)} IS NULL"
        return self._asked(
            [known.name], lambda: counted(self.index, known.name, undated) + unread(self.index, known.name)
        )

    def label(self, record: Record, audience: Audience = Audience.INTERNAL) -> str:
        """The record in one line, as `audience` may see it."""
        from shequ_cli.store.label import label_of

        return label_of(self.ledger(record.ledger), record, audience)

    def ids(self, beginning: str = "", limit: int = 50) -> list[tuple[str, str]]:
        """Ids (or their random parts) that begin so, with labels, for completion."""
        found = self._asked(
            list(self.ledgers),
            lambda: [
                record
                for ledger in self.ledgers.values()
                for record in ids_beginning(self.index.connection, ledger, beginning, limit)
            ],
        )
        return [(record.id, self.label(record, Audience.UPWARD)) for record in found[:limit]]
