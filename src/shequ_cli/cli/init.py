"""shequ init: make a folder a store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shequ_cli.cli import ask, complete, output, settings
from shequ_cli.cli.desk import Desk, desk_of
from shequ_cli.cli.options import DryRunOption, JsonOption, NoCommitOption
from shequ_cli.words.language import _

if TYPE_CHECKING:
    from shequ_cli.rules.schema import Ledger
    from shequ_cli.store.assets import Assets
    from shequ_cli.store.save import FileEdit
    from shequ_cli.words.record import Raw


def command(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar=_("文件夹"), help=_("建在哪里；不写就是当前文件夹"))] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar=_("社区名称"), help=_("全称，如 幸福社区居民委员会"))
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar=_("项=值"), help=_("其他资料，如 街道=…、落款.填表人=…"), autocompletion=complete.profile
        ),
    ] = None,
    dry_run: DryRunOption = False,
    no_commit: NoCommitOption = False,
    json: JsonOption = False,
) -> None:
    """新建一个库：写 shequ.yaml、.gitignore、.gitattributes，并建立 git 历史。

    在终端里会逐项询问社区资料。文件夹里已有的其他文件不动；已经是库的不会再建。

    例：
      shequ init 幸福社区 --name 幸福社区居民委员会 --set 街道=安和街道
      shequ init

    退出码：0 已建库 · 1 资料有误 · 2 这里已经有库 · 3 写不进去。
    """
    from shequ_cli.store.assets import Assets
    from shequ_cli.store.folder import init_edits

    desk, assets = desk_of(ctx), Assets()
    target = folder or desk.folder
    values = _values(desk, assets, name, given or [])
    edits = init_edits(target, values, assets)
    if dry_run:
        for edit in edits:
            output.title(edit.path)
            output.show((edit.after or b"").decode())
        return
    target.mkdir(parents=True, exist_ok=True)
    _made(target, edits, commit=not no_commit, json=json)


def _values(desk: Desk, assets: Assets, name: str | None, given: list[str]) -> dict[str, Raw]:
    form = assets.form("profile")
    values = settings.changes(given, form, assets.codelists())
    title = form.field("name").title
    if name:
        values[title] = name
    if title not in values and ask.interactive():
        return {**_asked(desk, assets, form), **values}
    return values


def _asked(desk: Desk, assets: Assets, form: Ledger) -> dict[str, Raw]:
    from shequ_cli.cli.asking import Asker

    asker = Asker(form, assets.codelists(), desk.today)
    wanted = [field for field in form.fields if field.kind == "text"]
    return {field.title: asker.answer(field, needed=field.required) for field in wanted}


def _made(target: Path, edits: list[FileEdit], *, commit: bool, json: bool) -> None:
    from shequ_cli.store import git
    from shequ_cli.store.save import apply

    tracked = git.init(target) if commit else False
    saved = apply(target, edits, _("建库"), commit=commit)
    if json:
        output.as_json("store", {"path": str(target.resolve()), "commit": saved.commit, "git": tracked})
    else:
        output.show(str(target.resolve()))
    if commit and not tracked:
        output.remark(_("没有 git 程序：可以照常登记，只是没有改动历史；装好 git 后运行 shequ doctor"))
    elif saved.remark:
        output.remark(saved.remark)
    output.remark(_("库已建好。下一步：shequ add 纠纷，或 shequ schema list 看有哪些台账"))
