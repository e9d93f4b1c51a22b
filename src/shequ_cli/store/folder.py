"""The store's folder: where it begins, what its profile says, and what a new one is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from shequ_cli.rules.schema import Field
from shequ_cli.store import yamlfile
from shequ_cli.store.encoding import decoded
from shequ_cli.words.errors import Refused, StoreExists, StoreNotFound
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Problem
from shequ_cli.words.record import Raw

if TYPE_CHECKING:
    from shequ_cli.store.assets import Assets
    from shequ_cli.store.save import FileEdit

PROFILE = "shequ.yaml"

_IGNORED = (".shequ/", ".~*", "~$*")
"""Derived files, our own temporary files, and those of Excel and WPS."""

_ATTRIBUTES = (
    "*.yaml text eol=lf",
    "*.md text eol=lf",
    "*.csv -text",
    "*.xlsx binary",
    "*.docx binary",
    "*.pdf binary",
)
"""YAML is stored and checked out with LF everywhere; a CSV file keeps the very bytes that Excel knows."""

_HEAD = "# 社区和单位的基本信息，印在报表和文稿上；可以直接修改，改后运行 shequ check\n"


@dataclass(frozen=True, slots=True)
class Profile:
    """What shequ.yaml says; what it leaves out is empty. `sign_off` and `settings` are keyed by titles (填表人, 屏幕对象)."""

    name: str = ""
    street: str = ""
    district: str = ""
    code: str = ""
    """12 digits of the statistical division code, or what stands there."""
    grids: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    sign_off: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    raw: Mapping[str, Raw] = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        """The name that signs documents and heads tables: 安和街道幸福社区居民委员会."""
        return self.name if self.name.startswith(self.street) else self.street + self.name


def find(start: Path) -> Path:
    """The store at or above `start`."""
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / PROFILE).is_file():
            return folder
    raise StoreNotFound(str(start))


def read_profile(root: Path, assets: Assets) -> Profile:
    """The profile as far as it can be read; `profile_problems` says what is wrong with it."""
    raw = yamlfile.parse((root / PROFILE).read_bytes()).tree
    told = {known.name: _found(known, raw) for known in assets.form("profile").fields}
    text = {name: value for name, value in told.items() if isinstance(value, str)}
    texts = {name: tuple(map(str, value)) for name, value in told.items() if isinstance(value, list)}
    groups = {name: value for name, value in told.items() if isinstance(value, dict)}
    return Profile(
        name=text.get("name", ""),
        street=text.get("street", ""),
        district=text.get("district", ""),
        code=text.get("code", ""),
        grids=texts.get("grids", ()),
        posts=texts.get("posts", ()),
        sign_off=_texts(groups.get("sign_off")),
        settings=_texts(groups.get("settings")),
        raw=raw,
    )


def _found(known: Field, raw: Mapping[str, Raw]) -> Raw:
    """A field's value under whichever of its words it stands; a list may be one text, as in records."""
    value = next((raw[word] for word in known.words if word in raw), "")
    if known.kind == "list":
        items = _split(value) if isinstance(value, str) else value
        return [item.strip() for item in items if isinstance(item, str) and item.strip()]
    if known.kind == "group":
        return {inner.title: _found(inner, value) for inner in known.fields} if isinstance(value, dict) else {}
    return value.strip() if isinstance(value, str) else ""


def _split(text: str) -> list[Raw]:
    from shequ_cli.rules.fields import split  # brings all the rules, which most commands can do without

    return split(text)


def _texts(group: Mapping[str, Raw] | None) -> Mapping[str, str]:
    return {title: value for title, value in (group or {}).items() if isinstance(value, str) and value}


def profile_problems(root: Path, assets: Assets) -> list[Problem]:
    """What is wrong with shequ.yaml, with places."""
    data = (root / PROFILE).read_bytes()
    parsed = yamlfile.parse(data, PROFILE)
    problems = list(parsed.problems)
    if parsed.broken:
        return problems
    found = _judged(parsed.tree, assets)
    places = yamlfile.places(decoded(data).text) if found else {}
    for problem in found:
        keys = problem.keys
        while keys and keys not in places:
            keys = keys[:-1]
        problems.append(problem.at(Place(PROFILE, *places.get(keys, (1, 1)))))
    return problems


def _judged(raw: Mapping[str, Raw], assets: Assets) -> tuple[Problem, ...]:
    """A profile holds no dates of events, so no day is too late for it."""
    from shequ_cli.rules.reading import Reader

    return Reader(assets.form("profile"), assets.codelists(), date.max).read(raw).problems


def init_edits(folder: Path, values: Mapping[str, Raw], assets: Assets) -> list[FileEdit]:
    """What makes a folder a store: its profile and git's two settings files, which keep what they already say.

    `values` are keyed by names or titles of schemas/profile.yaml. StoreExists when there is a profile, Refused when
    the values break it.
    """
    from shequ_cli.store.save import FileEdit

    if (folder / PROFILE).exists():
        raise StoreExists(str(folder))
    fields = assets.form("profile").fields
    given = {known.title: value for known in fields for word, value in values.items() if value and word in known.words}
    raw = given | {word: value for word, value in values.items() if not any(word in known.words for known in fields)}
    if problems := _judged(raw, assets):
        raise Refused(problems)
    profile = FileEdit(PROFILE, None, (_HEAD + yamlfile.dump(raw)).encode())
    return [profile, _with_lines(folder, ".gitignore", _IGNORED), _with_lines(folder, ".gitattributes", _ATTRIBUTES)]


def _with_lines(folder: Path, path: str, lines: tuple[str, ...]) -> FileEdit:
    from shequ_cli.store.save import FileEdit

    file = folder / path
    before = file.read_bytes() if file.is_file() else None
    known = (before or b"").decode("utf-8", "replace").splitlines()
    gap = "\n" if before and not before.endswith(b"\n") else ""
    more = gap + "".join(f"{line}\n" for line in lines if line not in known)
    return FileEdit(path, before, (before or b"") + more.encode())
