"""An invitation reads back whatever people paste around it, and never as another one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.errors import Refusal
from bot.workshop.network.invitation import LASTS, LONGEST, Invitation, read, written
from bot.workshop.network.naming import LONGEST as NAME
from bot.workshop.network.naming import (
    REQUESTS,
    accepted,
    accepts,
    asked,
    asks,
    invites,
    plain,
    speakable,
)

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
invitations = st.builds(
    Invitation,
    st.integers(1 << 40, (1 << 63) - 1),
    st.text(_LETTERS, min_size=60, max_size=80),
    st.just(NOW + LASTS),
)


@given(invitations, st.sampled_from(["{}", "  {}\n", "```\n{}\n```", "`{}`", "<{}>", '"{}"']))
def test_what_is_pasted_reads_back(held: Invitation, pasted: str) -> None:
    code = written(held)
    assert len(code) < LONGEST
    assert read(pasted.format(code), NOW) == held
    assert read(f"{code[:50]}\n {code[50:]}", NOW) == held, "cut by a line"


@given(invitations, st.data())
def test_a_letter_that_changed_is_seen(held: Invitation, data: st.DataObject) -> None:
    code = written(held)
    place = data.draw(st.integers(len("gommette1."), len(code) - 1))
    other = data.draw(st.sampled_from(_LETTERS))
    changed = code[:place] + other + code[place + 1 :]
    try:
        found = read(changed, NOW)
    except Refusal as refusal:
        assert refusal.key in ("network.code_damaged", "network.code_expired")
    else:
        # The last letter holds bits that count for nothing.
        assert found == held


@given(st.text())
def test_what_is_no_invitation_is_refused(pasted: str) -> None:
    with pytest.raises(Refusal):
        read(pasted, NOW)


def test_an_invitation_ends_after_seven_days() -> None:
    code = written(Invitation(1 << 60, "x" * 68, NOW + LASTS))
    assert read(code, NOW + LASTS - timedelta(seconds=1)).until == NOW + LASTS
    with pytest.raises(Refusal) as refused:
        read(code, NOW + LASTS)
    assert refused.value.key == "network.code_expired"


def test_a_code_of_a_later_version_and_one_cut_short_say_so() -> None:
    code = written(Invitation(1 << 60, "x" * 68, NOW + LASTS))
    for changed, key in (
        (code.replace("gommette1", "gommette2"), "network.code_version"),
        (code[:-6], "network.code_damaged"),
        ("gommette1.AAAA", "network.code_damaged"),
        ("https://discord.com/api/webhooks/1/x", "network.code_none"),
    ):
        with pytest.raises(Refusal) as refused:
            read(changed, NOW)
        assert refused.value.key == key


def test_an_invitation_never_shows_its_token() -> None:
    assert "secret" not in repr(Invitation(1, "secret" * 12, NOW))


@given(st.text(max_size=120))
def test_discord_takes_whatever_a_server_is_called(name: str) -> None:
    for told in (speakable(name), invites(name), accepts(invites(name), (1 << 63) - 1)):
        assert 1 <= len(told) <= NAME
        assert told == told.strip()
        lowered = told.lower()
        assert not any(word in lowered for word in ("discord", "clyde", "@", "#", ":", "```"))
        assert lowered not in ("everyone", "here")


@given(st.text(max_size=120), st.integers(1, (1 << 63) - 1))
def test_the_name_of_a_webhook_tells_which_request_was_accepted(name: str, request: int) -> None:
    invited = invites(name)
    assert accepted(invited) is None, "whatever a server calls itself, nothing was accepted yet"
    told = accepts(invited, request)
    assert accepted(told) == request
    assert accepts(told, request) == told, "said twice, it says the same"
    assert plain(told) == plain(accepts(told, 7))
    assert asked(asks(name, request % REQUESTS)) == (invited, request % REQUESTS)
