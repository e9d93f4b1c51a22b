"""What a command has at hand: the store, today, the audience. Made when first asked for."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from shequ_cli.cli import output
from shequ_cli.cli.naming import unknown
from shequ_cli.words.errors import UsageFault
from shequ_cli.words.language import _

if TYPE_CHECKING:
    import typer

    from shequ_cli.cli.viewer import Viewer
    from shequ_cli.rules.schema import Ledger
    from shequ_cli.store.store import Store


@dataclass
class Desk:
    """`folder` is where the search for the store begins (--dir, SHEQU_DIR or here)."""

    folder: Path
    today: date

    @cached_property
    def store(self) -> Store:
        """The store at or above the folder."""
        from shequ_cli.store.store import Store

        store = Store.open(self.folder, self.today)
        store.progress = output.progress
        for remark in store.remarks:
            output.remark(remark)
        return store

    def close(self) -> None:
        """Let go of the store; its index keeps what was worked out."""
        if "store" in self.__dict__:
            self.store.close()

    def ledger(self, word: str) -> Ledger:
        """The ledger with this name, title or alias."""
        return self.store.assets.ledger(word)

    def viewer(self, word: str | None = None) -> Viewer:
        """The eyes of whoever will see the answer: as asked, else the store's 屏幕对象, else 上报 (masked)."""
        from shequ_cli.cli.viewer import Viewer
        from shequ_cli.rules.privacy import Audience

        given = word or self.store.profile.settings.get("屏幕对象") or Audience.UPWARD
        for audience in Audience:
            if given in (audience.word, audience.value):
                return Viewer(audience)
        raise unknown(_("对象"), str(given), [audience.word for audience in Audience])


def desk_of(ctx: typer.Context) -> Desk:
    """The desk that the root command has set up."""
    found = ctx.find_object(Desk)
    assert found is not None
    return found


def set_up(folder: Path | None, today: str | None) -> Desk:
    """A desk for one run; `today` fixes the clock so that old answers can be made again."""
    return Desk(folder or Path.cwd(), _day(today) if today else date.today())  # noqa: TID251 - the one clock


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageFault(_("--today 要写成 2026-03-12 的样子，不能是“{text}”").format(text=text)) from None


def language_asked(arguments: list[str]) -> str:
    """The language must be known before the first help text is made: --lang, SHEQU_LANG, else Chinese."""
    for n, word in enumerate(arguments):
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--lang" and n + 1 < len(arguments):
            return arguments[n + 1]
    return os.environ.get("SHEQU_LANG") or "zh"
