"""The roadmap of a session, as its export has it."""

from __future__ import annotations

from pydantic import Field

from bot.workshop.transfer.shape import Corrected, Number, Part, Text, Whole


class MilestonePart(Part):
    """A milestone of the roadmap; in a detail, one thing a line."""

    number: Number = Field(description="What the room calls it.")
    year: Whole = Field(description="Its year.")
    dimension: Text = Field(description="Its dimension.")
    statement: Text = Field(description="What happened, in the past tense.")
    corrected: Corrected = False
    who: Text | None = Field(description="Who made it happen.")
    enablers: Text | None = Field(description="What helped.")
    obstacles: Text | None = Field(description="What stood in the way.")
    after: tuple[Number, ...] = Field(description="The numbers of those that it rests on.")
    postit: Number | None = Field(description="The number of the post-it it was born of.")
    theme: Text | None = Field(description="The theme that it was born of.")
    postits_of_theme: tuple[Number, ...] = Field(description="The post-its of that theme.")


class GapPart(Part):
    """Silent years of the roadmap."""

    dimension: Text = Field(description="On which dimension.")
    first: Whole = Field(description="The first silent year.")
    last: Whole = Field(description="The last one.")


class LoadPart(Part):
    """A year that carries more than its share."""

    year: Whole = Field(description="The year.")
    milestones: Number = Field(description="How many it carries.")
