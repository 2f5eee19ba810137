"""What is pressed on the page, as the page sends it, while others have cards drawn again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import aiohttp

from bot.i18n import catalogue
from bot.rehearsal.live.live import Live
from bot.workshop.language import Language
from tests.rehearsal.live.test_participants import rehearsal

BALLOT = catalogue(Language.FRENCH)("button.ballot")


class Tab:
    """A page that is open; what it shows is what it showed last."""

    def __init__(self, client: aiohttp.ClientSession, address: str) -> None:
        self._client, (self._origin, capability) = client, address.split("/#")
        self._headers = {"X-Simcord-Capability": capability}
        self.shown: dict[str, Any] = {}
        self._sent = 0

    async def open(self) -> None:
        async with self._client.post(
            f"{self._origin}/api/pages", headers=self._headers, json={}
        ) as answer:
            self.shown = await answer.json()
        self._headers["X-Simcord-Context"] = str(self.shown["context"]["id"])

    def place(self, label: str) -> str:
        """Where the page shows the button that is called so."""
        (found,) = {
            str(part["control_key"])
            for part in _parts(self.shown)
            if part.get("label") == label and "control_key" in part
        }
        return found

    async def press(self, place: str) -> dict[str, Any]:
        """Press what the page showed there, however long ago."""
        self._sent += 1
        body = {
            "kind": "click",
            "control_key": place,
            "target_id": place.split(":")[1],
            "protocol_version": 3,
            "sequence": self._sent,
            "request_id": f"press-{self._sent}",
            "generation": self.shown["context"]["generation"],
            "bot_generation": self.shown["botGeneration"],
            "published_revision": self.shown["publishedRevision"],
        }
        async with self._client.post(
            f"{self._origin}/api/action", headers=self._headers, data=json.dumps(body)
        ) as answer:
            receipt: dict[str, Any] = await answer.json()
        self._sent -= receipt["rejected"]
        return receipt


def _parts(part: object) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from _parts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _parts(value)


async def voting(held: Live) -> None:
    """Lead to a vote on two post-its, of which the page shows the card."""
    await held.room.open("keep-drop-try", language="fr")
    await held.room.steer("lead.start")
    await held.room.write(held.people[0], "un four", "un vélo", column=["Garder"])
    await held.room.go("vote")
    await held.stage.later(30)
    await held.acting(held.pages.show)


async def test_a_press_is_of_the_button_that_was_seen() -> None:
    async with rehearsal(2) as held, aiohttp.ClientSession() as client:
        await voting(held)
        tab, again = Tab(client, held.address), Tab(client, held.address)
        await tab.open()
        seen = tab.place(BALLOT)
        await held.room.put_dots(held.people[0], "1")
        await held.stage.later(30)
        await held.acting(held.pages.show)
        await again.open()
        assert again.place(BALLOT) != seen, "the card was drawn again, with a line more"
        receipt = await tab.press(seen)
        assert not receipt["rejected"], receipt["diagnostics"]
        (answer,) = receipt["outcomes"]
        assert answer["kind"] == "response"
        said = held.stage.env.backend.get_message(held.room.channel.id, int(answer["messageId"]))
        assert "ballot.me:" in json.dumps(said.components), "whoever leads may vote too"


async def test_a_button_that_is_gone_presses_no_other() -> None:
    async with rehearsal(2) as held, aiohttp.ClientSession() as client:
        await voting(held)
        tab = Tab(client, held.address)
        await tab.open()
        seen, answers = tab.place(BALLOT), len(held.stage.env.backend.interactions)
        await held.room.steer("lead.next")
        await held.stage.later(30)
        await held.acting(held.pages.show)
        steered = len(held.stage.env.backend.interactions)
        assert steered > answers
        receipt = await tab.press(seen)
        assert receipt["rejected"]
        assert len(held.stage.env.backend.interactions) == steered
