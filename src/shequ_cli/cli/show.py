"""shequ show: one record, its clocks and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from shequ_cli.cli import output
from shequ_cli.cli.desk import desk_of
from shequ_cli.cli.options import AsOption, IdArgument, JsonOption
from shequ_cli.cli.shapes import values_shape
from shequ_cli.cli.viewer import Viewer
from shequ_cli.rules.schema import ID_TITLE, PASSED_TITLE, Ledger
from shequ_cli.words.language import _
from shequ_cli.words.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shequ_cli.work.clock import ClockStanding


def command(ctx: typer.Context, id: IdArgument, audience: AsOption = None, json: JsonOption = False) -> None:
    """查看一条记录和它的时限。

    个人信息默认遮盖；内部使用加 --as 内部。

    例：
      shequ show 7k3f
      shequ show case-20260312-7k3f --as 内部

    退出码：0 已显示 · 2 没有这条记录，或末几位对应几条。
    """
    from shequ_cli.cli.definitions import clocks

    desk = desk_of(ctx)
    record = desk.store.record(id)
    ledger, viewer = desk.ledger(record.ledger), desk.viewer(audience)
    running = clocks(desk, ledger, record)
    if json:
        _as_json(ledger, record, viewer, running)
        return
    output.title(f"{ledger.title} {record.id}  {viewer.label(ledger, record)}")
    output.fields(_pairs(ledger, record, viewer))
    for clock in running:
        output.show(_("时限  {name} {due} {state}").format(name=clock.name, due=clock.due, state=clock.word))
    output.remark(_("文件 {path}；改动历史：shequ history {id}").format(path=record.path, id=record.id))


def _pairs(ledger: Ledger, record: Record, viewer: Viewer) -> list[tuple[str, str]]:
    filled = [(field, record.values[field.name]) for field in ledger.fields if field.name in record.values]
    pairs = [(field.title, viewer.text(field, value) or _("（不公开）")) for field, value in filled]
    pairs += [(PASSED_TITLE, f"{code}：{reason}") for code, reason in record.passed.items()]
    unknown = [(key, str(value)) for key, value in record.unknown.items()] if viewer.sees_all else []
    return [(ID_TITLE, record.id), *pairs, *unknown]


def _as_json(ledger: Ledger, record: Record, viewer: Viewer, running: Sequence[ClockStanding]) -> None:
    values = values_shape(ledger, record, viewer.value)
    clocks = [{"name": clock.name, "due": clock.due, "state": clock.state.value} for clock in running]
    place = {"id": record.id, "ledger": ledger.name, "path": record.path, "line": record.line or None}
    output.as_json("record", {**place, "values": values, "clocks": clocks, "passed": dict(record.passed)})
