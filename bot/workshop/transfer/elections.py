"""Elections without candidates, as the export of a session has them."""

from __future__ import annotations

from pydantic import Field

from bot.workshop.election.naming import Stage
from bot.workshop.transfer.shape import Number, Part, Step, Text


class NamedPart(Part):
    """Someone who was named for a role."""

    name: Text = Field(description="Their name.")
    withdrew: bool = Field(description="Whether they did not wish to be named.")
    at_first: Number = Field(description="How many named them before hearing the others.")
    in_the_end: Number = Field(description="How many name them in the end.")


class NamesPart(Part):
    """Whom someone names, and why."""

    name: Number = Field(description="The rank of the person among the names, from 1.")
    reason: Text = Field(description="Why.")


class VoicePart(Part):
    """What one person said in an election."""

    author: Text | None = Field(description="Whose it is; null in a masked session.")
    in_room: bool = Field(description="Whether they were in the room without Discord.")
    first: NamesPart | None = Field(description="Before hearing the others; null for nobody.")
    then: NamesPart | None = Field(description="Having heard; null where it stayed the same.")


class ProposedPart(Part):
    """Someone who was proposed to the room."""

    name: Number = Field(description="The rank of the person among the names, from 1.")
    reason: Text = Field(description="Why they were proposed.")
    consent_step: Number | None = Field(description="The step in which the room was asked.")


class ElectedPart(Part):
    """What an election came to."""

    adopted: bool = Field(description="Whether someone is elected.")
    role: Text = Field(description="The role.")
    term: Text = Field(description="For how long; empty where it was not said.")
    people: Number = Field(description="How many named someone in the end.")
    in_room: Number = Field(description="How many of these were in the room.")
    names: Number = Field(description="How many different people were named.")
    changed: Number = Field(description="How many named another, having heard.")
    withdrew: Number = Field(description="How many of those named did not wish to be.")
    proposals: Number = Field(description="How many were proposed to the room.")
    text: Text | None = Field(description="The text that was adopted; null where none was.")


class ElectionPart(Part):
    """An election without candidates. How many named whom decides nothing."""

    step: Step
    role: Text | None = Field(description="The role; null where it was not described.")
    mandate: Text | None = Field(description="What it asks.")
    term: Text | None = Field(description="For how long.")
    criteria: Text | None = Field(description="What to look for.")
    expected: Number | None = Field(description="How many people were expected to name someone.")
    stage: Stage = Field(description="How far it went: all was shown from `hearing` on.")
    elected: ElectedPart | None = Field(description="What it came to; null as long as it goes on.")
    names: tuple[NamedPart, ...] = Field(description="Who was named; none once deleted.")
    voices: tuple[VoicePart, ...] = Field(description="What each person said; none once deleted.")
    proposals: tuple[ProposedPart, ...] = Field(
        description="Who was proposed, in that order; none once deleted."
    )
