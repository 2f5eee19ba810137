"""Sorting together in words: what the room reads on the card, what those who lead read of it."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.services.sessions.ahead import Holding, Way
from bot.workshop.sessions.session import Session
from bot.workshop.text import escape
from bot.workshop.themes.sorting import Sorting
from bot.workshop.themes.together import Progress


def card_lines(found: Progress, t: Catalogue, *, is_open: bool) -> str:
    """Return what the room reads of a round: what to do while it is open and post-its wait, and
    how far it is."""
    done = [sorted_by(found, t)] if found.people else []
    if found.to_discuss:
        done.append(t.n("together.to_discuss", found.to_discuss))
    if found.apart:
        done.append(t.n("together.apart", found.apart))
    told = " · ".join(done)
    if not is_open:
        return "\n".join(filter(None, [t("together.stopped"), told]))
    if not found.waiting:
        seen = t("together.all_seen" if found.to_discuss else "together.all_sorted")
        return "\n".join(filter(None, [seen, told]))
    return "\n".join(filter(None, [t("together.invite"), t("together.rule"), told]))


def progress_lines(found: Progress, sorting: Sorting, t: Catalogue) -> str:
    """Return how far a round is, then how much those who sorted agree on each theme."""
    if not found.people:
        return t("together.nobody_yet")
    names = {theme.id: theme.name for theme in sorting.themes}
    lines = [
        t.n(
            "together.agreement",
            share.filed,
            name=escape(names[share.theme]),
            share=share.percent,
        )
        for share in found.shares
    ]
    people = sorted_by(found, t)
    given = t.n("together.answers", found.answers)
    return "\n".join((_counts(found, t), f"{people} · {given}", *lines))


def sorted_by(found: Progress, t: Catalogue) -> str:
    """Return how many people sorted, and that those in the room did as one."""
    people = t.n("together.sorted_by", found.people)
    return f"{people} ({t('together.room_as_one')})" if found.in_room else people


def leaving_text(holding: Holding, way: Way, session: Session, t: Catalogue) -> str:
    """Return how far a round is and what becomes of it when its step is left: said before."""
    found, title = holding.held.about, escape(holding.step.plan.title[session.language])
    assert isinstance(found, Progress)
    asked = t(f"together.{way}_question", counts=_counts(found, t), title=title)
    fate = "together.fate.over" if way.closes else "together.fate.kept"
    return f"{asked}\n{t(fate)}"


def _counts(found: Progress, t: Catalogue) -> str:
    """Return how many post-its are where in a round."""
    counts = [
        t.n("together.filed", found.filed, pile=found.pile),
        *([t.n("together.by_hand", found.by_hand)] if found.by_hand else []),
        *([t.n("together.to_discuss", found.to_discuss)] if found.to_discuss else []),
        *([t.n("together.apart", found.apart)] if found.apart else []),
        *([t.n("together.waiting", found.waiting)] if found.waiting else []),
    ]
    return " · ".join(counts)
