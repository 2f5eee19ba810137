"""The hint at post-its that tell what is still to be done where people tell what was done."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Button, button
from bot.workshop.kinds import BaseStep, Collect
from bot.workshop.postits.postit import PostIt
from bot.workshop.postits.tense import suggests_past, wants_past
from bot.workshop.sessions.session import Session


def not_in_the_past(session: Session, plan: BaseStep, written: Sequence[PostIt]) -> list[PostIt]:
    """Return those of `written` to hint at: none where the question is not asked in the past."""
    if not isinstance(plan, Collect) or not wants_past(session, plan):
        return []
    return [postit for postit in written if suggests_past(postit.text, session.language)]


def hint(found: Sequence[PostIt], written: int, t: Catalogue) -> str:
    """Return one discreet line about `found`, among as many post-its as were `written`."""
    if not found:
        return ""
    told = t("postit.ahead_this") if written == 1 else t.n("postit.ahead", len(found))
    return f"-# 💡 {told}"


def write_again(found: Sequence[PostIt], t: Catalogue) -> list[Button]:
    """Return the button that opens the one post-it found; of several, people choose by hand."""
    if len(found) != 1:
        return []
    return [button(t("button.retell"), custom_id("postit.edit", postit=found[0].id), emoji="✏️")]
