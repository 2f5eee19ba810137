"""What must hold of everything that the bot says, in every test."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Iterator
from typing import Any, Self

from simcord import HttpLogEntry

from bot.i18n import catalogue
from bot.rehearsal.stage import MENUS, Stage
from bot.workshop.language import Language
from tests.discord.limits import breaches

EPHEMERAL = 64
OPENING = "/users/@me/channels"  # of private messages
MESSAGE, UPDATE, FORM = 4, 7, 9


def check(stage: Stage) -> None:
    """Assert that Discord refused nothing, nobody was left without an answer, nothing pings,
    every answer to a person is private, no limit is passed and every button leads somewhere."""
    assert stage.refused == []
    assert stage.unanswered == []
    verbs = stage.bot.router.verbs
    for request in stage.env.http_requests:
        assert pings(request) is None, pings(request)
        assert breaches(request) == [], request.path
        json.dumps(request.json, ensure_ascii=False).encode()  # no lone surrogate goes out
        for custom_id in custom_ids(request.json):
            verb, *arguments = custom_id.split(":")
            assert len(verbs[verb].read(arguments)) == len(verbs[verb].arguments), custom_id
        callback = callback_of(request)
        if callback is None:
            continue
        kind, data = callback
        if kind == MESSAGE:
            assert data["flags"] & EPHEMERAL, "a public answer"
        elif kind == UPDATE:
            interaction = stage.env.backend.interactions[int(request.path.split("/")[2])]
            assert interaction.source_message_id is not None
            if interaction.channel_id not in stage.env.backend.channels:
                continue  # deleted since
            changed = stage.env.backend.get_message(
                interaction.channel_id, interaction.source_message_id
            )
            # The card of a small group is its own: what it presses there, it sees there.
            if not changed.is_ephemeral:
                assert of_a_group(request.json), "a person's answer changed a public message"


def callback_of(request: HttpLogEntry) -> tuple[int, dict[str, Any]] | None:
    """The type and the content of an answer to an interaction; None for other requests."""
    if request.path.endswith("/callback") and request.json is not None:
        return int(request.json["type"]), dict(request.json.get("data") or {})
    # What goes to another server goes through a webhook too, whose token is not an answer's.
    answers = request.path.startswith("/webhooks/") and "/simcord_webhook_" not in request.path
    if request.method == "POST" and answers:
        return MESSAGE, dict(request.json or {})
    return None


def pings(request: HttpLogEntry) -> str | None:
    """Return why a request could ping someone; None when it cannot."""
    if request.method != "POST" or not isinstance(request.json, dict):
        return None  # an edit never pings
    if request.path == OPENING:
        return None  # nothing is said yet
    if request.path.endswith("/scheduled-events"):
        return None  # a line of the server's calendar, which names nobody
    if request.path.endswith("/channels") and "/guilds/" in request.path:
        return None  # a room for a small group, in which nothing is said yet
    if request.path.endswith("/threads") and "message" not in request.json:
        return None  # a thread, the same
    if request.path.endswith("/webhooks"):
        return None  # a door for another server, which says nothing yet
    callback = callback_of(request)
    if callback is not None and callback[0] != MESSAGE:
        return None
    body = request.json if callback is None else callback[1]
    if request.path.endswith("/threads"):
        body = body.get("message", body)  # that of a new post in a forum
    allowed = body.get("allowed_mentions")
    if allowed is None:
        return f"{request.path} leaves mentions to Discord"
    if of_a_group(request.json) and set(allowed) <= {"parse", "users"} and not allowed["parse"]:
        return None  # the people of a group are let into their thread by it
    if _tells_their_turn(request.json, allowed):
        return None
    if any(allowed.values()):
        return f"{request.path} allows {allowed}"
    return None


def _tells_their_turn(body: object, allowed: dict[str, Any]) -> bool:
    """True where one person alone, who asked for it, is told that they have the floor."""
    people = allowed.get("users") or []
    if len(people) != 1 or any(value for key, value in allowed.items() if key != "users"):
        return False
    said = [str(part["content"]) for part in walk(body) if part.get("type") == 10]
    told = {catalogue(one)("turns.your_turn", who=f"<@{people[0]}>") for one in Language}
    return len(said) == 1 and said[0] in told


def of_a_group(body: object) -> bool:
    """True for the card of a small group, where it meets."""
    return any(one.startswith("subgroup.done:") for one in custom_ids(body))


def walk(part: object) -> Iterator[dict[str, Any]]:
    """Every object inside a request, itself included."""
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from walk(value)
    elif isinstance(part, list):
        for value in part:
            yield from walk(value)


def custom_ids(body: object) -> list[str]:
    """The custom ids of buttons, menus of messages and forms (a form's fields have names)."""
    found = []
    for part in walk(body):
        is_form = "title" in part and "components" in part
        if "custom_id" in part and (is_form or part.get("type") == 2 or _is_menu_of_message(part)):
            found.append(str(part["custom_id"]))
    return found


def _is_menu_of_message(part: dict[str, Any]) -> bool:
    return part.get("type") in MENUS and ("." in str(part["custom_id"]))


class Faults(logging.Handler):
    """Collects what is logged as an error: people were told that something went wrong."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.logged: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        told = record.getMessage()
        if record.exc_info and record.exc_info[0] is not None:
            told += "\n" + "".join(traceback.format_exception(*record.exc_info))
        self.logged.append(told)

    def __enter__(self) -> Self:
        logging.getLogger().addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self)
