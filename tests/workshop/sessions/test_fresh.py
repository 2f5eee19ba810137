"""A step that nobody has set anything of."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.i18n import catalogue
from bot.interface.words.sessions.kinds import kind_name, usual_step
from bot.workshop.kinds import STEP_KINDS, AtEnd
from bot.workshop.language import Language
from bot.workshop.sessions.fresh import USUAL
from bot.workshop.step import Warn


@pytest.mark.parametrize("kind", STEP_KINDS)
def test_each_kind_can_be_added_with_words_in_both_languages(kind: str) -> None:
    step = usual_step(kind)
    assert step.kind == kind
    assert step.minutes == USUAL[kind]
    assert step.at_end is AtEnd.WAIT
    assert step.title.fr and step.title.en and step.invite.fr and step.invite.en
    for language in Language:
        assert kind_name(kind, catalogue(language)) != f"kind.{kind}.name"


def test_a_length_is_kept_to_the_half_minute() -> None:
    assert usual_step("discuss", 0.5).timebox == timedelta(seconds=30)
    assert usual_step("discuss", 90.0).minutes == 90
    with pytest.raises(ValueError, match="half"):
        usual_step("discuss", 1.2)
    with pytest.raises(ValueError, match="greater"):
        usual_step("discuss", 0)


@pytest.mark.parametrize(
    ("warn", "minutes", "seconds"),
    [
        (Warn.MINUTE, 2.5, None),
        (Warn.MINUTE, 3, 60),
        (Warn.NONE, 30, None),
        (Warn.HALF_MINUTE, 1.5, 30),
        (Warn.FIVE_MINUTES, 10, None),
        (Warn.FIVE_MINUTES, 15, 300),
        (Warn.TENTH, 0.5, 3),
        (Warn.FIFTH, 50, 600),
    ],
)
def test_the_warning_comes_its_time_before_the_end(
    warn: Warn, minutes: float, seconds: int | None
) -> None:
    told = warn.before(timedelta(minutes=minutes))
    assert told == (None if seconds is None else timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0.5, "30 s"), (1.5, "1 min 30"), (5, "5 min"), (12.5, "13 min"), (90, "1 h 30")],
)
def test_a_length_is_said_with_its_seconds_while_it_is_short(minutes: float, said: str) -> None:
    assert catalogue(Language.ENGLISH).minutes(minutes) == said
