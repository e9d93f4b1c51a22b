"""The verbs of the command line: name, Chinese alias, the module that does it, one line about it."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple, cast

import typer
from typer.core import TyperCommand, TyperGroup

from shequ_cli.words.language import _


class Verb(NamedTuple):
    """`module` holds a function or a Typer app called `command`."""

    name: str
    alias: str
    module: str
    summary: str
    default: str = ""
    """Of a group: the command that is meant where none is named (`shequ calendar 2026-03`)."""


def table() -> tuple[Verb, ...]:
    """Every verb, in the order of a clerk's day."""
    return (
        Verb("init", _("建库"), "init", _("新建一个库：文件夹、社区资料和 git 历史")),
        Verb("add", _("登记"), "add", _("登记一条或一批记录")),
        Verb("edit", _("修改"), "edit", _("修改一条记录的几项内容")),
        Verb("advance", _("办理"), "advance", _("把一条记录推进到下一个状态")),
        Verb("show", _("查看"), "show", _("查看一条记录和它的时限")),
        Verb("list", _("清单"), "listing", _("按条件列出一个台账的记录")),
        Verb("find", _("查找"), "find", _("在全部台账里按文字查找")),
        Verb("query", _("查询"), "query", _("用 SQL 查询，结果可存为 csv、xlsx、json")),
        Verb("check", _("检查"), "check", _("检查全部或几个台账，列出错误、疑问和提示")),
        Verb("today", _("今日"), "today", _("今天和近几天要办的事")),
        Verb("calendar", _("日历"), "calendar", _("放假调休、主题日、计划和报送期限；录入放假安排"), default="show"),
        Verb("report", _("报表"), "report", _("生成一个期间的报表：md、html、docx、xlsx、json")),
        Verb("post", _("公示"), "post", _("公示名单和公开内容：登记、出文件、期满撤下")),
        Verb("plan", _("计划"), "plan", _("生成、查看年度计划和完成进度")),
        Verb("assess", _("考评"), "assess", _("按考评标准算分：够不够格、为什么、还缺哪些材料")),
        Verb("explain", _("说明"), "explain", _("说明一个数值的来历，或一个问题代码的改法")),
        Verb("history", _("历史"), "history", _("一条记录是谁在何时改了什么")),
        Verb("undo", _("撤销"), "undo", _("撤销库里最近的一次改动")),
        Verb("schema", _("定义"), "schema", _("查看、导出台账的定义")),
        Verb("doctor", _("体检"), "doctor", _("检查运行环境和库的状况，并说明怎样修")),
        Verb("demo", _("演示"), "demo", _("用示例库走一遍主要工作")),
    )


def find(word: str) -> Verb | None:
    """The verb with this name or alias."""
    return next((verb for verb in table() if word in (verb.name, verb.alias)), None)


def load(word: str, command: type[TyperCommand], group: type[TyperGroup]) -> TyperCommand | TyperGroup | None:
    """The verb's command, its module imported only now; None when there is no such verb."""
    verb = find(word)
    if verb is None:
        return None
    made = import_module(f"shequ_cli.cli.{verb.module}").command
    if not isinstance(made, typer.Typer):
        function, made = made, typer.Typer(add_completion=False)
        made.command(verb.name, cls=command)(function)
    else:
        made.info.cls, made.info.name = group, verb.name
        for entry in made.registered_commands:
            entry.cls = command
    built = cast("TyperCommand | TyperGroup", typer.main.get_command(made))
    if verb.default:
        built.default = verb.default  # type: ignore[union-attr]
    return built
