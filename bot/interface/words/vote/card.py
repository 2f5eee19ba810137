"""The words of a vote: its rule in a sentence, who votes, when it ends, what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.naming.people import language_of_room
from bot.interface.sending.drawer import Post, Posted, Studio, Subject, ToOne
from bot.interface.showing.layout import QUIET, Block, layout
from bot.interface.showing.pages import in_pages
from bot.interface.words.vote.dates import line, stamp, stamped
from bot.interface.words.vote.meeting import calendar_beside, meeting_blocks
from bot.interface.words.vote.seats import rule_of_seats, tie_of_seats
from bot.reports.record import VoteRecord
from bot.reports.vote import majority
from bot.reports.vote.budget.money import budget_rule
from bot.reports.vote.dates import city_of, spelled
from bot.reports.vote.method import scope_told
from bot.reports.vote.naming import by_reason, naming, why_again
from bot.reports.vote.telling import Telling
from bot.reports.vote.verdict import quorum, settlement, turnout, verdict
from bot.services.vote.polls import options_of
from bot.services.vote.reminding import still_awaited
from bot.tally.missing import Missing
from bot.tally.rules.resistance import STRONG
from bot.workshop.kinds import Vote
from bot.workshop.language import Language
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun, is_secret
from bot.workshop.text import escape, shorten
from bot.workshop.vote.electors import Electorate
from bot.workshop.vote.methods import ClosesWhen, Method, SecondRule, VoteOn
from bot.workshop.vote.options import Option, Slate
from bot.workshop.vote.outcome import Outcome
from bot.workshop.vote.progress import Progress
from bot.workshop.vote.reasons import asks_reasons
from bot.workshop.vote.themes import goes_on
from bot.workshop.vote.written import written_options

# What the card lists of the options that stand on no wall.
_OPTIONS = 900
_DATES = 1500
_LINE = 120
# Of the option that the facilitator chose among those that tied.
_CHOSEN = 300


class SettledDrawer(Posted):
    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        options = await options_of(studio.ctx, subject.step.id)
        assert subject.step.outcome is not None
        outcome = Outcome.read(subject.step.outcome)
        beside: list[discord.File] = []
        if outcome.method is Method.DATES:
            beside = calendar_beside(await studio.record(subject), subject.step, subject.t)
        shown = meeting_blocks(beside, subject.step, subject.t)
        view = settled(subject.session, outcome, options, subject.letter.id, shown)
        return Post(view, beside) if view is not None else None


class BallotAwaitedDrawer(ToOne):
    """Reminds one person of a vote, if their ballot is still awaited."""

    def person(self, subject: Subject) -> int:
        return subject.letter.payload["person"]

    async def awaited(self, subject: Subject, studio: Studio, actor: Actor) -> bool:
        return await still_awaited(studio.ctx, subject.session, subject.step, actor)

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        return Post(awaited(subject.session, subject.step, subject.letter.id))


class VotersGoneDrawer(Posted):
    """Tells the room that the role of a vote was deleted, as long as nothing took its place."""

    def timely(self, subject: Subject, now: datetime) -> bool:
        step = subject.step
        plan = step.plan
        return step.is_open and isinstance(plan, Vote) and plan.electors.gone

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        return Post(layout(subject.t("vote.role_gone"), letter=subject.letter.id))


def rule_text(plan: Vote, language: Language, t: Catalogue, size: int | None = None) -> str:
    """Return the method in a sentence or two; grades and criteria are in the room's `language`.
    `size` is how many may vote, where that is known."""
    method = plan.method
    if method is Method.SHARED_BUDGET:
        return budget_rule(plan, t)
    if plan.seated:
        return rule_of_seats(plan, language, t)
    if method.is_ranked:
        return f"{t('vote.ranked')} {t(f'vote.{method}')}"
    if method is Method.DOTS:
        rule = t.n("vote.dots", plan.budget)
        capped = plan.cap is not None and plan.cap < plan.budget
        return f"{rule} {t('vote.dots_cap', cap=plan.cap)}" if capped else rule
    if method is Method.APPROVAL and plan.threshold is not None:
        return f"{majority.ticking(plan, t)} {majority.rule(plan, size, t)}"
    if method is Method.APPROVAL:
        return _approval(plan, t)
    if method is Method.SCORE:
        low, high = plan.scale
        mean = plan.missing is Missing.IGNORE
        rule = t("vote.score_mean" if mean else "vote.score", low=low, high=high)
        if plan.criteria:
            criteria = ", ".join(escape(name) for name in plan.criterion_names(language))
            rule += " " + t("vote.criteria", names=criteria)
        return f"{rule} {t(f'vote.score_missing.{plan.missing}', low=low)}"
    if method is Method.MAJORITY_JUDGMENT:
        names = [escape(name) for name in plan.grade_names(language)]
        rule = t("vote.majority_judgment", worst=names[0], best=names[-1])
        return f"{rule} {t(f'vote.grade_missing.{plan.missing}', worst=names[0])}"
    if told := majority.rule(plan, size, t):
        return told
    if method is Method.DATES:
        return t("vote.dates")
    if method is Method.RESISTANCE:
        rule = t("vote.resistance", passive=escape(plan.nothing(language) or ""))
        why = "vote.resistance_reasons" if asks_reasons(plan) else "vote.resistance_sealed"
        return f"{rule}\n{t(why, strong=STRONG)}"
    if plan.majority == "1/2":
        return t("vote.yes_no")
    return t("vote.yes_no_share", share=plan.majority)


def _approval(plan: Vote, t: Catalogue) -> str:
    least, most = plan.min_choices, plan.max_choices
    if least and most is not None:
        return t("vote.approval_between", least=least, most=most)
    if least:
        return t.n("vote.approval_least", least)
    return t.n("vote.approval_most", most) if most is not None else t("vote.approval")


def turnout_text(now: Progress, t: Catalogue) -> str:
    """Return how many have voted, and nothing else that ballots say."""
    if now.size is None:
        text = t.n("vote.turnout", now.voted)
    else:
        text = t.n("vote.turnout_of", now.voted, size=now.size)
    return f"{text}, {t.n('vote.turnout_room', now.in_room)}" if now.in_room else text


def card_text(
    session: Session,
    step: StepRun,
    options: Sequence[Option],
    now: Progress,
    t: Catalogue,
    mended: Sequence[str] = (),
    *,
    soon: bool = False,
) -> str:
    """Return what the card of an open vote says under its title (2,800 characters at most);
    `mended` are lines on what was changed of it since, `soon` that it is about to be counted."""
    plan, lines = step.plan, []
    assert isinstance(plan, Vote)
    if step.voted_before:
        lines.append("🔁 " + again_text(step, t))
    if now.shut is not None:
        lines.append("⛔ **" + t(f"sealed.shut_card.{now.shut}") + "**")
    question = plan.asked(session.language)
    if plan.question is not None and question != plan.title[session.language]:
        lines.append(f"**{escape(question)}**")
    if scope := scope_told(plan.scope, len(Slate.of(options).offered), t):
        lines.append("🗂️ " + scope)
    if plan.on is not VoteOn.POSTITS and options:
        lines.append(_listed(Slate.of(options).offered, t))
    lines.append(rule_text(plan, session.language, t, now.size))
    if is_secret(session, plan):
        lines += [t("sealed.card" if plan.sealed else "vote.secret"), t("vote.secret_few")]
    elif plan.method is Method.DATES:
        lines.append(t("vote.signed_dates"))
    else:
        lines.append(t("vote.signed_quick" if session.quick else "vote.signed"))
    lines.append(f"🗳️ **{turnout_text(now, t)}**")
    if soon:
        lines.append("⏳ " + t("resistance.reason.soon"))
    gone = by_reason(options)
    lines += ["⚠️ " + t.n(f"vote.{why}", len(those)) for why, those in gone.items()]
    if changed := Slate.of(options).reworded:
        lines.append("⚠️ " + t.n("vote.reworded", len(changed)))
    lines += mended
    small = _conditions(plan, now, t, secret=is_secret(session, plan))
    going_on = goes_on(session.recipe.steps, step.position) if plan.on is VoteOn.THEMES else None
    if going_on is not None:
        small.insert(0, t.n("vote.goes_on", going_on))
    if plan.method is Method.DATES:
        small += _of_dates(plan, step, t)
    if plan.suggested:
        small.insert(0, t.n("vote.suggested", len(Slate.of(options).offered)))
    lines.append("-# " + " ".join(small))
    return "\n".join(lines)


def announced_text(plan: Vote, language: Language, t: Catalogue) -> str:
    """Return what the card of a vote that nobody has opened yet will say under its title."""
    question = plan.asked(language)
    options = written_options(plan, language)
    listed = _understood(plan, t) if plan.method is Method.DATES else ""
    if not listed and options:
        listed = _listed(options, t)
    size = plan.electors.size
    small = _conditions(plan, Progress(0, 0, size, plan.quorum_of(size)), t, secret=plan.secret)
    lines = [
        f"**{escape(question)}**",
        listed,
        rule_text(plan, language, t),
        _signed_or_secret(plan, t),
        "-# " + " ".join(small),
    ]
    return "\n".join(filter(None, lines))


def _signed_or_secret(plan: Vote, t: Catalogue) -> str:
    if plan.secret:
        return t("sealed.card" if plan.sealed else "vote.secret")
    return t("vote.signed_dates" if plan.method is Method.DATES else "vote.signed_quick")


def _understood(plan: Vote, t: Catalogue) -> str:
    """Return each date as it was read, with its hour where it was written and for who reads."""
    assert plan.zone is not None
    told = [t("vote.dates_understood", city=city_of(plan.zone, t))]
    for rank, slot in enumerate(plan.dates, start=1):
        here = stamp(slot)
        also = f" · {t('vote.date_here', date=here)}" if here else f" · {t('vote.date_whole')}"
        told.append(f"`{rank}` **{escape(spelled(slot, plan.zone, t))}**{also}")
    return "\n".join(told)


def _of_dates(plan: Vote, step: StepRun, t: Catalogue) -> list[str]:
    """Return whose hours dates show, and what becomes of one that begins before the vote ends."""
    told = []
    if plan.zone is not None and not all(slot.all_day for slot in plan.dates):
        told.append(t("vote.dates_shown", city=city_of(plan.zone, t)))
    first = min(slot.gone_by for slot in plan.dates)
    if plan.closes is ClosesWhen.HAND or step.closes_at is None or first <= step.closes_at:
        told.append(t("vote.dates_pass"))
    return told


def _listed(options: Sequence[Option], t: Catalogue) -> str:
    """Return the options with their numbers; those for which there is no room are counted."""
    told = [f"`{o.number}` {line(o, t, _LINE)}" for o in options]
    pages = in_pages(told, _DATES if options[0].slot is not None else _OPTIONS)
    more = len(told) - len(pages[0])
    return "\n".join([*pages[0], *([t.n("vote.more_options", more)] if more else [])])


def again_text(step: StepRun, t: Catalogue) -> str:
    """Return that the room votes again, why, and what became of the ballots cast before."""
    assert isinstance(step.plan, Vote)
    return t.n("vote.again", step.voted_before, why=why_again(step.plan, t))


def reworded_text(options: Sequence[Option], t: Catalogue, most: int, length: int) -> str:
    """Return `most` options that were reworded: what people vote on, and what is written now."""
    told = [
        t("result.reworded_one", option=escape(o.said(length)), now=escape(shorten(o.now, length)))
        for o in options[:most]
        if o.now
    ]
    if len(options) > most:
        told.append(t.n("result.and_others", len(options) - most))
    return ", ".join(told)


def published(plan: Vote, t: Catalogue) -> str:
    """Return in what form the ballots of a secret vote leave it."""
    if plan.method is Method.SHARED_BUDGET:
        return t("vote.budget.published")
    return t("vote.published.totals" if plan.method.has_totals else "vote.published.whole")


def _conditions(plan: Vote, now: Progress, t: Catalogue, *, secret: bool) -> list[str]:
    told = []
    if plan.electors.gone:
        told.append("⚠️ " + t("vote.who.gone"))
    elif plan.electors.who is Electorate.ROLE:
        roles = " ".join(f"<@&{role}>" for role in plan.electors.places)
        told.append(t("vote.who.role", role=roles))
    elif plan.electors.who is Electorate.VOICE:
        told.append(t("vote.who.voice", channel=f"<#{plan.electors.place}>"))
    if now.quorum is not None:
        key = "vote.quorum" if plan.abstentions_count else "vote.quorum_strict"
        told.append(t.n(key, now.quorum))
    told.append(t(f"vote.closes.{plan.closes}"))
    if secret:
        told.append(published(plan, t))
    if plan.tie is not SecondRule.NONE and plan.can_tie:
        told.append(tie_of_seats(plan, t) if plan.seated else t(f"vote.tie.{plan.tie}"))
    return told


def counted_text(session: Session, vote: VoteRecord, t: Catalogue) -> str:
    """Return what the card says once the vote is counted: what came of it, in a few sentences."""
    telling = Telling(vote, t, lambda label: escape(shorten(label, _LINE)), stamp=stamped)
    plan, outcome = vote.plan, vote.outcome
    who = " ".join(filter(None, (turnout(telling), quorum(telling))))
    lines = [_counted(outcome, t), f"**{verdict(telling)}** {settlement(telling)}".rstrip(), who]
    if outcome.waits_for_choice:
        waits = t(f"seats.tie_waits.{plan.tie}" if outcome.seated else f"vote.tie_waits.{plan.tie}")
        lines.append(waits)
    lines.append(_unlinked(session, vote, t))
    return "\n".join(filter(None, lines))


def _counted(outcome: Outcome, t: Catalogue) -> str:
    """Return that a vote is counted; nothing where it could not be, which the verdict says."""
    return "" if outcome.lost else t("vote.counted")


def aside_text(session: Session, step: StepRun, now: Progress, t: Catalogue) -> str:
    """Return what becomes of the ballots of a vote that was set aside; nothing without one."""
    plan = step.plan
    assert isinstance(plan, Vote)
    if not (now.voted and step.is_aside):
        return ""
    fate = t("vote.aside_secret" if is_secret(session, plan) else "vote.aside")
    return f"🗳️ **{turnout_text(now, t)}**\n{fate}"


def folded_text(session: Session, vote: VoteRecord, t: Catalogue) -> str:
    """Return what the folded card of a counted vote keeps: what came of it, and that it stays."""
    telling = Telling(vote, t, lambda label: escape(shorten(label, _LINE)), stamp=stamped)
    told = f"**{verdict(telling)}** {settlement(telling)}".rstrip()
    lines = [_counted(vote.outcome, t), told]
    lines.append(_unlinked(session, vote, t))
    return "\n".join(filter(None, lines))


def _unlinked(session: Session, vote: VoteRecord, t: Catalogue) -> str:
    """Return that the ballots are linked to nobody any more; nothing where there is none."""
    if not (is_secret(session, vote.plan) and vote.outcome.ballots):
        return ""
    return "-# " + t("vote.unlinked")


def tied_labels(
    outcome: Outcome, options: Sequence[Option], t: Catalogue, limit: int | None = None
) -> list[str]:
    """Return the options that tie, as a choice of a menu says them, in about `limit` characters."""
    named = {o.name: f"{o.number} · {naming(o, t, limit)}" for o in options}
    return [named.get(name) or t(f"ballot.{name}") for name in outcome.tied]


def settled(
    session: Session,
    outcome: Outcome,
    options: Sequence[Option],
    letter: int,
    beside: Sequence[Block] = (),
) -> ui.LayoutView | None:
    """Return what the room is told when the facilitator has settled a tie."""
    t = language_of_room(session)
    labels = tied_labels(outcome, options, t, _CHOSEN // max(1, outcome.places_left))
    named = {one.name: one for one in options}
    told = []
    for name, label in zip(outcome.tied, labels, strict=True):
        if name in outcome.taken:
            here = stamped(named[name], t) if name in named else None
            told.append(f"**{here or escape(label)}**")
    if not told:
        return None
    return layout(t("vote.settled", chosen=", ".join(told)), *beside, letter=letter)


def awaited(session: Session, step: StepRun, letter: int) -> ui.LayoutView:
    """Return the private reminder to someone who has not voted."""
    t = language_of_room(session)
    plan = step.plan
    assert isinstance(plan, Vote)
    place = f"https://discord.com/channels/{session.server_id}/{session.channel_id}"
    if step.card_message_id is not None:
        place += f"/{step.card_message_id}"
    asked = escape(shorten(plan.asked(session.language), 300))
    return layout(
        t("vote.awaited", title=escape(session.title)),
        f"> {asked}",
        t("vote.awaited_where", link=place),
        "-# " + t("vote.awaited_once"),
        colour=QUIET,
        letter=letter,
    )
