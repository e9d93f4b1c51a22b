"""Single questions on a terminal: arrow keys for lists, text checked as it is typed. Ctrl-C cancels the command."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from shequ_cli.cli import output
from shequ_cli.words.language import _

if TYPE_CHECKING:
    from questionary import Question

MANY = 12
"""A list longer than this can be filtered by typing."""

Check = Callable[[str], str]
"""Why the text will not do, "" when it will."""


class Offer(NamedTuple):
    """One line of a list: what it stands for, how it reads, and what it means."""

    value: str
    title: str
    note: str = ""


def choose(message: str, offers: Sequence[Offer], default: str = "") -> str:
    """One of a list, with the arrow keys; long lists are filtered by typing, Chinese too."""
    import questionary

    choices = [questionary.Choice(offer.title, offer.value, description=offer.note or None) for offer in offers]
    known = next((choice for choice in choices if choice.value == default), None)
    filtered = len(offers) > MANY
    hint = _("（方向键选择，输入文字筛选，回车确认）") if filtered else _("（方向键选择，回车确认）")
    question = questionary.select(
        message,
        choices,
        default=known,
        instruction=hint,
        qmark="?",
        use_search_filter=filtered,
        use_jk_keys=False,
        show_description=True,
    )
    return str(_answer(_typing_chinese(question) if filtered else question))


def choose_several(message: str, offers: Sequence[Offer]) -> list[str]:
    """Any number of a list, marked with the space bar."""
    import questionary

    choices = [questionary.Choice(offer.title, offer.value) for offer in offers]
    hint = _("（空格选中，回车确认，可以都不选）")
    question = questionary.checkbox(message, choices, instruction=hint, qmark="?", erase_when_done=True)
    chosen = [str(value) for value in _answer(question)]
    titles = [offer.title.split("  ")[0].strip() for offer in offers if offer.value in chosen]
    _echo(message, "、".join(titles) or _("（无）"))
    return chosen


def write(message: str, check: Check, default: str = "", hint: str = "") -> str:
    """A line of text that passes its check, told while it is typed."""
    import questionary

    return str(
        _answer(
            questionary.text(
                message,
                default=default,
                instruction=_("（{hint}）").format(hint=hint) if hint else None,
                qmark="?",
                validate=lambda text: check(text) or True,
            )
        )
    ).strip()


def agree(message: str, *, default: bool) -> bool:
    """Yes or no; the answer waits for the return key, which many press after y without thinking."""
    import questionary

    hint = _("（y 是，n 否，直接回车为{word}）").format(word=_("是") if default else _("否"))
    question = questionary.confirm(
        message, default=default, instruction=hint, qmark="?", erase_when_done=True, auto_enter=False
    )
    answer = bool(_answer(question))
    _echo(message, _("是") if answer else _("否"))
    return answer


def _echo(message: str, answer: str) -> None:
    """questionary would say “Yes” and “done (2 selections)”."""
    output.show(f"? {message} {answer}")


def _answer(question: Question) -> Any:  # noqa: ANN401 - the type depends on the question
    # Asking the terminal where its cursor is makes slow ones print an English warning; nothing here needs it.
    os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
    try:
        return question.unsafe_ask()
    except KeyboardInterrupt:
        raise typer.Abort from None


def _typing_chinese(question: Question) -> Question:
    """questionary's filter listens to ASCII keys only; this lets every other character filter as well."""
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.keys import Keys
    from questionary.prompts.common import InquirerControl

    bindings = question.application.key_bindings
    controls = question.application.layout.find_all_controls()
    lists = [control for control in controls if isinstance(control, InquirerControl)]
    assert isinstance(bindings, KeyBindings)

    @bindings.add(Keys.Any, eager=True)
    def filter_by(event: KeyPressEvent) -> None:
        for control in lists:
            if event.data.isprintable():
                control.search_filter = (control.search_filter or "") + event.data
                control.pointed_at = 0

    return question
