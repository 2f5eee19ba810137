"""Each setting as one number: what a button holds leads back to what was chosen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.sessions.session import Signing
from bot.workshop.settings.choices import (
    Setting,
    check_kept_days,
    chosen,
    number_named,
    number_of,
    read_kept_days,
)
from bot.workshop.settings.documents import DocumentKind
from bot.workshop.settings.settings import ServerSettings, zone_names
from bot.workshop.vote.methods import Ballots

ROLES = st.none() | st.integers(1, 2**63 - 1)
KINDS = st.sets(st.sampled_from(DocumentKind)).map(
    lambda some: tuple(kind for kind in DocumentKind if kind in some)
)
SETTINGS = st.builds(
    ServerSettings,
    server_id=st.just(1),
    language=st.none() | st.sampled_from(list(Language)),
    facilitator_role_id=ROLES,
    coordinators_channel_id=ROLES,
    timezone=st.none() | st.sampled_from(sorted(zone_names())),
    coordinators_role_id=ROLES,
    documents=KINDS,
    review=st.booleans(),
    participants_read=st.booleans(),
    monthly=st.booleans(),
    signing=st.none() | st.sampled_from(Signing),
    ballots=st.none() | st.sampled_from(Ballots),
    kept_days=st.none() | st.integers(7, 365),
)


@given(before=SETTINGS, after=SETTINGS)
def test_settings_are_what_their_numbers_are(before: ServerSettings, after: ServerSettings) -> None:
    found = before
    for setting in Setting:
        found = chosen(found, setting, number_of(after, setting))
    assert found == after


@given(settings=SETTINGS)
def test_nothing_chosen_is_none_everywhere(settings: ServerSettings) -> None:
    for setting in Setting:
        settings = chosen(settings, setting, None)
    assert settings == ServerSettings(1)
    assert {number_of(settings, setting) for setting in Setting} == {None}


def test_no_two_time_zones_share_a_number() -> None:
    names = set(zone_names())
    assert len({number_named(name) for name in names}) == len(names) > 300


@pytest.mark.parametrize("setting", Setting)
@pytest.mark.parametrize("number", [-1, 6, 366, 2**40])
def test_a_number_that_stands_for_nothing_is_refused(setting: Setting, number: int) -> None:
    places = (Setting.FACILITATORS, Setting.COORDINATORS, Setting.READERS)
    known = setting in places or (setting is Setting.DOCUMENTS and 0 <= number < 1 << 10)
    if known:
        chosen(ServerSettings(1), setting, number)
        return
    with pytest.raises(Refusal) as refused:
        chosen(ServerSettings(1), setting, number)
    kept = setting is Setting.KEPT
    assert refused.value.key == ("settings.kept_range" if kept else "button.unknown")


def test_days_are_from_a_week_to_a_year() -> None:
    assert [check_kept_days(days) for days in (7, 365)] == [7, 365]
    assert [read_kept_days(one) for one in (" 30 ", "30 jours", "007")] == [30, 30, 7]
    for written in ("", "six", "6", "366", "30,5", "-30", "9" * 5000, "٣٠٠٠"):
        with pytest.raises(Refusal, match="kept_range"):
            read_kept_days(written)
