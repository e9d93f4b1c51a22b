"""shequ schema: what the ledgers are made of, and their definitions for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shequ_cli.cli import output
from shequ_cli.cli.desk import Desk, desk_of
from shequ_cli.cli.options import AsOption, JsonOption, LedgerArgument
from shequ_cli.words.language import _

if TYPE_CHECKING:
    from shequ_cli.rules.schema import Field, Ledger
    from shequ_cli.store.assets import Assets

command = typer.Typer(add_completion=False)


@command.callback()
def schema() -> None:
    """查看、导出台账的定义。"""


@command.command("list")
def show_all(ctx: typer.Context, json: JsonOption = False) -> None:
    """列出全部台账。

    例：
      shequ schema list

    退出码：0 已列出。
    """
    assets = _assets(desk_of(ctx))
    origins = {file.name: file.origin for file in assets.list("ledgers")}
    ledgers = list(assets.ledgers().values())
    if json:
        output.as_json("schemas", {"ledgers": [_ledger_shape(ledger, origins[ledger.name]) for ledger in ledgers]})
        return
    columns = [_("名称"), _("标题"), _("别名"), _("存储"), _("字段"), _("体系"), _("来自")]
    words = {"store": _("本库"), "shipped": _("随软件")}
    rows = [
        [
            one.name,
            one.title,
            "、".join(one.aliases),
            one.storage,
            str(len(one.fields)),
            " ".join(one.systems),
            words[origins[one.name]],
        ]
        for one in ledgers
    ]
    output.table(columns, rows, right=[4])


@command.command("show")
def show_one(ctx: typer.Context, ledger: LedgerArgument, json: JsonOption = False) -> None:
    """显示一个台账的字段、代码、状态、时限和检查。

    例：
      shequ schema show 纠纷

    退出码：0 已显示 · 2 没有这个台账。
    """
    from shequ_cli.exchange.plainschema import plain_schema

    assets = _assets(desk_of(ctx))
    found = assets.ledger(ledger)
    if json:
        output.as_json("schema", {"ledger": found.name, "schema": plain_schema(found, assets.codelists())})
        return
    output.title(f"{found.title}（{found.name}）")
    columns = [_("字段"), _("名称"), _("类型"), _("必填"), _("隐私"), _("说明")]
    output.table(columns, [_row(field, assets) for field in found.fields], whole=True)
    for line in _rules(found):
        output.show(line)


@command.command("export")
def export(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar=_("文件夹"), help=_("写到哪里；写库的文件夹时，数据就地引用"))],
    audience: AsOption = None,
) -> None:
    """导出每个台账的 JSON Schema，和 CSV 台账的 Data Package。

    编辑器用 JSON Schema 提示和检查；datapackage.json 可用 frictionless validate 检查。
    写到库以外的文件夹时，CSV 台账的数据按对象遮盖后一并导出。

    例：
      shequ schema export 定义/

    退出码：0 已导出 · 2 没有这个对象 · 3 写不进去。
    """
    from shequ_cli.cli.files import replace
    from shequ_cli.cli.package import exported_files

    desk = desk_of(ctx)
    for path, data in exported_files(desk.store, folder, desk.viewer(audience)):
        replace(path, data)
        output.show(str(path))


def _assets(desk: Desk) -> Assets:
    """The store's definitions, or the shipped ones where there is no store."""
    from shequ_cli.store.assets import Assets
    from shequ_cli.words.errors import StoreNotFound

    try:
        return desk.store.assets
    except StoreNotFound:
        return Assets()


def _ledger_shape(ledger: Ledger, origin: str) -> dict[str, Any]:
    return {
        "name": ledger.name,
        "title": ledger.title,
        "aliases": ledger.aliases,
        "storage": ledger.storage,
        "systems": ledger.systems,
        "fields": [{"name": field.name, "title": field.title, "kind": field.kind} for field in ledger.fields],
        "from": origin,
    }


def _row(field: Field, assets: Assets) -> list[str]:
    kinds = {
        "text": _("文字"), "date": _("日期"), "month": _("月份"), "time": _("时间"), "integer": _("整数"), "number": _("数"),
        "money": _("金额"), "boolean": _("是否"), "code": _("代码"), "group": _("成组"), "list": _("列表"),
    }  # fmt: skip
    from shequ_cli.exchange.plainschema import titles

    one = field.item or field
    codes = "、".join(titles(one, assets.codelists())) if one.kind == "code" else ""
    inner = "、".join(part.title for part in one.fields)
    privacy = {"public": _("公开"), "internal": _("内部"), "personal": _("个人"), "sensitive": _("敏感")}[field.privacy]
    said = _("；").join(part for part in (field.hint, codes, inner) if part)
    return [field.title, field.name, kinds[field.kind], "*" if field.required else "", privacy, said]


def _rules(ledger: Ledger) -> list[str]:
    lines: list[str] = []
    if ledger.states:
        lines += [
            _("状态：{now} → {after}").format(now=now, after="、".join(after) or _("（终点）"))
            for now, after in ledger.states.flow.items()
        ]
    lines += [
        _("时限：{name} {source}").format(name=clock.name, source=clock.source).rstrip() for clock in ledger.clocks
    ]
    lines += [
        _("检查：{level} {message}").format(level=check.level.word, message=check.message or check.source or check.kind)
        for check in ledger.checks
    ]
    return lines
