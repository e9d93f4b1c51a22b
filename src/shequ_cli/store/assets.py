"""Schemas, templates and other definitions: the store's own first, then those shipped with the program."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from shequ_cli.rules.codelist import Codelist, read_codelist
from shequ_cli.rules.ledgerfile import read_ledger, words_of
from shequ_cli.rules.schema import Ledger
from shequ_cli.store import definitionfile
from shequ_cli.store.definitionfile import Plain
from shequ_cli.words.errors import BadDefinition, UnknownName
from shequ_cli.words.language import _
from shequ_cli.words.lazy import Lazy
from shequ_cli.words.nearest import nearest
from shequ_cli.words.place import Place

OWN, SHIPPED = "store", "shipped"

_FOLDERS: Mapping[str, tuple[str, ...]] = {
    "calendar": ("calendar", "schemas/calendar"),
    "templates": ("templates",),
}
"""Where a kind lies, when not in schemas/<kind>; a store keeps its year calendars on top."""


@dataclass(frozen=True, slots=True)
class AssetFile:
    """One file: its name without suffix, its path as it is shown, and whose it is ("store" or "shipped")."""

    name: str
    path: str
    origin: str
    file: Path
    stamp: str
    """Changes whenever the file does."""


@dataclass(frozen=True, slots=True)
class Defined:
    """One entry of a definition file, and where it stands."""

    raw: Plain
    place: Place


class AssetCache(Protocol):
    """Keeps parsed definitions between runs; plain data of text, numbers, booleans, None, lists and mappings."""

    def get(self, key: str, stamp: str) -> Plain | None:
        """What was put under `key`, if it was put with this very stamp."""
        ...

    def put(self, key: str, stamp: str, parsed: Plain) -> None:
        """Keep it; an older one under the same key goes."""
        ...


def shipped() -> Path:
    """The folder of what comes with the program: inside the package once installed, else the checkout."""
    here = Path(__file__).resolve()
    packed = here.parents[1] / "shipped"
    return packed if packed.is_dir() else here.parents[3]


class Assets:
    """All definitions that are in force for a store (or, without a root, the shipped ones)."""

    def __init__(self, root: Path | None = None, cache: AssetCache | None = None) -> None:
        self.root, self.cache = root, cache
        self._listed: dict[str, Mapping[str, AssetFile]] = {}
        self._parsed: dict[str, Mapping[str, definitionfile.Definitions]] = {}

    def list(self, kind: str) -> tuple[AssetFile, ...]:
        """The files of a kind (ledgers, codelists, indicators, plans, calendar, templates …), by name."""
        return tuple(self._files(kind).values())

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of a kind's files, without suffix."""
        return tuple(self._files(kind))

    def path(self, path: str) -> Path:
        """The file that is in force under this path (templates/monthly.md); UnknownName when there is none."""
        for folder in self._folders():
            found = folder / path
            if found.is_file() and found.resolve().is_relative_to(folder.resolve()):
                return found
        kind, _slash, name = path.rpartition("/")
        known = [file.file.name for file in self.list(kind.removeprefix("schemas/"))]
        near = nearest(name, known)
        raise UnknownName(_("文件"), path, near, () if near else known)

    def text(self, path: str) -> str:
        """The text of the file that is in force under this path."""
        return self.path(path).read_text("utf-8-sig")

    def form(self, name: str) -> Ledger:
        """What one file of the store (its profile) may hold: schemas/<name>.yaml."""
        path = f"schemas/{name}.yaml"
        file = self.path(path)
        stamp = _stamp(file.stat(), str(file))
        kept = self.cache.get(path, stamp) if self.cache else None
        found = definitionfile.Definitions(*kept) if kept else definitionfile.read(file, path)
        if self.cache and not kept:
            self.cache.put(path, stamp, [path, found.raw, dict(found.lines)])
        return _read(partial(read_ledger, dated=False), name, found)

    def stamp(self, *kinds: str) -> str:
        """Changes whenever a file of these kinds does, comes or goes."""
        return " ".join(file.stamp for kind in kinds for file in self.list(kind))

    def raw(self, kind: str, name: str) -> Plain:
        """The content of one file of a kind; UnknownName with the nearest names."""
        return self._file(kind, name).raw

    def place(self, kind: str, name: str) -> Place:
        """How messages call one file of a kind."""
        return self._file(kind, name).place()

    def raw_all(self, kind: str) -> Mapping[str, Defined]:
        """All entries of a kind whose files are mappings of named entries (indicators), own ones before shipped ones.

        BadDefinition when two files of one origin define the same name.
        """
        merged: dict[str, Defined] = {}
        origins: dict[str, str] = {}
        for file in self.list(kind):
            found = self._definitions(kind)[file.name]
            if not isinstance(found.raw, Mapping):
                raise BadDefinition(found.place(), _("文件应是“名称: 定义”的形式"))
            for name, raw in found.raw.items():
                here = Defined(raw, found.place(name))
                if origins.get(name) == file.origin:
                    why = _("“{name}”在 {other} 已经定义").format(name=name, other=merged[name].place)
                    raise BadDefinition(here.place, why)
                if origins.get(name) != OWN:
                    merged[name], origins[name] = here, file.origin
        return merged

    def ledger(self, word: str) -> Ledger:
        """The ledger with this name, title or alias; UnknownName with the nearest ones."""
        name = self._ledger_names.get(word)
        if name is not None:
            return self.ledgers()[name]
        near = nearest(word, self._ledger_names)
        raise UnknownName(_("台账"), word, near, [ledger.title for ledger in self.ledgers().values()])

    def ledgers(self) -> Mapping[str, Ledger]:
        """Every ledger by name."""
        return self._ledgers

    def codelists(self) -> Mapping[str, Codelist]:
        """Every code list by name."""
        return self._codelists

    def prove(self) -> None:
        """Read every ledger and code list; BadDefinition at the first that does not hold together."""
        self._ledgers.make_all()
        self._codelists.make_all()

    def prove_ledgers(self) -> None:
        """BadDefinition while any ledger does not hold together, whichever a command needs."""
        self.proven("ledgers", ("ledgers",), self._ledgers.make_all)

    def proven(self, what: str, kinds: Sequence[str], prove: Callable[[], object]) -> None:
        """Call `prove`, unless it went through before with the files of these kinds as they are now.

        What holds together is not read anew for every command that needs little of it; what does not raises each time.
        """
        stamp = self.stamp(*kinds)
        if self.cache and self.cache.get(f"proven {what}", stamp):
            return
        prove()
        if self.cache:
            self.cache.put(f"proven {what}", stamp, True)

    @cached_property
    def _ledgers(self) -> Lazy[Ledger]:
        files = self._definitions("ledgers")
        return Lazy(files, lambda name: _read(read_ledger, name, files[name]))

    @cached_property
    def _codelists(self) -> Lazy[Codelist]:
        files = self._definitions("codelists")
        return Lazy(files, lambda name: _read(read_codelist, name, files[name]))

    @cached_property
    def _ledger_names(self) -> Mapping[str, str]:
        names: dict[str, str] = {}
        for name, file in self._definitions("ledgers").items():
            for word in words_of(name, file.raw):
                if word in names:
                    why = _("“{word}”已经是台账“{other}”的名称").format(word=word, other=names[word])
                    raise BadDefinition(self.place("ledgers", name), why)
                names[word] = name
        return names

    def _file(self, kind: str, name: str) -> definitionfile.Definitions:
        files = self._definitions(kind)
        if name in files:
            return files[name]
        near = nearest(name, files)
        raise UnknownName(_("定义（{kind}）").format(kind=kind), name, near, () if near else tuple(files))

    def _definitions(self, kind: str) -> Mapping[str, definitionfile.Definitions]:
        """Every file of a kind, parsed: from the cache while no file of that kind has changed."""
        if kind not in self._parsed:
            files = self._files(kind)
            stamp = self.stamp(kind)
            kept = self.cache.get(f"schemas/{kind}", stamp) if self.cache else None
            if kept is None:
                found = {name: definitionfile.read(file.file, file.path) for name, file in files.items()}
                if self.cache:
                    plain = {name: [file.path, file.raw, dict(file.lines)] for name, file in found.items()}
                    self.cache.put(f"schemas/{kind}", stamp, plain)
            else:
                found = {name: definitionfile.Definitions(*parts) for name, parts in kept.items()}
            self._parsed[kind] = found
        return self._parsed[kind]

    def _files(self, kind: str) -> Mapping[str, AssetFile]:
        if kind not in self._listed:
            found: dict[str, AssetFile] = {}
            for top in reversed(self._folders()):
                origin = OWN if top == self.root else SHIPPED
                for folder in reversed(_FOLDERS.get(kind, (f"schemas/{kind}",))):
                    found |= {file.name: file for file in _listing(top, folder, origin)}
            self._listed[kind] = dict(sorted(found.items()))
        return self._listed[kind]

    def _folders(self) -> tuple[Path, ...]:
        return (self.root, shipped()) if self.root else (shipped(),)


def _listing(top: Path, folder: str, origin: str) -> Iterator[AssetFile]:
    suffix = ".md" if folder == "templates" else ".yaml"
    try:
        entries = os.scandir(top / folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    with entries:
        for entry in entries:
            if entry.name.endswith(suffix) and not entry.name.startswith((".", "~")):
                path = f"{folder}/{entry.name}"
                stamp = _stamp(entry.stat(), f"{origin}:{path}")
                yield AssetFile(entry.name.removesuffix(suffix), path, origin, Path(entry.path), stamp)


def _stamp(told: os.stat_result, name: str) -> str:
    return f"{name}:{told.st_mtime_ns}:{told.st_size}"


_T = TypeVar("_T")


def _read(reader: Callable[[str, Mapping[str, Any], object], _T], name: str, found: definitionfile.Definitions) -> _T:
    """A definition's value; what its reader trips over is said with the file."""
    if not isinstance(found.raw, Mapping):
        raise BadDefinition(found.place(), _("文件应是“项名: 值”的形式"))
    try:
        return reader(name, found.raw, found.path)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        why = _("缺少 {name}").format(name=error) if isinstance(error, KeyError) else str(error)
        raise BadDefinition(found.place(), why) from error
