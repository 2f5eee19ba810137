"""`consent`: a proposal is adopted when nobody has an objection left."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from bot.workshop.faults import RuleBroken
from bot.workshop.language import Bilingual, Language
from bot.workshop.step import AtEnd, BaseStep, Ready
from bot.workshop.text import clean

PROPOSAL_LIMIT = 1500

_BLANK_LINES = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """Return the text of a proposal as it is kept: clean, its paragraphs a blank line apart."""
    return _BLANK_LINES.sub("\n\n", clean(text))


def _readable(text: str) -> str:
    kept = tidy(text)
    if not 1 <= len(kept) <= PROPOSAL_LIMIT:
        raise RuleBroken(
            "unreadable",
            f"text should have 1 to {PROPOSAL_LIMIT} characters that can be read",
            limit=PROPOSAL_LIMIT,
        )
    return kept


class Consent(BaseStep):
    """One proposal, taken from clarifying questions to a decision.

    The text is the recipe's `proposal`, or `text`, in the words of whoever opened the step;
    without either a facilitator writes it when the time comes. `silence_is_consent` lets it be
    adopted though nobody answered, and the room is told. `expected` is how many people must have
    answered before it is adopted.
    """

    decides: ClassVar[bool] = True

    kind: Literal["consent"]
    proposal: Bilingual | None = None
    text: Annotated[str, AfterValidator(_readable)] | None = None
    silence_is_consent: bool = False
    expected: Annotated[int, Field(ge=1, le=1000)] | None = None

    @model_validator(mode="after")
    def _one_text(self) -> Self:
        if self.at_end is AtEnd.CLOSE:
            raise RuleBroken(
                "closes_alone", 'at_end = "close" decides nothing: those who lead close a proposal'
            )
        if self.ready is Ready.NEXT:
            raise RuleBroken(
                "goes_on_alone", 'ready = "next" decides nothing: those who lead close a proposal'
            )
        if self.proposal is not None:
            if self.text is not None:
                raise RuleBroken("one_text", "give proposal or text, not both")
            for text in self.proposal.texts.values():
                _readable(text)
        return self

    def first_text(self, language: Language) -> str:
        """Return the words that the step begins with; empty when they are still to be written."""
        if self.text is not None:
            return self.text
        return tidy(self.proposal[language]) if self.proposal is not None else ""
