"""What the room is told of strong resistances once a vote is counted: why, proposal by proposal,
and how to go on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from discord import ui

from bot.i18n import Catalogue
from bot.interface.naming.people import language_of_room
from bot.interface.sending.drawer import Edited, Post, Posted, Studio, Subject
from bot.interface.showing.layout import RESULT, TEXT_LIMIT, layout
from bot.reports.record import SessionRecord
from bot.reports.vote.reasons import best, reasons_of, resisted, told
from bot.reports.vote.resistance import strong, undone
from bot.reports.vote.telling import Telling
from bot.services.moderation.walls import note_reasons
from bot.store.outbox import Letter
from bot.store.transaction import Transaction
from bot.workshop.sessions.session import StepRun
from bot.workshop.text import escape

_LABEL = 100
# Kept for what stands around the texts.
_MARGIN = 100
# What a proposal takes before its first reason, and the sentence that counts those left out.
_LEAST = 120


class ReasonsDrawer(Posted):
    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        record = await studio.record(subject)
        return _post(record, subject.step, subject.letter.id)

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        await note_reasons(tx, letter, message_id)


class ReasonsAgainDrawer(Edited):
    """What stands of them once one was hidden, or shown again."""

    def message_id(self, subject: Subject) -> int | None:
        return subject.letter.payload["message"]

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        record = await studio.record(subject)
        return _post(record, subject.step, subject.letter.id)


def _post(record: SessionRecord, step: StepRun, letter: int) -> Post | None:
    view = message(record, step, letter)
    return None if view is None else Post(view)


def message(record: SessionRecord, step: StepRun, letter: int) -> ui.LayoutView | None:
    """Return what the room is told; None where nobody resists a proposal strongly."""
    t, session = language_of_room(record.session), record.session
    vote = record.votes.get(step.id)
    if vote is None:
        return None
    telling = Telling(vote, t, escape, _LABEL)
    found = resisted(telling)
    if not found:
        return None
    head = f"-# 🌊 {t('result.reasons_kicker')}\n## {t('result.reasons')}"
    going_on, kept = _next(telling, found), ""
    if vote.plan.sealed:
        listed = t("result.reasons_sealed")
    elif not vote.reasons:
        listed = t("result.reasons_hidden" if vote.reasons_hidden else "result.reasons_none")
    else:
        key = "result.reasons_kept_secret" if vote.secret else "result.reasons_kept_signed"
        kept = "-# " + t.n(key, session.kept_days)
        room = TEXT_LIMIT - _MARGIN - sum(map(len, (head, going_on, kept)))
        return layout(
            head, *_listed(telling, found, room), going_on, kept, colour=RESULT, letter=letter
        )
    strongly = "\n".join(f"{_named(telling, name)}" for name in _first(found))
    return layout(head, strongly, listed, going_on, colour=RESULT, letter=letter)


# Of proposals that are resisted strongly, how many are named.
_MOST = 10


def _first(found: Mapping[str, int]) -> Sequence[str]:
    return list(found)[:_MOST]


def _named(telling: Telling, name: str) -> str:
    return f"**`{name}` {telling.label(name)}** — {strong(telling, name)}"


def _next(telling: Telling, found: Mapping[str, int]) -> str:
    """Return how to go on: with what meets the least resistance, where some resist it strongly."""
    t, names = telling.t, best(telling)
    if undone(telling, names[0]):
        return t("result.reasons_next_undone")
    borne = not any(name in found for name in names)
    if len(names) == 1:
        key = "result.reasons_next_borne" if borne else "result.reasons_next"
        return t(key, option=telling.named(names[0]))
    return t("result.reasons_next_borne_tied" if borne else "result.reasons_next_tied")


def _listed(telling: Telling, found: Mapping[str, int], room: int) -> Iterator[str]:
    """Yield each proposal with what was said of it, in a room that they share: what one leaves is
    for those after it. What is cut is counted."""
    t = telling.t
    names = _first(found)
    for rank, name in enumerate(names):
        share = room // (len(names) - rank)
        text = _of(telling, name, share, t)
        room -= len(text)
        yield text


def _of(telling: Telling, name: str, room: int, t: Catalogue) -> str:
    head, said = _named(telling, name), [told(telling, r) for r in reasons_of(telling, name)]
    if not said:
        return f"{head}, {t('result.reasons_unsaid')}"
    shown = [head]
    left = room - len(head) - _LEAST
    for text in said:
        line = f"- {text}"
        if len(line) + 1 > left:
            break
        left -= len(line) + 1
        shown.append(line)
    cut = len(said) - (len(shown) - 1)
    if cut:
        shown.append("-# " + t.n("result.reasons_more", cut))
    return "\n".join(shown)
