"""A step that a facilitator puts in a plan, or changes: what they wrote, read as its plan."""

from __future__ import annotations

from typing import TypeVar

from bot.workshop.consent.step import PROPOSAL_LIMIT, tidy
from bot.workshop.errors import Refusal
from bot.workshop.kinds import BaseStep, Collect, Consent
from bot.workshop.language import LABEL, SHORT, Bilingual, Language, Title
from bot.workshop.sessions.minutes import read_minutes
from bot.workshop.text import clean, one_line

Step = TypeVar("Step", bound=BaseStep)


def titled(step: Step, text: str, language: Language) -> Step:
    """Return a step under the title `text`, as it was where it has it already in `language`.

    Raises Refusal when it is empty or too long. The room reads one language: what is written in it
    takes the place of both.
    """
    title = one_line(text)
    if title == step.title[language]:
        return step
    if not title:
        raise Refusal("plan.no_title")
    _check_length(title, LABEL)
    return step.model_copy(update={"title": Title.same(title)})


def inviting(step: Step, text: str, language: Language) -> Step:
    """Return a step that invites the room in these words, under the same rules as `titled`."""
    invite = clean(text)
    if invite == step.invite[language]:
        return step
    if not invite:
        raise Refusal("plan.no_invite")
    return step.model_copy(update={"invite": _both(invite)})


def asking(step: Collect, text: str, *, silent: bool) -> Collect:
    """Return a step of post-its that asks the question `text`, or that of the scenario where it is
    empty; `silent` hides them until a reveal."""
    question = clean(text)
    prompt = _both(question) if question else None
    return step.model_copy(update={"prompt": prompt, "silent": silent})


def proposing(step: Consent, text: str) -> Consent:
    """Return a step that begins with the proposal `text`; written later where it is empty."""
    proposal = tidy(text)
    _check_length(proposal, PROPOSAL_LIMIT)
    return step.model_copy(update={"text": proposal or None})


def lasting(step: Step, text: str) -> Step:
    """Return a step of the length that is written in `text`; raise Refusal when it is none."""
    return step.model_copy(update={"minutes": read_minutes(text)})


def _both(text: str) -> Bilingual:
    _check_length(text, SHORT)
    return Bilingual.same(text)


def _check_length(text: str, limit: int) -> None:
    if len(text) > limit:
        raise Refusal("text.too_long", length=len(text), limit=limit)
