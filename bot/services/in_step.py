"""A step in which each speaks for themselves, and those who lead may: as one person sees it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.workshop.sessions.session import Session, StepRun


@dataclass(frozen=True, slots=True)
class InStep:
    """`author` stands for the person in the rows of the step.

    `leads` is true for facilitators, and `takes_part` what they said of taking part too: None
    when they were not asked yet.
    """

    session: Session
    step: StepRun
    author: str
    leads: bool
    takes_part: bool | None

    @property
    def speaks(self) -> bool:
        """False for facilitators who did not say that they take part too."""
        return not self.leads or self.takes_part is True

    def signed(self, name: str) -> str | None:
        """Return the name that is kept beside what is said: none in a masked session."""
        return None if self.session.masked else name
