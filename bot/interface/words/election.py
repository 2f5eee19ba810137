"""An election without candidates, as people read it: on the card, privately, when it is over."""

from __future__ import annotations

from datetime import datetime

from bot.i18n import Catalogue, catalogue, in_each
from bot.interface.naming.people import language_of_room
from bot.interface.pressing.router import custom_id
from bot.interface.sending.drawer import Post, Studio, Subject, ToOne
from bot.interface.showing.layout import QUIET, Button, button, layout
from bot.interface.showing.pages import in_pages
from bot.interface.words.consent import quoted
from bot.reports.election.telling import (
    attempts,
    called,
    described,
    named_by,
    numbers,
    role,
    said,
    verdict,
)
from bot.reports.record import ElectionRecord
from bot.services.election.asking_again import written
from bot.services.election.naming import looks_again
from bot.services.sessions.ahead import Holding, Way
from bot.store.outbox import Letter
from bot.store.transaction import Transaction
from bot.workshop.consent.proposal import Electing
from bot.workshop.election.naming import Elected, Group, Naming, Nomination, Stage, Voice
from bot.workshop.kinds import Consent, Election
from bot.workshop.language import LABEL, Bilingual, Language, Title
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session
from bot.workshop.text import escape, shorten

# Characters, of the 2,800 that a card gives to a step.
_CARD = 2700
_DECIDED = 1500
_PRIVATE = 3000
_NAME = 40


class NameAgainDrawer(ToOne):
    """Tells one person that someone whom they named does not wish to be, and no more."""

    def person(self, subject: Subject) -> int:
        return subject.letter.payload["person"]

    async def awaited(self, subject: Subject, studio: Studio, actor: Actor) -> bool:
        return await looks_again(studio.ctx, subject.step.id, actor)

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        if message_id is not None:
            await written(tx, letter)

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        session, step = subject.session, subject.step
        t = language_of_room(session)
        place = f"https://discord.com/channels/{session.server_id}/{session.channel_id}"
        if step.card_message_id is not None:
            place += f"/{step.card_message_id}"
        plan = step.plan
        assert isinstance(plan, Election)
        return Post(
            layout(
                t("election.look_again", title=escape(session.title), role=role(plan, t)),
                t("election.look_again_where", link=place),
                colour=QUIET,
                letter=subject.letter.id,
            )
        )


def card_text(held: ElectionRecord, session: Session, t: Catalogue) -> str:
    """Return what the card shows of an election under way."""
    plan, naming = held.plan, held.naming
    if plan.role is None:
        return t("election.being_described")
    head = "\n".join([f"🪑 {role(plan, t)}", *described(plan, t)])
    if naming.stage is Stage.NAMING:
        shown = t("election.hidden_masked" if session.masked else "election.hidden")
        return "\n\n".join(
            filter(
                None, [head, t("election.now.naming"), shown, count_text(held, t), _again(held, t)]
            )
        )
    tail = [*attempts(held, t), _heard(held, t), _again(held, t)]
    beside = [head, t(f"election.now.{naming.stage}"), "\n".join(filter(None, tail))]
    room = _CARD - sum(len(part) + 2 for part in beside)
    groups = _fitting(held, session, room, t)
    return "\n\n".join(filter(None, [beside[0], beside[1], groups, beside[2]]))


def concluded_text(elected: Elected, t: Catalogue) -> str:
    """Return what a card keeps of an election that is over."""
    mark = "✅" if elected.adopted else "✋"
    lines = [f"🪑 **{escape(elected.role)}**", f"**{mark} {verdict(elected, t)}**"]
    if elected.text:
        lines.append(quoted(elected.text, _DECIDED)[0])
    return "\n".join([*lines, numbers(elected, t)])


def count_text(held: ElectionRecord, t: Catalogue) -> str:
    """Return how many name someone, of how many where that is known; never whom."""
    people, expected = held.naming.people, held.plan.expected
    told = t.n("election.people", people)
    if expected is not None:
        told = t("election.of_expected", people=told, expected=expected)
    if held.naming.in_room:
        told += " · " + t.n("election.in_room", held.naming.in_room)
    return f"🗳️ **{told}**"


def aside_text(held: ElectionRecord, t: Catalogue) -> str:
    """Return what is said of an election that waits, having been left."""
    if not held.naming.nominations:
        return ""
    key = "election.aside_hidden" if held.naming.stage is Stage.NAMING else "election.aside"
    # This card is not drawn again: it names nobody, who may withdraw later.
    if held.tried and held.tried[-1].decision is None:
        key = "election.aside_proposed"
    return "\n".join([count_text(held, t), t(key)])


def leaving_text(holding: Holding, way: Way, session: Session, t: Catalogue) -> str:
    """Return how many name someone and what a press does with it: said before it."""
    naming = holding.held.about
    assert isinstance(naming, Naming)
    title = escape(holding.step.plan.title[session.language])
    people = t.n("election.people", holding.held.people)
    asked = t(f"election.{way}_question", people=people, title=title)
    if not way.closes:
        return f"{asked}\n{t('election.fate.kept')}"
    hidden = naming.stage is Stage.NAMING
    return f"{asked}\n{t('election.fate.erased' if hidden else 'election.fate.closed')}"


def reading(held: ElectionRecord, session: Session, t: Catalogue) -> list[list[str]]:
    """Return all that was said once it is shown, in pages of lines."""
    lines = [f"🪑 {role(held.plan, t)}", *described(held.plan, t)]
    for group in held.naming.groups:
        lines += ["", *_group(group, held, session, t, whole=True)]
    if told := attempts(held, t):
        lines += ["", *told]
    return in_pages(lines, _PRIVATE)


def mine_text(naming: Naming, mine: Nomination, t: Catalogue) -> str:
    """Return whom a person names, in their own eyes."""
    named = naming.named(mine.name_id)
    told = t("election.mine", name=escape(named.name))
    if named.withdrawn:
        return f"{told}\n⚠️ {t('election.mine_again')}"
    return f"{told}\n{quoted(mine.reason, 1000)[0]}"


def proposed_text(electing: Electing, t: Catalogue) -> str:
    """Return why someone is proposed, and that they may withdraw, on the card of the consent."""
    name = escape(electing.named.name)
    why = t("election.proposed_why", name=name, text=escape(electing.reason))
    if electing.named.withdrawn:
        return f"{why}\n🙅 {t('election.proposed_withdrew', name=name)}"
    return f"{why}\n-# {t('election.proposed_may', name=name)}"


def first_text(plan: Election, name: str, t: Catalogue) -> str:
    """Return what is proposed, in the words with which the form opens."""
    assert plan.role is not None
    named = {"name": name, "role": plan.role[t.language]}
    if plan.term is None:
        return t("election.text", **named)
    return t("election.text_term", **named, term=plan.term[t.language])


def step_title(plan: Election) -> Title:
    """Return what a step is called that looks for someone for a role, in every language."""
    return _titled("election.title", plan)


def consent_plan(plan: Election) -> Consent:
    """Return the step in which the room is asked, in every language; the name is not in it."""
    return Consent(
        kind="consent",
        title=_titled("election.consent_title", plan),
        invite=in_each(Bilingual, "kind.consent.invite"),
        minutes=10,
        expected=plan.expected,
    )


def _titled(key: str, plan: Election) -> Title:
    role = plan.role
    assert role is not None
    return Title.each(
        {one: shorten(catalogue(one)(key, role=role[one]), LABEL) for one in Language}
    )


def withdraw_button(step_id: int, t: Catalogue) -> Button:
    """Return the button with which one says that one does not wish to be named."""
    mine = custom_id("election.withdraw", step=step_id)
    return button(t("button.election_withdraw"), mine, emoji="🙅")


def _heard(held: ElectionRecord, t: Catalogue) -> str:
    if held.naming.stage is not Stage.HEARING:
        return ""
    return f"👂 **{t.n('election.heard', held.naming.heard, people=held.naming.people)}**"


def _again(held: ElectionRecord, t: Catalogue) -> str:
    again, stage = held.naming.again, held.naming.stage
    if stage is Stage.NAMING:
        return "↻ " + t("election.again_hidden") if held.naming.withdrew else ""
    if not again or stage is Stage.CHOOSING:
        return ""
    return "↻ " + t.n("election.again", again)


def _fitting(held: ElectionRecord, session: Session, room: int, t: Catalogue) -> str:
    """Return who was named and why in `room` characters; where all does not fit, the names with
    their numbers, and where the reasons are."""
    groups = [_group(one, held, session, t) for one in held.naming.groups]
    whole = "\n\n".join("\n".join(lines) for lines in groups)
    if len(whole) <= room:
        return whole
    note = "-# " + t("election.cut")
    heads = [lines[0] for lines in groups]
    for kept in range(len(heads), -1, -1):
        rest = [t.n("list.more", len(heads) - kept)] if kept < len(heads) else []
        text = "\n".join([*heads[:kept], *rest, note])
        if len(text) <= room:
            return text
    return note


def _group(
    group: Group, held: ElectionRecord, session: Session, t: Catalogue, *, whole: bool = False
) -> list[str]:
    naming = held.naming
    name = f"**{escape(shorten(called(naming, group.named, t), _NAME))}**"
    if group.named.withdrawn:
        lines = [f"🙅 {t('election.has_withdrawn', name=name)}"]
    else:
        lines = [f"{name} · {named_by(group, t)}"]
    lines += [f"- {said(one, naming, t, _signed(one.said, session))}" for one in group.voices]
    if whole:
        gone = (f"- {_left(one, session, t)}" for one in group.left)
        lines += gone
    return lines


def _left(before: Nomination, session: Session, t: Catalogue) -> str:
    """Return what someone had said of a person before they named another."""
    return f"{said(Voice(before), Naming(), t, _signed(before, session))} {t('election.left')}"


def _signed(said_by: Nomination, session: Session) -> str | None:
    return None if session.masked else shorten(said_by.author_name or "", _NAME) or None


def lines_of(naming: Naming, t: Catalogue) -> list[str]:
    """Return how many name each who may be proposed, for those who lead, a line each."""
    return [
        f"- **{escape(called(naming, one.named, t))}** · {named_by(one, t)}" for one in naming.free
    ]
