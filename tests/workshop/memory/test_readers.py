"""The rights of a person over many sessions are those that the rule gives for each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.memory.reading import Kept, Reader, Seen, may_read
from bot.workshop.sessions.permissions import Actor
from bot.workshop.settings.settings import ServerSettings
from tests.builders import SERVER

COORDINATES, LEADS = 11, 12
SEEN = Seen(frozenset({1, 2}), frozenset({3, 4}))

actors = st.builds(
    lambda roles, manages: Actor(7, "Awa", role_ids=frozenset(roles), manages=manages),
    st.sets(st.sampled_from([COORDINATES, LEADS, 99])),
    st.booleans(),
)
servers = st.builds(
    lambda reads: ServerSettings(
        SERVER,
        coordinators_role_id=COORDINATES,
        facilitator_role_id=LEADS,
        participants_read=reads,
    ),
    st.booleans(),
)
kept = st.builds(
    lambda session, channel, was_open, led, took_part: Kept(
        session, channel, was_open=was_open, led=led, took_part=took_part
    ),
    st.integers(1, 9),
    st.integers(1, 6),
    *([st.booleans()] * 3),
)


@given(actors, servers, st.lists(kept, max_size=30))
def test_many_are_read_as_each_would_be(
    actor: Actor, settings: ServerSettings, sessions: list[Kept]
) -> None:
    reader = Reader(actor, settings, SEEN)
    for one in sessions:
        allowed = may_read(actor, settings, one, SEEN)
        was = {"was_open": one.was_open}
        assert (
            reader.may_read(one.channel_id, **was, led=one.led, took_part=one.took_part) == allowed
        )
        if allowed:
            assert not reader.may_never_read(one.channel_id, **was)
        if reader.may_read(one.channel_id, **was):
            assert allowed, "what someone was in a session takes no right"
