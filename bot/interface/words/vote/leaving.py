"""What becomes of the ballots of a vote that is about to be left, closed or taken up again."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.interface.words.vote.card import turnout_text
from bot.services.sessions.ahead import Holding, Way
from bot.services.step import Held
from bot.workshop.kinds import Vote
from bot.workshop.sessions.session import Session, is_secret
from bot.workshop.text import escape
from bot.workshop.vote.progress import Progress


def leaving_text(holding: Holding, way: Way, session: Session, t: Catalogue) -> str:
    """Return how many have voted and what a press does with their ballots: said before it."""
    now, plan = _progress(holding.held), holding.step.plan
    assert isinstance(plan, Vote)
    lines = [
        t(f"vote.{way}_question", turnout=turnout_text(now, t), title=_title(holding, session))
    ]
    if way.closes and now.shut is not None:
        lines.append("⛔ " + t(f"sealed.shut_close.{now.shut}"))
    elif not way.closes:
        lines.append(t("vote.fate.kept_secret" if is_secret(session, plan) else "vote.fate.kept"))
    elif holding.held.erased:
        key = "vote.fate.erased_room" if now.in_room else "vote.fate.erased"
        lines.append("⚠️ " + t(key))
    else:
        lines.append(t("vote.fate.counted"))
        if now.quorum is not None and now.voted < now.quorum:
            lines.append("⚠️ " + t.n("vote.close_no_quorum", now.quorum))
    return "\n".join(lines)


def returning_text(holding: Holding, session: Session, t: Catalogue) -> str:
    """Return that what people voted on has changed, and what can be done with their ballots."""
    plan = holding.step.plan
    assert isinstance(plan, Vote)
    return t(
        f"vote.moved.{plan.on}",
        turnout=turnout_text(_progress(holding.held), t),
        title=_title(holding, session),
    )


def _progress(held: Held) -> Progress:
    assert isinstance(held.about, Progress)
    return held.about


def _title(holding: Holding, session: Session) -> str:
    return escape(holding.step.plan.title[session.language])
