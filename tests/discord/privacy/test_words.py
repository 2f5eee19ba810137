"""All that `/privacy` may have to say fits one message, in each language."""

from __future__ import annotations

from dataclasses import replace

import pytest
from discord import ui

from bot.i18n import catalogue
from bot.interface.showing.layout import TEXT_LIMIT
from bot.interface.words.privacy import asking, confirming, erased, page
from bot.reports.privacy.personal import as_text
from bot.workshop.language import Language
from bot.workshop.privacy.hindrance import Hindrance
from bot.workshop.privacy.known import About, Found, InSession, Known, What
from bot.workshop.sessions.session import SessionState
from tests.builders import NOW, session


def crowded(*, free: bool) -> Known:
    """Someone of whom all is kept, in many sessions with long titles."""
    kept = tuple(Found("searches", what, {"text": "mot"}) for what in What for _ in range(99))
    copies = (Found("vote_options", What.POSTITS, {"label": "mot"}, copy=True),) * 12
    about = About(1, (*kept, *copies), (1, 2), (3,))
    sessions = []
    for rank, hindrance in enumerate((*Hindrance, *Hindrance, *Hindrance)):
        held = replace(
            session(state=SessionState.ENDED if rank else SessionState.RUNNING),
            title="Une *très* longue séance " * 8,
            ended_at=NOW if rank else None,
        )
        sessions.append(InSession(held, about, hindrance))
    if free:
        sessions.append(replace(sessions[0], hindrance=None))
    planned = (Found("planned_sessions", What.PREPARED, {}),) * 3
    return Known(1, None, tuple(sessions), planned)


@pytest.mark.parametrize("language", list(Language))
def test_everything_fits_one_message(language: Language) -> None:
    t = catalogue(language)
    for free in (True, False):
        known = crowded(free=free)
        for view in (
            page(known, t, here=True),
            asking(known, t),
            confirming(known, t, remove=True),
            confirming(known, t, remove=False),
            erased(known, t, remove=True),
        ):
            assert view.content_length() <= TEXT_LIMIT
    nothing = Known(1, 5, (), ())
    offered = [
        part.custom_id
        for part in page(nothing, t, here=True).walk_children()
        if isinstance(part, ui.Button)
    ]
    assert offered == ["privacy.page:1"]
    assert t("privacy.nothing") in as_text(nothing, t, NOW)
