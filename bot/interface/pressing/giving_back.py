"""A form that was not kept: what it held goes back to its writer, in words and in the next form.

Every refusal of a form comes here: those that a method answers itself, with a button that opens
the form again, and all others through the router.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.interface.pressing.replies import tell_refused, whisper
from bot.interface.showing.layout import QUIET, Button, layout
from bot.workshop.errors import Over, Refusal
from bot.workshop.lists import ideas
from bot.workshop.postits.draft import FORM_LIMIT
from bot.workshop.text import clean

if TYPE_CHECKING:
    from bot.interface.pressing.router import Press

_PAGE = 3500  # characters: the sentence and the fence stand beside


async def give_back(
    press: Press, refusal: Refusal, buttons: Sequence[Button] = (), *, drafted: bool = False
) -> None:
    """Tell why, privately, with all that was written, on as many pages as it takes.

    The same form shows it when it is opened again; `buttons` lead there, unless it is over. With
    `drafted`, a draft keeps it.
    """
    tell_refused(press.interaction, refusal)
    if not drafted:
        press.keep_refused()
    if isinstance(refusal, Over):
        buttons = ()
    told = press.t(refusal.key, **refusal.params)
    text = _written(press)
    if text:
        told += "\n" + press.t("form.given_back")
    pages = [text[at : at + _PAGE] for at in range(0, len(text), _PAGE)] or [""]
    for rank, page in enumerate(pages):
        await whisper(
            press.interaction,
            layout(
                told if not rank else "",
                _fenced(page),
                list(buttons) if rank + 1 == len(pages) else None,
                colour=QUIET,
            ),
        )


def told_again(press: Press, refusal: Refusal) -> str:
    """Return why nothing was done, for a screen that is shown again: with what a form held, which
    is short there."""
    tell_refused(press.interaction, refusal)
    told = press.t(refusal.key, **refusal.params)
    text = _written(press)
    if not text:
        return told
    press.keep_refused()
    return "\n".join((told, press.t("form.given_back"), _fenced(text)))


def _written(press: Press) -> str:
    """Return the texts of a form, one below the other; what was chosen in menus is no text."""
    # No field holds more than a form may: what does is forged.
    written = "\n".join(text for text in press.typed if len(text) <= FORM_LIMIT and ideas(text))
    # A zero-width space keeps a fence of theirs from closing ours.
    return clean(written).replace("```", "`\u200b`\u200b`")


def _fenced(text: str) -> str:
    return f"```\n{text}\n```" if text else ""
