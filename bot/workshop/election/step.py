"""`election`: a role, for which everyone names someone and says why; nobody is a candidate."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from bot.workshop.faults import RuleBroken
from bot.workshop.language import Bilingual, Title
from bot.workshop.step import AtEnd, BaseStep, Doing, Ready

FEWEST, MOST = 2, 1000


class Election(BaseStep):
    """A role that someone is to take, chosen on the strength of arguments and adopted by consent.

    `role` is its name, `mandate` what it asks, `term` for how long, `criteria` what to look for;
    without `role` those who lead describe it once the step is open. `expected` is how many people
    name someone, those in the room included: those who lead then see when all have.
    """

    doing: ClassVar[Doing] = Doing.WRITE
    decides: ClassVar[bool] = True

    kind: Literal["election"]
    role: Title | None = None
    mandate: Bilingual | None = None
    term: Title | None = None
    criteria: Bilingual | None = None
    expected: Annotated[int, Field(ge=FEWEST, le=MOST)] | None = None

    @model_validator(mode="after")
    def _led(self) -> Self:
        if self.at_end is not AtEnd.WAIT:
            raise RuleBroken(
                "election_closes", "time elects nobody: at_end should be wait, those who lead go on"
            )
        if self.ready is Ready.NEXT:
            raise RuleBroken(
                "election_goes_on", 'ready = "next" elects nobody: those who lead go on'
            )
        return self
