"""Which moment it is for someone who asks for help."""

from __future__ import annotations

import pytest

from bot.workshop.help.moment import Moment, Person, Standing, moment

ANYONE = Person()
CHOSEN = Person(open_to_all=False)


@pytest.mark.parametrize(
    ("here", "theirs", "others"),
    [
        (Standing(True, lobby=True), Moment.LEAD_LOBBY, Moment.LOBBY),
        (Standing(True, ahead=True), Moment.LEAD_AHEAD, Moment.AHEAD),
        (Standing(True, paused=True), Moment.LEAD_PAUSED, Moment.PAUSED),
        (Standing(True), Moment.LEAD_STEP, Moment.STEP),
    ],
)
def test_where_a_session_is_under_way_it_comes_first(
    here: Standing, theirs: Moment, others: Moment
) -> None:
    among = Standing(False, here.lobby, here.ahead, here.paused)
    for person in (ANYONE, Person(manages=True), Person(reads=True, among_summaries=True)):
        assert moment(person, here) is theirs
        assert moment(person, here, unread=True) is theirs, "the panel tells of it"
        assert moment(person, among) is others
        assert moment(person, among, unread=True) is Moment.READ_AGAIN


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (ANYONE, Moment.OPEN),
        (Person(chose=True), Moment.OPEN),
        (CHOSEN, Moment.WAIT),
        (Person(open_to_all=False, leads=True), Moment.OPEN),
        (Person(open_to_all=False, reads=True), Moment.FIND),
        (Person(reads=True), Moment.FIND),
        (Person(open_to_all=False, leads=True, reads=True), Moment.OPEN),
        (Person(open_to_all=False, leads=True, among_summaries=True), Moment.FIND),
        (Person(manages=True), Moment.SET_UP),
        (Person(manages=True, chose=True), Moment.OPEN),
        (Person(manages=True, chose=True, reads=True), Moment.OPEN),
        (Person(manages=True, chose=True, among_summaries=True), Moment.FIND),
    ],
)
def test_where_none_is_it_follows_from_their_role(person: Person, expected: Moment) -> None:
    assert moment(person, None) is expected
    assert moment(person, None, unread=True) is Moment.READ_AGAIN
