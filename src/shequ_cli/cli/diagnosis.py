"""What `doctor` looks at: the program, git, the store, its definitions, the calendar, the fonts."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import shequ_cli
from shequ_cli.store import git, history, journal
from shequ_cli.store.atomic import TEMPORARY
from shequ_cli.words.errors import GitFailed, ShequError, StoreNotFound
from shequ_cli.words.language import _

if TYPE_CHECKING:
    from shequ_cli.cli.desk import Desk
    from shequ_cli.store.store import Store


class Finding(NamedTuple):
    """One thing looked at; `state` is ok, warn or bad, `mend` says what to do."""

    name: str
    state: str
    said: str
    mend: str = ""


def findings(desk: Desk) -> list[Finding]:
    """Everything, in the order in which it would be mended."""
    found = [*_program(), *_git()]
    try:
        store = desk.store
    except StoreNotFound as fault:
        return [*found, Finding(_("库"), "warn", _("这里没有库"), str(fault)), *_fonts()]
    looks = (_history, _leftovers, _records, _definitions, lambda _store: _plans(desk), lambda _store: _calendar(desk))
    return [*found, *(finding for look in looks for finding in _careful(look, store)), *_fonts()]


def _careful(look: Callable[[Store], Iterator[Finding]], store: Store) -> Iterator[Finding]:
    """A fault that stops one look is itself a finding."""
    try:
        yield from look(store)
    except ShequError as fault:
        yield Finding(_("库"), "bad", str(fault), _("照提示改正后再运行 shequ doctor"))


def _program() -> Iterator[Finding]:
    version = f"shequ {shequ_cli.__version__}, Python {platform.python_version()}, {platform.system()}"
    yield Finding(_("程序"), "ok", version)
    yield Finding(_("组件"), "ok", _("，").join(f"{name} {_version(name)}" for name in _PARTS))
    encoding = (sys.stdout.encoding or "").lower()
    if encoding.replace("-", "") == "utf8":
        yield Finding(_("文字编码"), "ok", encoding)
    else:
        yield Finding(_("文字编码"), "warn", encoding or _("不明"), _("设环境变量 PYTHONUTF8=1"))


_PARTS = ("typer", "rich", "pyyaml", "jinja2", "pandas", "openpyxl", "jsonschema-rs", "markdown-it-py")


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return _("没有装")


def _git() -> Iterator[Finding]:
    if not git.available():
        yield Finding(
            "git", "warn", _("没有 git 程序，改动没有历史"), _("安装 git（git-scm.com），再在库里运行 git init")
        )
        return
    yield Finding("git", "ok", git.run(Path.cwd(), "--version").decode().strip())
    try:
        name = git.run(Path.cwd(), "config", "user.name").decode().strip()
        yield Finding(_("git 署名"), "ok", name)
    except GitFailed:
        yield Finding(
            _("git 署名"), "warn", _("没有设，历史里看不出是谁改的"), _('运行 git config --global user.name "姓名"')
        )


def _history(store: Store) -> Iterator[Finding]:
    yield Finding(_("库"), "ok", str(store.root))
    if not git.available():
        return
    if git.repository(store.root) is None:
        yield Finding(_("改动历史"), "warn", _("库不在 git 仓库里"), _("在库的文件夹里运行 git init"))
        return
    waiting = journal.pending(store.root)
    changed = [path for _mark, path in history.uncommitted(store.root) if path not in waiting]
    if waiting:
        yield Finding(
            _("改动历史"), "warn", _("{n} 个文件已保存、还没有历史").format(n=len(waiting)), _("下次保存时会一并记入")
        )
    if changed:
        said = _("{n} 个文件手工改过、没有提交：{first}").format(n=len(changed), first=changed[0])
        yield Finding(_("改动历史"), "warn", said, _("先 shequ check，再运行 git add -A 和 git commit"))
    if not waiting and not changed:
        yield Finding(_("改动历史"), "ok", _("全部已记入"))


def _leftovers(store: Store) -> Iterator[Finding]:
    left = [path for path in store.root.rglob(f"{TEMPORARY}*") if ".git" not in path.parts]
    if left:
        yield Finding(
            _("临时文件"),
            "warn",
            _("{n} 个，如 {path}").format(n=len(left), path=left[0]),
            _("没有别的 shequ 在运行时可以删除"),
        )


def _records(store: Store) -> Iterator[Finding]:
    from shequ_cli.store.folder import profile_problems

    counts = store.count()
    yield Finding(_("记录"), "ok", _("{n} 条，{ledgers} 个台账").format(n=sum(counts.values()), ledgers=len(counts)))
    wrong = profile_problems(store.root, store.assets)
    for problem in wrong[:3]:
        yield Finding(_("社区资料"), "bad", f"{problem.place} {problem.title} {problem.message}", _("修改 shequ.yaml"))
    errors = sum(problem.level.value == "error" for problem in store.problems())
    if errors:
        yield Finding(_("数据"), "warn", _("{n} 个错误").format(n=errors), _("运行 shequ check"))


def _definitions(store: Store) -> Iterator[Finding]:
    from shequ_cli.cli.definitions import prove

    known, reports = prove(store)
    said = _("{ledgers} 个台账、{measures} 个指标、{reports} 个报表")
    counts = {"ledgers": len(store.ledgers), "measures": len(known), "reports": len(reports)}
    yield Finding(_("定义"), "ok", said.format(**counts))


def _plans(desk: Desk) -> Iterator[Finding]:
    from shequ_cli.cli.plans import Planning

    files = sorted(path.name for path in (desk.store.root / "plans").glob("*.yaml"))
    wrong = Planning(desk).problems() if files else []
    for problem in wrong[:3]:
        yield Finding(_("计划"), "bad", f"{problem.place} {problem.title} {problem.message}", _("修改计划文件"))
    if files and not wrong:
        yield Finding(_("计划"), "ok", _("、").join(files))


def _calendar(desk: Desk) -> Iterator[Finding]:
    from shequ_cli.cli.definitions import work_calendar

    calendar, year = work_calendar(desk.store), desk.today.year
    wanted = [year] if desk.today.month < 12 else [year, year + 1]
    missing = [str(one) for one in wanted if not calendar.knows(one)]
    if missing:
        mend = _("照放假通知用 shequ calendar import 录入，或新建 calendar/{year}.yaml").format(year=missing[0])
        yield Finding(_("放假安排"), "warn", _("没有录入：{years}").format(years="、".join(missing)), mend)
    else:
        yield Finding(_("放假安排"), "ok", "、".join(str(one) for one in wanted))


_FONT_FILES = {
    "仿宋": ("simfang", "fangsong", "仿宋"),
    "楷体": ("simkai", "kaiti", "楷体"),
    "黑体": ("simhei", "黑体"),
    "宋体": ("simsun", "宋体"),
    "方正小标宋": ("fzxbs", "方正小标宋"),
}
"""What the fonts of official documents are called on a disk or by fontconfig, in lower case."""

_FONT_FOLDERS = (
    "C:/Windows/Fonts",
    "/usr/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
)


def _fonts() -> Iterator[Finding]:
    """Word takes a stand-in where a font is missing; the file still names the right one."""
    known = _font_names()
    missing = [
        title for title, words in _FONT_FILES.items() if not any(word in name for word in words for name in known)
    ]
    if missing:
        mend = _("不影响生成；在装有这些字体的电脑上打开、打印即可")
        yield Finding(_("公文字体"), "warn", _("这台电脑没有：{names}").format(names="、".join(missing)), mend)
    else:
        yield Finding(_("公文字体"), "ok", "、".join(_FONT_FILES))


def _font_names() -> set[str]:
    folders = [Path(folder).expanduser() for folder in _FONT_FOLDERS]
    names = {path.name.lower() for folder in folders if folder.is_dir() for path in folder.rglob("*.[tToO][tT][fFcC]")}
    if shutil.which("fc-list"):
        import subprocess

        told = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, check=False).stdout
        names |= {line.lower() for line in told.decode("utf-8", "replace").splitlines()}
    return names
