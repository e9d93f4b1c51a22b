"""shequ doctor: is everything as it should be, and what to do where it is not."""

from __future__ import annotations

import typer

from shequ_cli.cli import output
from shequ_cli.cli.desk import desk_of
from shequ_cli.cli.options import JsonOption
from shequ_cli.words.language import _


def command(ctx: typer.Context, json: JsonOption = False) -> None:
    """检查运行环境和库的状况，每个毛病都说明怎样修。

    例：
      shequ doctor

    退出码：0 可以正常使用（可能有提醒） · 3 有要修的。
    """
    from shequ_cli.cli.diagnosis import findings

    found = findings(desk_of(ctx))
    if json:
        output.as_json("doctor", {"findings": [finding._asdict() for finding in found]})
    else:
        marks = {"ok": _("正常"), "warn": _("提醒"), "bad": _("要修")}
        rows = [[marks[one.state], one.name, one.said, one.mend] for one in found]
        output.table([_("状况"), _("项目"), _("结果"), _("怎样修")], rows, whole=True)
    raise typer.Exit(3 if any(one.state == "bad" for one in found) else 0)
