"""Seek the consent of everyone to a proposal: it stands once nobody objects any more."""

from __future__ import annotations

from collections.abc import Sequence

from bot.interface.pressing.router import Press
from bot.interface.showing.layout import Field, text_field
from bot.interface.words.sessions.kinds import invitation
from bot.workshop.consent.step import PROPOSAL_LIMIT
from bot.workshop.kinds import Consent, Kinds
from bot.workshop.text import escape, shorten
from bot.workshop.vote.asking import CONSENT, Asked, planned
from cogs.vote.workbench.fields import minutes, minutes_field
from cogs.vote.workbench.kind import Asking, Decision

_SHOWN = 1500


def _fields(asking: Asking) -> Sequence[Field]:
    t = asking.t
    proposal = text_field("question", t("field.open_proposal"), long=True, limit=PROPOSAL_LIMIT)
    return [proposal, minutes_field(t, 15)]


def _read(press: Press, asking: Asking) -> Kinds:
    asked = Asked(question=press.text("question"), method=CONSENT, minutes=minutes(press))
    return planned(asked, invitation("vote.invite_consent"))


def _announced(plan: Kinds, asking: Asking) -> str:
    assert isinstance(plan, Consent)
    text = escape(shorten(plan.first_text(asking.language), _SHOWN))
    return f"{text}\n{asking.t('decide.consent')}"


DECISION = Decision("consent", "🤝", _fields, _read, _announced)
