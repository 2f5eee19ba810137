"""The story told by hand, and its recording or picture, as the room lives them."""

from __future__ import annotations

import hashlib

import discord
import pytest

from bot.rehearsal.stage import text_of
from bot.store.folder import Folder
from bot.store.rows.base import to_text
from bot.workshop.language import Language
from bot.workshop.story.scenario import Media
from bot.workshop.story.sketch import Sketch
from tests.builders import NOW
from tests.discord.acting import Room, buttons, database, en, fr, ids_of, rows, shipped
from tests.discord.noting import keep_said, take_back_notes

SCENARIO = shipped().scenarios["adere-2032.fr"]
SOUND = b"ID3\x03\x00" + b"\x00" * 400
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x00" * 200
TRANSCRIPT = "Une cuisinière raconte : « Les carottes *arrivaient* la nuit. »\nOn entend la pluie."


async def illustrate(
    hall: Room, name: str, content: bytes = SOUND, transcript: str = TRANSCRIPT
) -> None:
    """Give the server a scenario, “recit”, that has a recording or a picture called `name`."""
    digest = hashlib.sha256(content).hexdigest()
    media = Media(name=name, digest=digest, transcript=transcript)
    scenario = SCENARIO.model_copy(update={"media": media})
    written = (Sketch.of(scenario).model_dump_json(), scenario.model_dump_json())
    async with hall.stage.stopped() as path:
        Folder.beside(path).put(digest, content)
        with database(path) as connection:
            connection.execute("INSERT INTO media VALUES (?, ?)", (digest, len(content)))
            connection.execute(
                "INSERT INTO scenarios (server_id, slug, title, language, sketch, saved,"
                " created_by, updated_at) VALUES (?, 'recit', ?, 'fr', ?, ?, ?, ?)",
                (hall.server.id, scenario.title, *written, hall.lead.id, to_text(NOW)),
            )


async def begin(hall: Room, scenario: str = "adere-2032.fr", recipe: str = "veillee") -> None:
    await hall.play(recipe, "story", scenario=scenario)


async def tell(hall: Room, parts: int) -> None:
    for _ in range(parts):
        await hall.steer("story.tell")


def played(hall: Room) -> discord.Message:
    """The message that brings the recording or the picture."""
    (found,) = [
        message
        for message in hall.stage.messages(hall.channel)
        if text_of(message).startswith(("## 🎧", "## 🖼️", "### 🎧", "### 🖼️"))
    ]
    return found


def card(hall: Room) -> discord.Message:
    """The card of the step; a recording has a button too."""
    wanted = hall.open_step()["card_message_id"]
    return next(m for m in hall.stage.messages(hall.channel) if m.id == wanted)


def told(hall: Room) -> int:
    return sum(fr("story.fiction") in text and text.startswith("## ") for text in hall.texts)


# By hand


async def test_the_facilitator_tells_the_story_part_by_part(hall: Room) -> None:
    await begin(hall)
    assert fr("button.tell_first") in buttons(hall.panel)
    await hall.stage.later(200)
    assert told(hall) == 0
    for part in range(1, 6):
        await tell(hall, 1)
        assert fr("story.told_part", n=part, total=5) in hall.panel.text
        assert told(hall) == part
        assert (fr("button.tell_next") in buttons(hall.panel)) is (part < 5)
    assert any("🏅" in text for text in hall.texts)


async def test_a_panel_pressed_twice_tells_one_part(hall: Room) -> None:
    await begin(hall)
    old = await hall.lead.command(hall.channel, "session panel")
    await tell(hall, 1)
    again = await hall.lead.press(old, "story.tell")
    assert fr("session.moved") in again.text
    assert told(hall) == 1
    assert [i.split(":")[-1] for i in ids_of(again, "story.tell")] == ["1"]


async def test_a_pause_stops_the_story_and_its_button(hall: Room) -> None:
    await begin(hall)
    old = await hall.lead.command(hall.channel, "session panel")
    await tell(hall, 1)
    await hall.steer("lead.pause")
    assert fr("button.tell_next") not in buttons(hall.panel), "it is drawn, but cannot be pressed"
    assert fr("story.paused") in (await hall.lead.press(old, "story.tell")).text
    assert told(hall) == 1
    await hall.steer("lead.resume")
    await tell(hall, 1)
    assert told(hall) == 2


async def test_timed_the_button_tells_the_next_part_at_once(hall: Room) -> None:
    await begin(hall, recipe="atelier")
    await hall.stage.later(30)
    assert told(hall) == 1
    await hall.steer("lead.panel")
    await tell(hall, 1)
    assert told(hall) == 2
    await hall.stage.later(58)
    assert told(hall) == 2
    await hall.stage.later(5)
    assert told(hall) == 3


# A recording


async def test_a_recording_is_a_plain_attachment_between_the_anchors_and_the_award(
    hall: Room,
) -> None:
    await illustrate(hall, "recit.mp3")
    await begin(hall, "recit")
    await tell(hall, 6)
    message = played(hall)
    # Discord's clients play the attachment of such a message, and no file among components.
    assert not message.flags.components_v2
    (file,) = message.attachments
    assert (file.filename, await file.read()) == ("recit.mp3", SOUND)
    assert fr("story.fiction") in message.content
    texts = hall.texts
    at = texts.index(text_of(message))
    assert texts[at - 1].startswith("## 2030")
    assert texts[at + 1].startswith("## 🏅")


@pytest.mark.parametrize(
    ("name", "content", "button"),
    [("recit.ogg", b"OggS" + SOUND, "button.transcript"), ("vue.png", PICTURE, "button.described")],
)
async def test_anyone_can_read_its_words(
    hall: Room, name: str, content: bytes, button: str
) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    await illustrate(hall, name, content)
    await begin(hall, "recit")
    await tell(hall, 5)
    assert buttons(played(hall)) == [fr(button)]
    await hall.stage.restart()
    answer = await ben.press(played(hall), "story.words")
    assert answer.private
    assert "Les carottes \\*arrivaient\\* la nuit. »" in answer.text
    assert "On entend la pluie." in answer.text
    assert en("story.fiction") in answer.text


async def test_a_picture_is_shown_with_its_description(hall: Room) -> None:
    await illustrate(hall, "vue.png", PICTURE)
    await begin(hall, "recit")
    await tell(hall, 5)
    message = played(hall)
    assert message.flags.components_v2
    assert [file.filename for file in message.attachments] == ["vue.png"]
    gallery = next(p for p in hall.stage.env.http_requests[::-1] if "vue.png" in str(p.json))
    assert "Les carottes" in str(gallery.json)


@pytest.mark.parametrize(
    ("name", "content"), [("recit.mp3", SOUND), ("vue.png", PICTURE)], ids=["sound", "picture"]
)
@pytest.mark.parametrize("status", [403, 413])
async def test_what_cannot_be_attached_is_told_in_words(
    hall: Room, name: str, content: bytes, status: int
) -> None:
    await illustrate(hall, name, content)
    await begin(hall, "recit")
    await tell(hall, 4)
    path = f"/channels/{hall.channel.id}/messages"
    hall.stage.env.inject_error("POST", path, status=status, code=50013, times=1)
    await tell(hall, 1)
    message = played(hall)
    assert message.attachments == []
    assert fr("story.not_attached") in text_of(message)
    assert "On entend la pluie." in text_of(message)
    assert len(hall.stage.refused) == 1
    hall.stage.refused.clear()
    await tell(hall, 1)
    assert "🏅" in hall.texts[-1]


async def test_a_recording_that_is_gone_is_told_in_words(hall: Room) -> None:
    await illustrate(hall, "recit.mp3")
    await begin(hall, "recit")
    async with hall.stage.stopped() as path:
        with database(path) as connection:
            connection.execute("DELETE FROM media")
    await tell(hall, 5)
    assert played(hall).attachments == []
    assert "On entend la pluie." in text_of(played(hall))


@pytest.mark.parametrize(
    ("name", "content"), [("recit.mp3", SOUND), ("vue.png", PICTURE)], ids=["sound", "picture"]
)
async def test_a_recording_sent_but_not_noted_before_a_kill_is_not_sent_again(
    hall: Room, name: str, content: bytes
) -> None:
    awa = hall.person("Awa")
    keep_said(hall.path)
    await illustrate(hall, name, content)
    await begin(hall, "recit")
    await tell(hall, 5)
    told = played(hall).id
    for n in range(5):
        await awa.say(hall.channel, f"oh ! {n}")
    async with hall.stage.stopped() as path:
        take_back_notes(path, "kind = 'beat' AND json_extract(payload, '$.index') = 4")
        await hall.stage.later(600)
    assert rows(hall.path, "SELECT * FROM outbox") == []
    assert played(hall).id == told


async def test_a_long_transcript_of_signs_still_fits(hall: Room) -> None:
    awa = hall.person("Awa")
    await illustrate(hall, "recit.mp3", transcript="*" * 1500)
    await begin(hall, "recit")
    await tell(hall, 5)
    assert (await awa.press(played(hall), "story.words")).text.count("*") == 1500
    assert fr("story.recording") in (await awa.press(card(hall), "session.where")).text


async def test_the_card_and_latecomers_are_given_the_words(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    await illustrate(hall, "recit.mp3")
    await begin(hall, "recit")
    await tell(hall, 4)
    await hall.stage.later(10)
    assert ids_of(card(hall), "story.words") == []
    late = await ben.press(card(hall), "session.where")
    assert "On entend la pluie." not in late.text
    assert ids_of(late, "story.words") == []
    await tell(hall, 1)
    await hall.stage.later(10)
    assert len(ids_of(card(hall), "story.words")) == 1
    late = await ben.press(card(hall), "session.where")
    assert "On entend la pluie." in late.text
    assert f"**{en('story.recording')}**" in late.text
    answer = await ben.press(late, "story.words")
    assert "On entend la pluie." in answer.text


async def test_words_not_told_yet_cannot_be_had_by_forging_a_button(hall: Room) -> None:
    awa = hall.person("Awa")
    await illustrate(hall, "recit.mp3")
    await begin(hall, "recit")
    await tell(hall, 5)
    message = played(hall)
    async with hall.stage.stopped() as path:
        with database(path) as connection:
            connection.execute("UPDATE steps SET told = 4 WHERE told = 5")
    assert (await awa.press(message, "story.words")).text == fr("button.unknown")


async def test_the_report_has_the_transcript_among_the_fiction(hall: Room) -> None:
    await illustrate(hall, "recit.mp3")
    await begin(hall, "recit")
    await tell(hall, 6)
    await hall.end()
    files = {
        file.filename.rsplit(".")[-1]: (await file.read()).decode(errors="replace")
        for message in hall.stage.messages(hall.channel)
        for file in message.attachments
        if file.filename.endswith((".md", ".json"))
    }
    fiction = files["md"].split(f"## {fr('report.part.fiction')}")[1]
    order = ("La nuit de la crue", "On entend la pluie", "Réseau")
    places = [fiction.index(text) for text in order]
    assert places == sorted(places)
    assert fr("report.fiction.recording") in fiction
    assert '"name": "recit.mp3"' in files["json"]
