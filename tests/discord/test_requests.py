"""Every request against Discord's own description of its API, and against its limits."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from simcord import HttpLogEntry

from bot.i18n import catalogue
from bot.workshop.language import Language
from tests.discord.checking import pings, walk
from tests.discord.described import FILE, problems
from tests.discord.limits import breaches
from tests.discord.played import Played

needs_description = pytest.mark.skipif(
    not FILE.is_file(), reason=f"Discord's description of its API is not at {FILE}"
)


def request(body: Any, method: str = "POST", path: str = "/channels/1/messages") -> HttpLogEntry:
    return HttpLogEntry(method, path, {}, body, None)


@needs_description
@pytest.mark.parametrize("session", ["backcast", "stormed", "sky"])
def test_every_request_is_as_discord_describes_it(
    session: str, request: pytest.FixtureRequest
) -> None:
    played: Played = request.getfixturevalue(session)
    assert len(played.requests) > 20
    kinds = {(sent.method, sent.path.split("/")[1]) for sent in played.requests}
    assert kinds >= {("POST", "interactions"), ("POST", "channels"), ("PATCH", "channels")}
    for sent in played.requests:
        assert problems(sent) == [], f"{sent.method} {sent.path}"


@needs_description
def test_the_check_against_the_description_can_fail(backcast: Played) -> None:
    card = next(r for r in backcast.requests if r.method == "POST" and r.path.endswith("/messages"))
    assert problems(card) == []
    for name, wrong in (("style", 99), ("label", "x" * 81), ("custom_id", "x" * 101)):
        body = copy.deepcopy(card.json)
        button = next(part for part in walk(body) if part.get("type") == 2)
        button[name] = wrong
        assert problems(request(body, path=card.path)) != [], name


def test_commands_are_named_and_described_in_french_too(backcast: Played) -> None:
    (sync,) = [r for r in backcast.requests if r.path.endswith("/commands")]
    assert sync.json is not None
    french = catalogue(Language.FRENCH)
    assert {command["name"] for command in sync.json} >= {"session", "settings"}
    for part in walk(sync.json):
        if "description" in part:
            assert part["name_localizations"].keys() == {"fr"}, part["name"]
            assert part["description_localizations"].keys() == {"fr"}, part["name"]
        elif "value" in part:
            assert part["name_localizations"].keys() == {"fr"}, part["name"]
    session = next(command for command in sync.json if command["name"] == "session")
    assert session["name_localizations"]["fr"] == french("command.session.name")
    assert session["contexts"] == [0] or session["dm_permission"] is False


def _button(**fields: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "custom_id": "lead.next:1:0", "label": "x", **fields}


def _menu(options: int, **fields: Any) -> dict[str, Any]:
    listed = [{"label": f"{n}", "value": f"{n}"} for n in range(options)]
    return {"type": 3, "custom_id": "postit.pick:1", "options": listed, **fields}


@pytest.mark.parametrize(
    "parts",
    [
        [{"type": 10, "content": "x" * 2001}, {"type": 10, "content": "x" * 2000}],
        [{"type": 10, "content": ""}],
        [{"type": 10, "content": "x"}] * 41,
        [_button(label="x" * 81)],
        [_button(custom_id="x" * 101)],
        [{"type": 1, "components": [_button(custom_id=f"{n}") for n in range(6)]}],
        [{"type": 1, "components": [_button(), _button()]}],
        [_menu(26)],
        [_menu(0)],
        [_menu(2, max_values=3)],
        [_menu(2, placeholder="x" * 151)],
        [{"type": 3, "custom_id": "a", "options": [{"label": "x" * 101, "value": "1"}]}],
        [{"type": 3, "custom_id": "a", "options": [{"label": "x", "value": "1"}] * 2}],
    ],
)
def test_a_message_past_a_limit_is_noticed(parts: list[dict[str, Any]]) -> None:
    assert breaches(request({"components": parts})) != []


@pytest.mark.parametrize(
    "form",
    [
        {"title": "x" * 46, "components": [{"type": 18, "label": "x", "component": {}}]},
        {"title": "x", "components": []},
        {"title": "x", "components": [{"type": 18, "label": "x" * 46, "component": {}}]},
        {"title": "x", "components": [{"type": 18, "label": "x", "component": {}}] * 6},
    ],
)
def test_a_form_past_a_limit_is_noticed(form: dict[str, Any]) -> None:
    body = {"type": 9, "data": {"custom_id": "postit.form:1", **form}}
    assert breaches(request(body, path="/interactions/1/t/callback")) != []


@pytest.mark.parametrize(
    "command",
    [
        {"name": "Session", "description": "x"},
        {"name": "session", "description": "x" * 101},
        {"name": "session", "description": "x", "name_localizations": {"fr": "une séance"}},
        {
            "name": "session",
            "description": "x",
            "options": [{"name": "n" * 33, "description": "x"}],
        },
    ],
)
def test_a_command_past_a_limit_is_noticed(command: dict[str, Any]) -> None:
    assert breaches(request([command], "PUT", "/applications/1/commands")) != []


def test_a_message_that_could_ping_is_noticed() -> None:
    assert pings(request({"content": "x"})) is not None
    assert pings(request({"content": "x", "allowed_mentions": {"parse": ["users"]}})) is not None
    assert pings(request({"content": "x", "allowed_mentions": {"parse": []}})) is None
    answer = {"type": 4, "data": {"content": "x"}}
    assert pings(request(answer, path="/interactions/1/t/callback")) is not None
