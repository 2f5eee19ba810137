from __future__ import annotations

import pytest

from bot.workshop.story.beats import Beat, anchors_told, beat_at, beats, media_told
from bot.workshop.story.scenario import Media, Scenario
from tests.builders import scenario

MEDIA = Media(name="recit.mp3", digest="0" * 64, transcript="Une voix raconte.")


def illustrated(award: bool = True) -> Scenario:
    return scenario(award=award).model_copy(update={"media": MEDIA})


def test_a_story_goes_from_the_opening_to_the_award() -> None:
    assert beats(scenario()) == ("opening", "anchor", "anchor", "award")
    assert beats(scenario(anchors=(2030,), award=False)) == ("opening", "anchor")


@pytest.mark.parametrize("award", [True, False])
def test_the_recording_comes_after_the_anchors_and_before_the_award(award: bool) -> None:
    last = ("award",) if award else ()
    assert beats(illustrated(award)) == ("opening", "anchor", "anchor", "media", *last)


def test_what_was_told_is_counted_message_by_message() -> None:
    told = illustrated()
    assert [anchors_told(told, n) for n in range(6)] == [0, 0, 1, 2, 2, 2]
    assert [media_told(told, n) for n in range(6)] == [False] * 4 + [True] * 2
    assert not media_told(scenario(), 4)


def test_a_message_that_no_story_has_tells_nothing() -> None:
    assert beat_at(illustrated(), 3) is Beat.MEDIA
    assert [beat_at(illustrated(), index) for index in (-1, 5)] == [None, None]
    assert beat_at(None, 0) is None
