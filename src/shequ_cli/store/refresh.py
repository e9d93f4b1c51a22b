"""Brings the index up to the files: finds what changed, reads it, and forgets what no longer holds."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from shequ_cli.store.cells import forget
from shequ_cli.store.changes import Change, Changes, Known, changes, file_clock, is_young, misplaced
from shequ_cli.store.columns import quoted, table_of
from shequ_cli.store.fileread import FileRead
from shequ_cli.store.gather import gathered
from shequ_cli.store.grown import grown
from shequ_cli.store.index import FOLDER, Index
from shequ_cli.store.layout import create_ledger, definition_stamp, drop_ledger, index_ledger
from shequ_cli.store.ledgerreader import Readers
from shequ_cli.store.scan import Folder, folders_of, listed_again, stamp_of, stray_folders
from shequ_cli.words.problem import Level

Progress = Callable[[int, int], None]
"""Told after each stretch of files: how many are read, of how many."""

# Problems that depend on the day (D-future) or on the language were written for another one.
_DUE = "((seen <> :today AND latest > min(seen, :today)) OR (problems IS NOT NULL AND told <> :told))"

# The same in three parts, each of which has a small index of its own.
_DUE_FOLDERS = """
    SELECT folder FROM shequ_files WHERE latest > seen AND seen < :today
    UNION SELECT folder FROM shequ_files WHERE latest > :today AND seen > :today
    UNION SELECT folder FROM shequ_files WHERE problems IS NOT NULL AND told <> :told
"""


def refresh(
    index: Index,
    root: Path,
    readers: Readers,
    ledgers: Sequence[str] | None = None,
    progress: Progress | None = None,
    stamp: str = "",
) -> None:
    """See every change of these ledgers' files (None: of all, and of what lies beside them).

    While the `stamp` of the definitions' files is the one of last time, no definition is looked at.
    """
    work = _Refresh(index, root, readers, ledgers, progress)
    work.stamp = stamp
    if work.is_needed():
        with _without_collector(), index.writing():
            work.run()


@contextmanager
def _without_collector() -> Iterator[None]:
    """Rows hold no cycles, and there are many of them: collecting garbage is a quarter of a cold start."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class _Refresh:
    def __init__(
        self, index: Index, root: Path, readers: Readers, ledgers: Sequence[str] | None, progress: Progress | None
    ) -> None:
        self.index, self.connection = index, index.connection
        self.root, self.readers, self.progress = root, readers, progress
        self.complete = ledgers is None
        self.names = list(readers) if ledgers is None else list(ledgers)
        today = next((readers[name].today.isoformat() for name in self.names), "")
        self.judged = {"today": today, "told": Level.ERROR.word}
        self.stamp = ""
        self.changed: list[Folder] = []
        self.vanished: list[str] = []
        self.generation = index.generation()

    def is_needed(self) -> bool:
        """Whether anything at all is not as the index has it; looks at every file's times."""
        known, due, redefined = self.known_folders(), self.due_folders(), self.redefined()
        folders = folders_of(self.root, self.names, self.expected(len(known)))
        if self.complete:
            folders += stray_folders(self.root, self.readers)
        self.changed = [
            folder
            for folder in folders
            if folder.ledger in redefined or folder.path in due or known.get(folder.path) != folder.stamp
        ]
        self.vanished = list(known.keys() - {folder.path for folder in folders})
        return bool(self.changed or self.vanished or redefined or self.dropped()) or self.is_unnoted()

    def is_same(self) -> bool:
        """Whether the tables are known to have been made for the definitions' files as they are now."""
        return bool(self.stamp) and self.noted() == self.stamp

    def noted(self) -> str:
        found = self.connection.execute("SELECT value FROM shequ_meta WHERE name = 'ledgers'").fetchone()
        return str(found[0]) if found else ""

    def is_unnoted(self) -> bool:
        """Whether a look at everything has found what it can spare the next one."""
        return self.complete and bool(self.stamp) and not self.is_same()

    def expected(self, folders: int) -> int:
        """About how many files so many folders hold, by what all hold together; counting them would take longer."""
        files, every = self.connection.execute(
            "SELECT (SELECT coalesce(max(id), 0) FROM shequ_files), (SELECT count(*) FROM shequ_folders)"
        ).fetchone()
        return int(files * folders // max(every, 1))

    def known_folders(self) -> dict[str, str]:
        wanted = {*self.names, ""} if self.complete else set(self.names)
        found = self.connection.execute("SELECT path, stamp, ledger FROM shequ_folders")
        return {path: stamp for path, stamp, ledger in found if ledger in wanted}

    def due_folders(self) -> set[str]:
        return {folder for (folder,) in self.connection.execute(_DUE_FOLDERS, self.judged)}

    def redefined(self) -> dict[str, str]:
        """Ledgers whose definition is not the one that their tables were made for, each with its stamp."""
        if self.is_same():
            return {}
        known = dict(self.connection.execute("SELECT name, value FROM shequ_meta"))
        readers = ((name, self.readers[name]) for name in self.names)
        stamps = {name: definition_stamp(reader.ledger, reader.codelists) for name, reader in readers}
        return {name: stamp for name, stamp in stamps.items() if known.get(f"ledger {name}") != stamp}

    def dropped(self) -> list[str]:
        """Ledgers that the index has and nobody defines any more."""
        if not self.complete or self.is_same():
            return []
        known = self.connection.execute("SELECT substr(name, 8) FROM shequ_meta WHERE name LIKE 'ledger %'")
        return [name for (name,) in known if name not in self.readers]

    def run(self) -> None:
        """Looks again at what seemed changed if somebody else was faster; under the lock nobody is."""
        for name in self.dropped():
            drop_ledger(self.connection, name)
        redefined = self.redefined()
        ledgers = {word for reader in self.readers.values() for word in reader.ledger.words} if redefined else set()
        for name, stamp in redefined.items():
            self.readers[name].prove(ledgers)
            drop_ledger(self.connection, name)
            create_ledger(self.connection, self.readers[name].ledger, stamp)
        self.note(forget=bool(redefined))
        now = file_clock(self.root / FOLDER)
        raced = self.index.generation() != self.generation
        self.changed = [
            listed_again(self.root, folder) if raced or folder.files is None else folder for folder in self.changed
        ]
        todo = changes(self.root, self.readers, self.changed, self.known_files())
        self.grow(todo, now)
        self.remove(todo.stale)
        missing = self.add(todo, now)
        self.settle(todo, missing, now)
        if todo.gone or todo.unread or todo.misplaced or todo.grown:
            self.connection.execute("UPDATE shequ_meta SET value = value + 1 WHERE name = 'generation'")

    def note(self, *, forget: bool) -> None:
        """Remember for which definitions all tables are made; of some of them nothing can be said."""
        if self.complete and self.stamp:
            self.connection.execute("INSERT OR REPLACE INTO shequ_meta VALUES ('ledgers', ?)", (self.stamp,))
        elif forget:
            self.connection.execute("DELETE FROM shequ_meta WHERE name = 'ledgers'")

    def known_files(self) -> dict[tuple[str, str], Known]:
        """Every file that the index has in the folders in question."""
        found: dict[tuple[str, str], Known] = {}
        columns = f"name, id, ledger, stamp, digest, racy, {_DUE}, problems IS NULL"
        select = f"SELECT {columns} FROM shequ_files WHERE folder = :folder"
        for path in [*(folder.path for folder in self.changed), *self.vanished]:
            rows = self.connection.execute(select, {**self.judged, "folder": path})
            found.update({(path, name): Known(*rest) for name, *rest in rows})
        return found

    def grow(self, todo: Changes, now: int) -> None:
        """Enter what was only added at the end of a table; all else that is unread stays so."""
        for change in [change for change in todo.unread if change.known]:
            known, read = change.known, grown(self.root, self.readers[change.task.ledger], change)
            if known is None or read is None:
                continue
            todo.unread.remove(change)
            todo.grown.append(change)
            self.insert(change.task.ledger, [(*row, known.id) for row in read.rows])
            self.connection.execute(
                "UPDATE shequ_files SET stamp = ?, digest = ?, racy = ?, records = records + ?, latest = max(latest, ?),"
                " seen = ?, told = ? WHERE id = ?",
                (
                    *(stamp_of(change.entry), read.digest, is_young(change.entry, now), len(read.rows), read.latest),
                    *(self.judged["today"], self.judged["told"], known.id),
                ),
            )
            forget(self.connection, self.readers[change.task.ledger].ledger, [known.id])

    def remove(self, stale: Sequence[Known]) -> None:
        """Take out the rows of files that are gone or will be read again, and the answers that rest on them."""
        for name, files in _by_ledger((known.ledger, known.id) for known in stale):
            forget(self.connection, self.readers[name].ledger, files)
            delete = f"DELETE FROM {table_of(name)} WHERE _file = ?"
            self.connection.executemany(delete, [(file,) for file in files])
        self.connection.executemany("DELETE FROM shequ_files WHERE id = ?", [(known.id,) for known in stale])

    def add(self, todo: Changes, now: int) -> set[str]:
        """Read and enter files, forget the answers that they change; gives the folders from which one vanished meanwhile."""
        self.enter_files([(change, misplaced(change.task)) for change in todo.misplaced], now)
        entered: list[tuple[str, int]] = []
        missing: set[str] = set()
        done = 0
        for reads in gathered(self.root, self.readers, [change.task for change in todo.unread]):
            batch = list(zip(todo.unread[done : done + len(reads)], reads, strict=True))
            done += len(reads)
            missing |= {change.task.folder for change, read in batch if read is None}
            entered += self.enter([(change, read) for change, read in batch if read], now)
            if self.progress:
                self.progress(done, len(todo.unread))
        for name, files in _by_ledger(entered):
            index_ledger(self.connection, self.readers[name].ledger)
            forget(self.connection, self.readers[name].ledger, files)
        return missing

    def enter(self, batch: Sequence[tuple[Change, FileRead]], now: int) -> list[tuple[str, int]]:
        """Put in what was read; gives each file's ledger and number."""
        rows: dict[str, list[tuple[object, ...]]] = {}
        numbers = self.enter_files(batch, now)
        for (change, read), number in zip(batch, numbers, strict=True):
            rows.setdefault(change.task.ledger, []).extend([(*row, number) for row in read.rows])
        for name, many in rows.items():
            self.insert(name, many)
        return [(change.task.ledger, number) for (change, _read), number in zip(batch, numbers, strict=True)]

    def insert(self, ledger: str, rows: Sequence[tuple[object, ...]]) -> None:
        columns = self.readers[ledger].rows.columns
        marks = ", ".join("?" * len(columns))
        into = f"INSERT INTO {table_of(ledger)} ({', '.join(map(quoted, columns))}) VALUES ({marks})"
        self.connection.executemany(into, rows)

    def enter_files(self, batch: Sequence[tuple[Change, FileRead]], now: int) -> range:
        """The numbers of the files, once they are in."""
        first = self.connection.execute("SELECT coalesce(max(id), 0) + 1 FROM shequ_files").fetchone()[0]
        numbers = range(first, first + len(batch))
        judged = self.judged["today"], self.judged["told"]
        rows = [
            (
                *(number, change.task.ledger, change.task.folder, change.task.name, stamp_of(change.entry)),
                *(read.digest, is_young(change.entry, now), len(read.rows), read.latest, *judged, read.problems),
            )
            for number, (change, read) in zip(numbers, batch, strict=True)
        ]
        self.connection.executemany(f"INSERT INTO shequ_files VALUES ({', '.join('?' * 12)})", rows)
        return numbers

    def settle(self, todo: Changes, missing: set[str], now: int) -> None:
        """Note the state in which each folder was seen; one that holds a young file has to be looked at again."""
        self.connection.executemany(
            "UPDATE shequ_files SET stamp = ?, racy = ? WHERE id = ?",
            [(stamp_of(entry), is_young(entry, now), known.id) for entry, known in todo.touched],
        )
        racy = self.connection.execute("SELECT DISTINCT folder FROM shequ_files WHERE racy")
        unsettled = missing | {folder for (folder,) in racy}
        self.connection.executemany(
            "INSERT OR REPLACE INTO shequ_folders VALUES (?, ?, ?)",
            [(folder.path, folder.ledger, "" if folder.path in unsettled else folder.stamp) for folder in self.changed],
        )
        self.connection.executemany("DELETE FROM shequ_folders WHERE path = ?", [(path,) for path in self.vanished])


def _by_ledger(pairs: Iterable[tuple[str, int]]) -> list[tuple[str, list[int]]]:
    found: dict[str, list[int]] = {}
    for ledger, file in pairs:
        if ledger:
            found.setdefault(ledger, []).append(file)
    return list(found.items())
