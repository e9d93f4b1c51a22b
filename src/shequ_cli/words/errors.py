"""Exceptions mean that no answer is possible; each says why and the way out, and carries its exit code.

Exit codes (design): 1 problems in data · 2 wrong usage · 3 environment (disk, git, lock).
"""

from __future__ import annotations

from collections.abc import Sequence

from shequ_cli.words.language import _
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Problem


class ShequError(Exception):
    """Anything shequ says instead of an answer."""

    exit_code = 3


class UsageFault(ShequError):
    """The command's words are off."""

    exit_code = 2


class DataFault(ShequError):
    """The data do not allow it."""

    exit_code = 1


def _near(names: Sequence[str]) -> str:
    return _("，是不是“{names}”？").format(names=_("”或“").join(names)) if names else ""


_MOST_NAMES = 40


def _listed(names: Sequence[str]) -> str:
    """All names, or so many that they can be read."""
    few = "、".join(names[:_MOST_NAMES])
    return few if len(names) <= _MOST_NAMES else _("{names} 等 {n} 个").format(names=few, n=len(names))


class UnknownName(UsageFault):
    """A ledger, field, code, state, period, report … that does not exist."""

    def __init__(self, kind: str, given: str, near: Sequence[str] = (), allowed: Sequence[str] = ()) -> None:
        self.kind, self.given, self.near, self.allowed = kind, given, tuple(near), tuple(allowed)
        known = _("；可用的有：{names}").format(names=_listed(allowed)) if allowed else ""
        super().__init__(_("没有叫“{given}”的{kind}").format(given=given, kind=kind) + _near(near) + known)


class AmbiguousTail(UsageFault):
    """The tail of an id that several records share."""

    def __init__(self, tail: str, ids: Sequence[str]) -> None:
        super().__init__(
            _("“{tail}”对应 {n} 条记录：{ids}，请多写几位").format(tail=tail, n=len(ids), ids="、".join(ids[:8]))
        )


class BadPeriod(UsageFault):
    """A period that cannot be read."""

    def __init__(self, text: str) -> None:
        super().__init__(
            _("看不懂期间“{text}”；可写 2026-03、2026Q1、2026H1、2026，或 本月、上月、本季度、上半年、去年").format(
                text=text
            )
        )


class BadSetting(UsageFault):
    """An option such as --set that lacks its form."""

    def __init__(self, option: str, given: str, form: str) -> None:
        super().__init__(_("{option} 应写成 {form}，不能是“{given}”").format(option=option, given=given, form=form))


class Refused(DataFault):
    """A record that breaks its schema; nothing was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(_("有 {n} 个问题，没有保存").format(n=len(problems)))


class StateRefused(DataFault):
    """A change of state that the flow does not allow."""

    def __init__(self, now: str, wanted: str, allowed: Sequence[str]) -> None:
        self.now, self.wanted, self.allowed = now, wanted, tuple(allowed)
        way = _("可以改为：{names}").format(names="、".join(allowed)) if allowed else _("这一状态已是终点")
        super().__init__(_("不能从“{now}”改为“{wanted}”，{way}").format(now=now, wanted=wanted, way=way))


class BadDefinition(DataFault):
    """A schema, indicator, plan rule or template that does not hold together; `place` names file and line."""

    def __init__(self, place: object, why: str) -> None:
        self.place, self.why = place, why
        super().__init__(_("{place} 定义有误：{why}").format(place=place, why=why))


class StoreNotFound(ShequError):
    """No shequ.yaml here or above."""

    def __init__(self, where: str) -> None:
        super().__init__(
            _(
                "从 {where} 向上没有找到 shequ.yaml；请先运行 shequ init 建库，或用 --dir、SHEQU_DIR 指明库的位置"
            ).format(where=where)
        )


class LockHeld(ShequError):
    """Another shequ is writing."""

    def __init__(self, path: str) -> None:
        super().__init__(_("另一个 shequ 正在写入（{path}），本次没有改动任何文件；请稍后再试").format(path=path))


class FileChanged(ShequError):
    """The file is no longer what was read; writing would lose somebody's change."""

    def __init__(self, path: str) -> None:
        super().__init__(_("{path} 在读取之后被别处改动，本次没有写入；请重新运行这条命令").format(path=path))


class WriteFailed(ShequError):
    """The disk refused; the old file stands as it was."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            _("写不进 {path}：{why}；原文件没有变化。请检查磁盘空间和权限，并关闭正在打开它的 Excel 或 WPS").format(
                path=path, why=why
            )
        )


class GitFailed(ShequError):
    """The git program said no; the change itself is saved."""

    def __init__(self, why: str) -> None:
        super().__init__(_("改动已保存，但 git 没有记下历史：{why}").format(why=why))


class QueryRefused(UsageFault):
    """SQL that writes, attaches, runs too long or does not parse."""

    def __init__(self, why: str) -> None:
        super().__init__(_("查询没有执行：{why}").format(why=why))


class TemplateFault(DataFault):
    """A template that misspells a name, reaches for what it may not see, or does not parse; no document was made."""

    def __init__(self, place: Place, why: str) -> None:
        self.place, self.why = place, why
        super().__init__(_("{place} 模板有误：{why}").format(place=place, why=why))


class NothingToUndo(ShequError):
    """There is no change that could be taken back."""

    def __init__(self, why: str) -> None:
        super().__init__(_("不能撤销：{why}").format(why=why))


class UndoRefused(ShequError):
    """Files that the last change wrote are no longer as it left them; taking it back would lose that."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = tuple(paths)
        super().__init__(
            _("不能撤销：{paths} 在那次改动之后又变了；请先保存或还原这些文件").format(paths="、".join(paths))
        )


class StoreExists(UsageFault):
    """A store would be made where one is."""

    def __init__(self, where: str) -> None:
        super().__init__(_("{where} 里已经有一个库（shequ.yaml）；要改基本信息请直接编辑这个文件").format(where=where))
