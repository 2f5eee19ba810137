"""The messages that tell a story, in their order."""

from __future__ import annotations

from enum import StrEnum

from bot.workshop.story.scenario import Scenario


class Beat(StrEnum):
    """What one message of the story tells."""

    OPENING = "opening"
    ANCHOR = "anchor"
    MEDIA = "media"
    AWARD = "award"


def beats(scenario: Scenario) -> tuple[Beat, ...]:
    """Return the messages of a story: the opening, the anchors, the recording or the picture,
    the award."""
    return (
        Beat.OPENING,
        *(Beat.ANCHOR for _ in scenario.anchors),
        *((Beat.MEDIA,) if scenario.media is not None else ()),
        *((Beat.AWARD,) if scenario.award is not None else ()),
    )


def beat_at(scenario: Scenario | None, index: int) -> Beat | None:
    """Return what message `index` of a story tells; None where there is no such message."""
    told = beats(scenario) if scenario is not None else ()
    return told[index] if 0 <= index < len(told) else None


def anchors_told(scenario: Scenario, told: int) -> int:
    """Return how many anchors `told` messages have told."""
    return beats(scenario)[:told].count(Beat.ANCHOR)


def media_told(scenario: Scenario, told: int) -> bool:
    """True once `told` messages have shown the recording or the picture."""
    return Beat.MEDIA in beats(scenario)[:told]
