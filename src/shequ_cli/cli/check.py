"""shequ check: every problem of the store at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from shequ_cli.cli import complete, output
from shequ_cli.cli.desk import desk_of
from shequ_cli.cli.options import AsOption, JsonOption
from shequ_cli.cli.shapes import problem_shape
from shequ_cli.cli.viewer import veiled
from shequ_cli.words.language import _
from shequ_cli.words.problem import Problem, count_by_level

if TYPE_CHECKING:
    from shequ_cli.cli.desk import Desk


def command(
    ctx: typer.Context,
    ledgers: Annotated[
        list[str] | None,
        typer.Argument(metavar=_("台账…"), help=_("只查这些台账；不写就全查"), autocompletion=complete.ledgers),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=_("同一原因的也逐条列出"))] = False,
    audience: AsOption = None,
    json: JsonOption = False,
) -> None:
    """检查全部或几个台账，一次列出所有错误、疑问和提示。

    不写台账时，年度计划和 shequ.yaml 也一起查。
    错误要改；疑问可以改，也可以用 shequ edit 编号 --pass 代码=理由 说明属实；提示只供参考。
    每行是“文件:行:列 级别 字段：值 — 原因 [代码]”，shequ explain 代码 说明改法。
    个人信息的错误值也遮盖；要看原值加 --as 内部，或按行列打开文件。

    例：
      shequ check
      shequ check 纠纷 隐患 --all

    退出码：0 没有错误（可能有疑问、提示） · 1 有错误 · 2 没有这个台账。
    """
    desk = desk_of(ctx)
    chosen = [desk.ledger(word).name for word in ledgers or ()] or None
    viewer = desk.viewer(audience)
    found = [veiled(problem, desk.store.ledgers, viewer) for problem in desk.store.problems(chosen)]
    if chosen is None:
        found += _plan_problems(desk)
    counts, records = count_by_level(found), sum(desk.store.count(chosen).values())
    if json:
        shapes = [problem_shape(problem) for problem in found]
        output.as_json("problems", {"problems": shapes, "counts": counts, "records": records})
    else:
        output.problems(found, every=every, on_stdout=True)
        said = _("查了 {records} 条记录：错误 {error}，疑问 {doubt}，提示 {hint}")
        output.remark(said.format(records=records, **counts))
    if chosen is None:
        _prove_definitions(desk)
    raise typer.Exit(1 if counts["error"] else 0)


def _prove_definitions(desk: Desk) -> None:
    """BadDefinition when a schema, measure, report or plan rule of the store's own does not hold together."""
    if not any((desk.store.root / own).is_dir() for own in ("schemas", "templates")):
        return
    from shequ_cli.cli.definitions import prove

    prove(desk.store)


def _plan_problems(desk: Desk) -> list[Problem]:
    """What is wrong with the plans, where there are any."""
    if not (desk.store.root / "plans").is_dir():
        return []
    from shequ_cli.cli.plans import Planning

    return Planning(desk).problems()
