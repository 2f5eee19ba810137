"""Consent: the card of a proposal, and its buttons, made for a thumb."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Button, button
from bot.interface.showing.screen import Scene, StepScreen
from bot.interface.words.consent import card_text, decided_text
from bot.interface.words.election import proposed_text, withdraw_button
from bot.services.sessions.ahead import Holding, Way
from bot.workshop.consent.proposal import Proposal, Stage, Stance, decision_of
from bot.workshop.kinds import Consent
from bot.workshop.sessions.session import Session
from bot.workshop.text import escape

STANCES = tuple(Stance)


class ConsentScreen(StepScreen[Proposal]):
    def body(self, scene: Scene[Proposal]) -> str:
        plan = scene.step.plan
        assert isinstance(plan, Consent)
        decision = decision_of(scene.step)
        if decision is not None:
            return decided_text(decision, scene.t)
        electing = scene.found.electing
        more = proposed_text(electing, scene.t) if electing is not None else ""
        return card_text(scene.found, plan, scene.session, scene.t, more)

    def buttons(self, scene: Scene[Proposal]) -> Sequence[Button]:
        own, electing = self._own(scene), scene.found.electing
        decided = decision_of(scene.step) is not None
        if electing is None or decided or not own or not scene.step.is_open:
            return own
        # Whoever is proposed for a role may withdraw at any moment.
        return (*own, withdraw_button(electing.step_id, scene.t))

    def _own(self, scene: Scene[Proposal]) -> Sequence[Button]:
        proposal = scene.found
        if not proposal.versions or not scene.step.is_open:
            return ()
        step_id, t = scene.step.id, scene.t
        read = read_button(step_id, t)
        if decision_of(scene.step) is not None:
            return (read,)
        if proposal.stage is Stage.QUESTIONS:
            return (ask_button(step_id, t("button.consent_ask")), read)
        if proposal.stage is Stage.REACTIONS:
            return (react_button(step_id, proposal.version, t("button.consent_react")), read)
        if proposal.stage is Stage.OBJECTIONS:
            other = custom_id("consent.read", step=step_id, page=0)
            return (
                stance_button(step_id, proposal.version, Stance.CONSENT, t),
                stance_button(step_id, proposal.version, Stance.OBJECTION, t),
                button(t("button.consent_other"), other, emoji="📖"),
            )
        return (read,)

    def lead_buttons(self, scene: Scene[Proposal]) -> Sequence[Button]:
        return (
            button(
                scene.t("button.consent_lead"),
                custom_id("consent.lead", step=scene.step.id),
                emoji="📜",
                style=discord.ButtonStyle.primary,
            ),
        )

    def room_buttons(self, scene: Scene[Proposal]) -> Sequence[Button]:
        proposal = scene.found
        if decision_of(scene.step) is not None or proposal.stage is not Stage.OBJECTIONS:
            return ()
        return (room_button(scene.step.id, scene.t),)

    def leaving(self, holding: Holding, way: Way, session: Session, t: Catalogue) -> str:
        title = escape(holding.step.plan.title[session.language])
        people = t.n("consent.answered", holding.held.people)
        asked = t(f"consent.{way}_question", people=people, title=title)
        return f"{asked}\n{t('consent.fate.closed' if way.closes else 'consent.fate.kept')}"

    def left_behind(self, scene: Scene[Proposal]) -> str:
        decision = decision_of(scene.step)
        if decision is not None:
            return decided_text(decision, scene.t)
        people = scene.found.people
        if not (people and scene.step.is_aside):
            return ""
        told = f"✋ **{scene.t.n('consent.answered', people)}**"
        if scene.found.standing:
            told += f"\n{scene.t.n('consent.aside_standing', len(scene.found.standing))}"
        return f"{told}\n{scene.t('consent.aside')}"


_MARKS = {
    Stance.CONSENT: "✅",
    Stance.CONCERN: "💬",
    Stance.OBJECTION: "✋",
    Stance.ASIDE: "🪑",
}


def stance_button(
    step_id: int, version: int, stance: Stance, t: Catalogue, *, mine: bool = False
) -> Button:
    """Return the button of one answer to `version`, marked when it is the person's own."""
    label = t(f"stance.{stance}")
    return button(
        f"✓ {label}" if mine else label,
        custom_id("consent.answer", step=step_id, version=version, rank=STANCES.index(stance)),
        emoji=_MARKS[stance],
        style=discord.ButtonStyle.primary if mine else discord.ButtonStyle.secondary,
    )


def room_button(step_id: int, t: Catalogue) -> Button:
    """Return the button that opens what people in the room answer."""
    return button(t("button.consent_room"), custom_id("consent.room", step=step_id), emoji="👥")


def ask_button(step_id: int, label: str) -> Button:
    """Return the button that opens the form of a question."""
    return button(
        label,
        custom_id("consent.ask", step=step_id),
        emoji="❓",
        style=discord.ButtonStyle.primary,
    )


def react_button(step_id: int, version: int, label: str) -> Button:
    """Return the button that opens the form of one's reaction to `version`."""
    return button(
        label,
        custom_id("consent.react", step=step_id, version=version),
        emoji="💬",
        style=discord.ButtonStyle.primary,
    )


def read_button(step_id: int, t: Catalogue) -> Button:
    """Return the button that shows everything privately."""
    return button(
        t("button.consent_read"), custom_id("consent.read", step=step_id, page=0), emoji="📖"
    )
