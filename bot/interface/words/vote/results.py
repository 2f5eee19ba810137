"""The result of a vote, as the room reads it."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.naming.people import language_of_room
from bot.interface.sending.drawer import Post, Posted, Studio, Subject
from bot.interface.sending.illustration import Illustration
from bot.interface.showing.layout import RESULT, TEXT_LIMIT, layout
from bot.interface.words.vote.dates import stamped
from bot.interface.words.vote.lines import result_lines
from bot.interface.words.vote.meeting import calendar_beside, meeting_blocks
from bot.reports.pictures.vote import result as pictures
from bot.reports.record import SessionRecord, VoteRecord
from bot.reports.vote.method import explained, method_name, scope_told
from bot.reports.vote.since import changes, erased, mended
from bot.reports.vote.telling import Telling, offered
from bot.reports.vote.verdict import lot, quorum, settlement, turnout, verdict
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.text import escape, shorten
from bot.workshop.vote.methods import Method

_QUESTION = 300
_LABEL = 150
_NAMED = 80
# Kept for what stands around the texts, and for the sentence of a picture that is missing.
_MARGIN = 150


class ResultDrawer(Posted):
    async def draw(self, subject: Subject, studio: Studio) -> Post:
        told, step = await studio.record(subject), subject.step
        beside = calendar_beside(told, step, subject.t)
        drawn = await studio.illustrate(
            told, lambda: pictures.result(told, step, subject.t), beside
        )
        view = result(told, step, drawn, subject.letter.id, beside)
        return Post(view, (*drawn.files, *beside))


def result(
    told: SessionRecord,
    step: StepRun,
    drawn: Illustration,
    letter: int,
    beside: Sequence[discord.File] = (),
) -> ui.LayoutView:
    """Return the result of a counted vote: ties said to be ties, the method explained; with the
    date that it found, for calendars."""
    t = language_of_room(told.session)
    vote = told.votes[step.id]
    voted = " ".join(filter(None, (turnout(_short(vote, t)), quorum(_short(vote, t)))))
    asked = f"## {escape(shorten(vote.plan.asked(t.language), _QUESTION))}"
    kicker = "-# " + t("result.kicker", method=method_name(vote.plan, t))
    before = erased(step, t)
    head = "\n".join(filter(None, (kicker, asked, voted, before and f"🔁 {before}")))
    short = _short(vote, t)
    decision = f"### {_sign(vote)} {verdict(short, listed=True)}"
    changed, since = changes(short), mended(short)
    left = f"⚠️ {changed}" if changed else ""
    made = f"-# ✏️ {since}" if since else ""
    after = "\n".join(filter(None, (settlement(short), left, made, _again(vote, t))))
    how = f"-# {counted}" if (counted := _how(vote, t)) else ""
    kept = f"-# {left}" if (left := _kept(vote, told.session, t)) else ""
    room = TEXT_LIMIT - _MARGIN - sum(map(len, (head, decision, after, how, kept)))
    lines = result_lines(_full(vote, t), room) if vote.detailed else ""
    return layout(
        *(head, decision, after, lines, *drawn.blocks(t)),
        *meeting_blocks(beside, step, t),
        *(how, kept),
        colour=RESULT,
        letter=letter,
    )


def _how(vote: VoteRecord, t: Catalogue) -> str:
    """Return on what the vote was and how it was counted; where nobody voted, on what alone."""
    options = len(offered(vote.outcome))
    if not vote.outcome.ballots:
        return scope_told(vote.plan.scope, options, t)
    return explained(vote.plan, options, t)


def _kept(vote: VoteRecord, session: Session, t: Catalogue) -> str:
    """Return what becomes of the ballots; nothing where there is none. A quick vote has no report
    but its documents."""
    if not vote.outcome.ballots:
        return ""
    if not vote.secret:
        if vote.plan.method is Method.DATES:
            return t("result.signed_dates")
        return t("result.signed_quick" if session.quick else "result.signed")
    if not vote.detailed:
        return t("result.secret_few")
    sealed = vote.plan.sealed
    return t.n("sealed.result" if sealed else "result.secret", session.kept_days)


def _short(vote: VoteRecord, t: Catalogue) -> Telling:
    """Return the vote told with labels short enough for a sentence."""
    return Telling(vote, t, escape, _NAMED, stamped)


def _full(vote: VoteRecord, t: Catalogue) -> Telling:
    return Telling(vote, t, escape, _LABEL, stamped)


def _again(vote: VoteRecord, t: Catalogue) -> str:
    told = lot(_short(vote, t))
    return f"-# {told}" if told else ""


def _sign(vote: VoteRecord) -> str:
    """Return the sign that stands before the first sentence; the sentence says it too."""
    outcome = vote.outcome
    if outcome.lost:
        return "⛔"
    if (vote.secret and not vote.detailed) or not outcome.ballots:
        return "🔒" if outcome.ballots else "🗳️"
    if outcome.quorum_met is False:
        return "⚠️"
    if outcome.tie:
        return "⚖️"
    if vote.plan.method is Method.YES_NO and outcome.winners:
        return "✅" if outcome.details["adopted"] else "✖️"
    if vote.plan.method is Method.SHARED_BUDGET and outcome.winners:
        return "💶"
    return "🏆" if outcome.winners else "🗳️"
