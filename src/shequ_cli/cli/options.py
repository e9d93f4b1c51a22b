"""Options that several verbs share, said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shequ_cli.cli import complete
from shequ_cli.words.language import _

LedgerArgument = Annotated[
    str,
    typer.Argument(
        metavar=_("台账"),
        help=_("台账的名称、标题或别名，如 case、矛盾纠纷调解、纠纷"),
        autocompletion=complete.ledgers,
    ),
]
IdArgument = Annotated[
    str,
    typer.Argument(metavar=_("编号"), help=_("记录的编号，或足以分辨的末几位，如 7k3f"), autocompletion=complete.ids),
]
PeriodArgument = Annotated[
    str,
    typer.Argument(
        metavar=_("期间"),
        help=_("2026-03、2026Q1、2026H1、2026，或 本月、上月、本季度、上半年、去年；不写就是上月"),
        autocompletion=complete.periods,
    ),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar=_("字段=值"),
        help=_("填一项；列表可重复写或用“、”隔开，成组的写 当事人.0.姓名=…"),
        autocompletion=complete.settings,
    ),
]
PassOption = Annotated[
    list[str] | None,
    typer.Option(
        "--pass",
        metavar=_("代码=理由"),
        help=_("说明一个疑问为什么属实，理由随记录保存"),
        autocompletion=complete.doubts,
    ),
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=_("只显示会写什么，不写"))]
NoCommitOption = Annotated[bool, typer.Option("--no-commit", help=_("写文件，但不记入 git 历史"))]
JsonOption = Annotated[bool, typer.Option("--json", help=_("输出 JSON；字段只增不减"))]
AsOption = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar=_("对象"),
        help=_("给谁看：内部（照记录）、上报（个人信息遮盖）、公示（只有可公开的）；不写按库的“屏幕对象”，否则按上报"),
        autocompletion=complete.audiences,
    ),
]
OutputsOption = Annotated[
    list[Path] | None,
    typer.Option("-o", "--output", metavar=_("文件"), help=_("存为文件，后缀决定格式；“-”是标准输出")),
]
