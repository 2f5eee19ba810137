"""A ballot as its voter sees it, whatever the method; and the receipts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import Button, button, layout
from bot.interface.showing.when import clock
from bot.interface.words.vote.ballots import blank_weighs, restated
from bot.interface.words.vote.card import published, reworded_text
from bot.interface.words.vote.dates import stamp
from bot.reports.vote.mended import asking
from bot.reports.vote.naming import by_reason, why_again
from bot.services.vote.voting import Ballot
from bot.workshop.sessions.session import is_secret
from bot.workshop.text import escape, shorten
from bot.workshop.vote.ballot import gone_on, least_ticks, marked, reworded_on
from bot.workshop.vote.methods import Method
from bot.workshop.vote.options import Option
from cogs.vote.ballots import (
    dots,
    grade_forms,
    grades,
    question,
    ranks,
    reasons,
    score_forms,
    ticks,
)
from cogs.vote.ballots.sheet import PLACED, Marks, View, opening

_QUESTION = 300
_BOX = 3000
# What the box holds, below another ballot that is being prepared.
_HELD = 350
# Of the options that left it since, how many are named, and how long; those that were reworded, at
# greater length: what changed may come last. All that is told of changes fits in so much.
_MOST_NAMED = 2
_NAMED = 40
_REWORDED = 80
_CHANGES = 700
# Of these, what introduces the changes since someone voted.
_SINCE = 60
# What is said first takes from what is marked, when it is longer than this; and stands in the place
# of what the box holds when there is much to say.
_SHORT_HEAD = 300
_LONG_HEAD = 1000
_LEAST_ROOM = 500

DRAW: dict[Method, Callable[[View], Marks]] = {
    Method.DOTS: dots.draw,
    Method.APPROVAL: ticks.draw,
    Method.SCORE: lambda view: (grades.draw_scores if view.singly else score_forms.draw)(view),
    Method.RESISTANCE: lambda view: (grades.draw_scores if view.singly else score_forms.draw)(view),
    Method.MAJORITY_JUDGMENT: lambda view: (
        grades.draw_grades if view.singly else grade_forms.draw
    )(view),
    Method.DATES: lambda view: (grades.draw_grades if view.singly else grade_forms.draw)(view),
    Method.IRV: ranks.draw,
    Method.STV: ranks.draw,
    Method.SCHULZE: ranks.draw,
    Method.BORDA: ranks.draw,
    Method.CONDORCET: ranks.draw,
    Method.YES_NO: question.draw,
}


def draw(
    kept: Ballot,
    t: Catalogue,
    page: int = 0,
    lane: int | None = None,
    head: str = "",
    *,
    singly: bool = False,
) -> ui.LayoutView:
    """Return a ballot to be marked, many options at once or `singly`; `head` comes first (a
    warning, an answer)."""
    if kept.in_box:
        return layout(head, f"**{asked(kept)}**", t("sealed.in_box"))
    if kept.erased:
        again = "🔁 " + t("ballot.erased", why=why_again(kept.plan, t))
        head = "\n".join(filter(None, (head, again)))
    if not kept.options.offered and kept.plan.method is not Method.YES_NO:
        return layout(head, t(f"vote.none_left.{kept.plan.on}"))
    since = (_for_the_room(kept, t), _mended(kept, t), _gone_since(kept, t))
    head = "\n".join(filter(None, (head, *since)))
    why = _why(kept, t) if kept.counts and not kept.in_room else ("", [])
    room = max(_LEAST_ROOM, PLACED - max(0, len(head) - _SHORT_HEAD) - len(why[0]))
    view = View(kept, t, page, lane, singly, room)
    marks = DRAW[kept.plan.ballot](view)
    turns = [*marks.turns]
    if marked(kept.content) and kept.plan.method is not Method.YES_NO:
        clear = custom_id(
            "ballot.clear",
            step=kept.step.id,
            page=page,
            lane=lane,
            in_room=kept.in_room,
            seen=kept.stamp,
            singly=singly,
        )
        turns.append(button(t("ballot.clear"), clear))
    return layout(
        head,
        f"### {asked(kept)}\n{marks.status}",
        *marks.blocks,
        turns,
        _recording(view) if kept.in_room else _casting(view),
        *why,
        "\n".join(
            filter(
                None,
                (
                    "-# " + _standing(kept, t),
                    _order(kept, t),
                    _in_the_box(kept, t) if len(head) < _LONG_HEAD else "",
                ),
            )
        ),
        _for_good(kept, t) if kept.in_room else _signed(kept, t),
    )


def receipt(kept: Ballot, t: Catalogue, since: datetime) -> ui.LayoutView:
    """Return what its voter keeps: exactly what is in the box, since when, and what can be done.

    Of a sealed ballot it is shown once, by the press that cast it."""
    if kept.in_box:
        return draw(kept, t)
    if kept.plan.sealed:
        return layout(
            t("sealed.receipt", clock=clock(since)) + "\n" + t("sealed.once"),
            f"**{asked(kept)}**\n{restated(kept, t, _BOX)}",
            "-# " + t("ballot.all_voted" if kept.closed else "sealed.stays_so"),
        )
    acts: list[Button] = []
    if not kept.closed:
        acts = [
            button(
                t("ballot.change"),
                opening(kept.step.id),
                emoji="✏️",
            ),
            _withdraw(kept, t),
        ]
    return layout(
        t("ballot.receipt", clock=clock(since)) + "\n" + t("ballot.in_the_box"),
        f"**{asked(kept)}**\n{restated(kept, t, _BOX - len(reasons.told(kept, t)))}",
        acts,
        *_why(kept, t),
        "-# " + t(_until(kept)),
        _signed(kept, t),
    )


def _why(kept: Ballot, t: Catalogue) -> tuple[str, list[Button]]:
    """Return what is asked of those who resist strongly, under a ballot that is in the box."""
    return reasons.told(kept, t), reasons.buttons(kept, t)


def _until(kept: Ballot) -> str:
    """Return the key of until when a ballot that was cast can change."""
    if kept.closed:
        return "ballot.all_voted"
    return "resistance.reason.soon" if kept.soon else "ballot.until_close"


def blank_question(kept: Ballot, t: Catalogue) -> ui.LayoutView:
    """Ask, once, whether a ballot that marks nothing is meant: one's own, or for the room."""
    step_id, seen = kept.step.id, kept.seen
    if kept.plan.sealed:
        return seal_question(kept, t)
    if kept.in_room:
        label, custom = t("room.one_blank"), custom_id("room.one", step=step_id, seen=seen)
    else:
        label, custom = t("ballot.cast_blank"), custom_id("ballot.cast", step=step_id, seen=seen)
    back = button(t("ballot.blank_no"), opening(step_id, in_room=kept.in_room))
    question = t("room.blank_question" if kept.in_room else "ballot.blank_question")
    told = f"**{asked(kept)}**\n{question} {blank_weighs(kept.plan, t)}".rstrip()
    return layout(told, [button(label, custom, emoji="📥"), back])


def seal_question(kept: Ballot, t: Catalogue) -> ui.LayoutView:
    """Ask whether a ballot of a sealed vote is meant, as it is: nothing can be done about it
    afterwards."""
    step_id, seen, blank = kept.step.id, kept.seen, not marked(kept.content)
    if kept.in_room:
        acts = _for_people(kept, t)
    else:
        cast = custom_id("ballot.cast", step=step_id, seen=seen)
        style = discord.ButtonStyle.success
        acts = [button(t("sealed.for_good"), cast, emoji="🔏", style=style)]
    whose = ("room_" if kept.in_room else "") + ("blank_question" if blank else "question")
    back = button(t("sealed.not_now"), opening(step_id, in_room=kept.in_room))
    said = "" if blank else "\n" + restated(kept, t, _BOX)
    weighs = blank_weighs(kept.plan, t) if blank else ""
    told = f"{t(f'sealed.{whose}')} {weighs}".rstrip()
    return layout(f"**{asked(kept)}**{said}", told, [*acts, back])


def withdrawn(step_id: int, t: Catalogue, *, said: bool = False) -> ui.LayoutView:
    """Return the receipt of a ballot taken back, with what was `said` beside it."""
    again = button(t("button.ballot"), opening(step_id), emoji="🗳️")
    gone = t("resistance.reason.withdrawn") if said else ""
    return layout("\n".join(filter(None, (t("ballot.withdrawn"), gone))), [again])


def asked(kept: Ballot) -> str:
    """Return the question of a ballot."""
    return escape(shorten(kept.plan.asked(kept.session.language), _QUESTION))


def _casting(view: View) -> list[Button]:
    kept, t = view.kept, view.t
    acts: list[Button] = []
    if kept.plan.sealed:
        return [*_seal(kept, t), *_blank(kept, t)]
    if not kept.counts:
        cast = custom_id("ballot.cast", step=kept.step.id, seen=kept.seen)
        acts = [*_box_button(kept, t(_cast_key(kept)), cast), *_blank(kept, t)]
    if kept.mended and kept.counts:
        keep = custom_id("ballot.keep", step=kept.step.id, seen=kept.seen)
        acts.append(button(t("mend.keep"), keep, emoji="👌", style=discord.ButtonStyle.success))
    if kept.cast is not None:
        acts.append(_withdraw(kept, t))
    return acts


def _recording(view: View) -> list[Button]:
    kept, t = view.kept, view.t
    acts = _seal(kept, t) if kept.plan.sealed else _for_people(kept, t)
    acts += _blank(kept, t)
    if kept.recorded and not kept.plan.sealed:
        acts.append(list_button(kept.step.id, kept.recorded, t))
    return [*acts, panel_button(kept, t)]


def _for_people(kept: Ballot, t: Catalogue) -> list[Button]:
    """Return what records a ballot for the room, blank ones for one person."""
    step_id, seen = kept.step.id, kept.seen
    if kept.plan.sealed and not marked(kept.content) and kept.plan.method is not Method.YES_NO:
        return [button(t("room.one_blank"), custom_id("room.one", step=step_id, seen=seen))]
    acts = _box_button(kept, t("room.one"), custom_id("room.one", step=step_id, seen=seen))
    if acts:
        acts.append(button(t("room.several"), custom_id("room.several", step=step_id, seen=seen)))
    return acts


def _seal(kept: Ballot, t: Catalogue) -> list[Button]:
    """Return what asks whether a ballot is to go in the box for good."""
    asks = custom_id("ballot.seal", step=kept.step.id, seen=kept.seen, in_room=kept.in_room)
    return _box_button(kept, t("sealed.put"), asks)


def _box_button(kept: Ballot, label: str, custom: str) -> list[Button]:
    """Return what puts a ballot in the box: it waits for something to be marked, and is not there
    before a question is answered."""
    waits = not marked(kept.content)
    if waits and kept.plan.method is Method.YES_NO:
        return []
    style = discord.ButtonStyle.success
    return [button(label, custom, emoji="📥", style=style, disabled=waits)]


def _blank(kept: Ballot, t: Catalogue) -> list[Button]:
    """Return the button that asks whether to vote blank, where that can be: a question takes an
    answer, if only to abstain, and some votes ask for a number of ticks."""
    if marked(kept.content) or kept.plan.method is Method.YES_NO:
        return []
    if kept.plan.ballot is Method.APPROVAL and least_ticks(kept.plan, kept.options):
        return []
    asks = custom_id("ballot.blank", step=kept.step.id, in_room=kept.in_room)
    return [button(t("ballot.blank_button"), asks)]


def list_button(step_id: int, recorded: int, t: Catalogue) -> Button:
    """Return the button that lists the ballots recorded for the room."""
    return button(t("room.list", n=recorded), custom_id("room.list", step=step_id, page=0))


def panel_button(kept: Ballot, t: Catalogue) -> Button:
    """Return the button back to the facilitators' panel."""
    return button(t("button.panel"), custom_id("lead.panel", session=kept.session.id))


def _for_the_room(kept: Ballot, t: Catalogue) -> str:
    """Tell whom a recorded ballot is for, and how far that is where their number is known."""
    if not kept.in_room:
        return ""
    said = kept.session.in_room
    told = t.n("in_room.recorded", kept.people, said=said) if said else ""
    return "\n".join(filter(None, (t("ballot.room"), told)))


def _cast_key(kept: Ballot) -> str:
    return "ballot.cast" if kept.cast is None else "ballot.cast_again"


def _signed(kept: Ballot, t: Catalogue) -> str:
    """Say on the ballot itself that its voter will be named: nobody signs without knowing."""
    if not is_secret(kept.session, kept.plan):
        dates = kept.plan.method is Method.DATES
        return "-# " + t("dates.ballot.signed" if dates else "ballot.signed")
    whole = "" if kept.plan.method.has_totals else "-# " + published(kept.plan, t)
    return "\n".join(filter(None, (_for_good(kept, t), whole)))


def _for_good(kept: Ballot, t: Catalogue) -> str:
    """Say on the ballot itself that nothing can be done about it once it is cast."""
    return "-# " + t("sealed.before") if kept.plan.sealed else ""


def _gone_since(kept: Ballot, t: Catalogue) -> str:
    """Tell those whose ballot holds what left it, and why: them alone, whenever they look at it."""
    gone = by_reason(gone_on(kept.options, kept.content, kept.cast))
    told = [
        "⚠️ " + t.n(f"ballot.{why}_since", len(options), options=_listed(options, t))
        for why, options in gone.items()
    ]
    if changed := reworded_on(kept.options, kept.content, kept.cast):
        named = reworded_text(changed, t, _MOST_NAMED, _REWORDED)
        told.append("⚠️ " + t("ballot.reworded_since", options=named))
    return shorten_lines("\n".join(told), _CHANGES)


def _mended(kept: Ballot, t: Catalogue) -> str:
    """Tell whoever voted before what was changed of the vote, and what their ballot says of it."""
    if not kept.mended:
        return ""
    told = asking(kept.mended, kept.plan, t, escape, stamp, _CHANGES - _SINCE)
    return shorten_lines(f"✏️ {t('mend.since', what=told)}", _CHANGES)


def _listed(options: Sequence[Option], t: Catalogue) -> str:
    told = [t("result.named", option=escape(o.said(_NAMED))) for o in options[:_MOST_NAMED]]
    if len(options) > _MOST_NAMED:
        told.append(t.n("result.and_others", len(options) - _MOST_NAMED))
    return ", ".join(told)


def _in_the_box(kept: Ballot, t: Catalogue) -> str:
    """Return what the ballot in the box says, where another is being prepared."""
    if kept.cast is None or kept.counts or kept.in_room:
        return ""
    told = restated(replace(kept, content=kept.cast), t, _HELD)
    if kept.cast_at is None:
        return f"-# {t('ballot.box_holds')}\n{told}"
    return f"-# {t('ballot.box_holds_since', clock=clock(kept.cast_at))}\n{told}"


def _standing(kept: Ballot, t: Catalogue) -> str:
    if kept.in_room:
        return t("room.not_recorded")
    if kept.counts:
        since = t("ballot.cast_at", clock=clock(kept.cast_at)) if kept.cast_at else ""
        return " ".join(filter(None, (t("ballot.counts"), since, t("ballot.until_close"))))
    if kept.cast is not None:
        return t("ballot.earlier")
    if not marked(kept.content):
        return t("ballot.nothing_yet")
    if kept.plan.sealed:
        return t("sealed.not_yet", label=t("sealed.put"))
    return t("ballot.not_cast", label=t(_cast_key(kept)))


def _order(kept: Ballot, t: Catalogue) -> str:
    """Say that options stand in another order for others: two people who compare look for it."""
    return "-# " + t("ballot.order_drawn") if kept.lot and len(kept.options) > 1 else ""


def _withdraw(kept: Ballot, t: Catalogue) -> Button:
    return button(t("ballot.withdraw"), custom_id("ballot.withdraw", step=kept.step.id), emoji="↩️")
