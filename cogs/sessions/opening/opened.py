"""What whoever opened a step reads: that it is open, and what waits meanwhile."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.services.sessions.whereabouts import Whereabouts
from bot.workshop.text import escape


def opened(seen: Whereabouts, t: Catalogue, key: str) -> str:
    """Return the sentence `key`, and which step comes back afterwards, if one waits."""
    held = [step for step in seen.steps if step.left_seconds is not None and not step.is_open]
    if not held:
        return t(key)
    title = escape(held[0].plan.title[seen.session.language])
    return f"{t(key)} {t('vote.comes_back', title=title)}"
