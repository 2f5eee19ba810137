"""A form that was refused whole: what it held goes back to its writer, to be copied."""

from __future__ import annotations

from collections.abc import Sequence

from bot.interface.layout import QUIET, Button, layout
from bot.interface.replies import whisper
from bot.interface.router import Press
from bot.workshop.errors import Refusal
from bot.workshop.lists import ideas
from bot.workshop.text import clean

_PAGE = 3500  # characters: the sentence and the fence stand beside


async def give_back(
    press: Press, refusal: Refusal, written: str, buttons: Sequence[Button] = ()
) -> None:
    """Tell why, privately, with the text as it was written, on as many pages as it takes."""
    told = press.t(refusal.key, **refusal.params)
    # A zero-width space keeps a fence of theirs from closing ours.
    text = clean(written).replace("```", "`\u200b`\u200b`") if ideas(written) else ""
    if text:
        told += "\n" + press.t("postit.given_back")
    pages = [text[at : at + _PAGE] for at in range(0, len(text), _PAGE)] or [""]
    for rank, page in enumerate(pages):
        await whisper(
            press.interaction,
            layout(
                told if not rank else "",
                f"```\n{page}\n```" if page else "",
                list(buttons) if rank + 1 == len(pages) else None,
                colour=QUIET,
            ),
        )
