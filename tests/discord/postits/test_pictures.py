"""Pictures that those who lead put in: from their panel, shown with numbers, written about."""

from __future__ import annotations

import json
import struct
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.interface.pressing.router import custom_id
from bot.rehearsal.stage import Answer, components, found
from bot.store.folder import Folder
from bot.workshop.language import Language
from bot.workshop.story.media import SIZE_LIMIT
from tests.discord.acting import Room, buttons, database, en, fr, ids_of, room, rows, shipped
from tests.discord.forging import press_id
from tests.discord.noting import keep_said, take_back_notes
from tests.discord.refusing import NoFiles

GALLERY = 12


def png(shade: int) -> bytes:
    """A small picture, another for each shade."""
    lines = b"".join(b"\x00" + bytes([shade, 80, 120] * 16) for _ in range(16))

    def chunk(name: bytes, data: bytes) -> bytes:
        end = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + end

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


PHOTOS = [(f"IMG_{n}.png", png(n * 20)) for n in range(1, 5)]


async def put_in(hall: Room, *files: tuple[str, bytes]) -> Answer:
    """Have whoever leads put pictures in from the panel, or from the page that it leads to."""
    page = hall.panel
    if not found(page, "pictures.add"):
        page = await hall.lead.press(page, "pictures.open")
    form = await hall.lead.press(page, "pictures.add")
    hall.panel = await hall.lead.fill(form, files=list(files))
    return hall.panel


async def drop(hall: Room, number: int) -> Answer:
    """Have whoever leads remove a picture, on the page that lists them."""
    page = hall.panel
    if not found(page, "pictures.drop"):
        page = await hall.lead.press(page, "pictures.open")
    label = fr("button.picture_drop", n=number)
    hall.panel = await hall.lead.press(page, label=label)
    return hall.panel


async def back(hall: Room) -> Answer:
    hall.panel = await hall.lead.press(hall.panel, "lead.panel")
    return hall.panel


def galleries(hall: Room) -> list[discord.Message]:
    """The messages of the channel that show pictures put in."""
    return [
        m
        for m in hall.stage.messages(hall.channel)
        if any(f.filename.startswith("image-") for f in m.attachments)
    ]


def shown(message: discord.Message) -> list[str]:
    """What describes the pictures of a message."""
    return [
        item["description"]
        for part in components(message)
        if part.get("type") == GALLERY
        for item in part["items"]
    ]


async def document(hall: Room, ending: str) -> str:
    for message in reversed(hall.stage.messages(hall.channel)):
        for file in message.attachments:
            if file.filename.endswith(ending):
                return (await file.read()).decode()
    raise AssertionError("no document was posted")


async def test_four_pictures_one_removed_and_everyone_writes_about_them(hall: Room) -> None:
    opened = await hall.open("pictures")
    assert fr("pictures.none_yet", title="Votre image") in opened.text
    page = await put_in(hall, *PHOTOS)
    assert page.private
    assert page.text.count("✅") == 4
    assert fr.n("pictures.count", 4) in page.text
    page = await drop(hall, 2)
    assert fr("pictures.taken_away", picture="Image 2") in page.text
    assert fr.n("pictures.count", 3) in page.text
    panel = await back(hall)
    assert fr.n("pictures.ready", 3, title="Votre image") in panel.text
    assert galleries(hall) == []
    await hall.stage.restart()
    await hall.steer("lead.start")
    (gallery,) = galleries(hall)
    assert shown(gallery) == ["Image 1", "Image 2", "Image 3"]
    assert [await f.read() for f in gallery.attachments] == [
        content for _, content in (PHOTOS[0], PHOTOS[2], PHOTOS[3])
    ]
    assert hall.card.id > gallery.id, "the card comes after what people look at"
    assert fr.n("collect.pictures", 3) in hall.texts[-1]

    for name, number, words in (
        ("Awa", 2, "un pont"),
        ("Ben", 2, "une rivière"),
        ("Chloé", 3, "un feu"),
    ):
        form = await hall.person(name).press(hall.card, "postit.add")
        offered = [o["value"] for o in _options(form, "column")]
        assert offered == ["Image 1", "Image 2", "Image 3"]
        person = hall.stage.person(hall.server, f"{name} bis")
        await hall.write(person, words, column=[f"Image {number}"])
    await hall.go("reveal")
    await hall.stage.later(10)
    assert any("Image 2" in text and "un pont" in text for text in hall.texts)
    await hall.end()
    await hall.stage.later(30)
    written = await document(hall, ".md")
    two, three = written.index("**Image 2**"), written.index("**Image 3**")
    assert two < written.index("un pont") < three < written.index("un feu")
    data: dict[str, Any] = json.loads(await document(hall, ".json"))
    assert {p["text"]: p["column"] for p in data["postits"]}["une rivière"] == "Image 2"
    assert rows(hall.path, "SELECT * FROM session_pictures") == []
    assert rows(hall.path, "SELECT * FROM media") == []
    await hall.stage.later(5)
    assert Folder.beside(hall.path).names() == [] or not Folder.beside(hall.path).path.exists()


def _options(form: Answer, field: str) -> list[dict[str, Any]]:
    assert form.form is not None
    (menu,) = [
        label["component"]
        for label in form.form["components"]
        if label.get("component", {}).get("custom_id") == field
    ]
    return list(menu["options"])


async def test_without_pictures_the_step_is_a_plain_one_and_the_panel_says_so(hall: Room) -> None:
    await hall.open("pictures")
    await hall.steer("lead.start")
    assert fr("pictures.none_open", title="Votre image") in hall.panel.text
    assert galleries(hall) == []
    awa = hall.person("Awa")
    form = await awa.press(hall.card, "postit.add")
    assert "'column'" not in str(form.form)
    await awa.fill(form, ideas="un pont")
    assert hall.postits() == ["un pont"]


async def test_a_picture_added_while_the_step_is_open_joins_at_once(hall: Room) -> None:
    await hall.open("pictures")
    await put_in(hall, PHOTOS[0])
    await back(hall)
    await hall.steer("lead.start")
    await put_in(hall, PHOTOS[1], PHOTOS[2])
    await hall.stage.later(10)
    assert [shown(one) for one in galleries(hall)] == [["Image 1"], ["Image 2"], ["Image 3"]]
    form = await hall.person("Awa").press(hall.card, "postit.add")
    assert [o["value"] for o in _options(form, "column")] == ["Image 1", "Image 2", "Image 3"]


async def test_a_picture_that_the_room_saw_leaves_the_channel_and_its_number_stays(
    hall: Room,
) -> None:
    await hall.open("pictures")
    await put_in(hall, *PHOTOS[:3])
    await back(hall)
    await hall.steer("lead.start")
    await hall.write(hall.person("Awa"), "un pont", column=["Image 2"])
    await drop(hall, 2)
    page = await drop(hall, 1)
    assert fr("pictures.drop_shown") in page.text
    await hall.stage.later(10)
    (gallery,) = galleries(hall)
    assert shown(gallery) == ["Image 3"]
    form = await hall.person("Ben").press(hall.card, "postit.add")
    assert [o["value"] for o in _options(form, "column")] == ["Image 2", "Image 3"]
    page = await put_in(hall, PHOTOS[0])
    assert fr("pictures.put_in", name="IMG\\_1.png", picture="Image 4") in page.text
    await drop(hall, 3)
    await drop(hall, 4)
    await hall.stage.later(10)
    assert galleries(hall) == []
    assert sum(fr("pictures.none_left") in text for text in hall.texts) == 2
    await back(hall)
    await hall.go("reveal")
    assert any("Image 2" in text and "un pont" in text for text in hall.texts)


async def test_going_back_and_a_restart_show_them_once(hall: Room) -> None:
    await hall.open("pictures")
    await put_in(hall, *PHOTOS)
    await back(hall)
    await hall.steer("lead.start")
    await hall.steer("lead.next")
    await hall.stage.restart()
    await hall.steer("lead.back")
    await hall.stage.later(10)
    assert len(galleries(hall)) == 1


def archive() -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("a.txt", "rien")
    return held.getvalue()


@pytest.mark.parametrize("language", Language)
async def test_what_is_no_picture_is_refused_by_its_name_and_the_others_are_kept(
    hall: Room, language: Language
) -> None:
    t = fr if language is Language.FRENCH else en
    hall.lead = hall.manager("Ana", language)
    await hall.open("pictures")
    page = await put_in(
        hall,
        ("dessin.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("zip.png", archive()),
        ("lourd.png", png(1) + b"\0" * 30 * 2**20),
        ("vide.png", b""),
        ("**[x](http://mal)** @everyone `.png", png(2)),
        ("photo.png", b"GIF89a" + b"\0" * 20),
        ("encore.png", png(2)),
    )
    assert page.text.count(t("pictures.kind")) == 2
    assert t("pictures.too_large", limit=SIZE_LIMIT // 2**20) in page.text
    assert t("media.empty") in page.text
    assert t("pictures.known", name="encore.png", picture=t("pictures.one", n=1)) in page.text
    assert t.n("pictures.count", 2) in page.text
    assert "**[x](" not in page.text
    kept = rows(hall.path, "SELECT name FROM session_pictures ORDER BY number")
    assert [row["name"] for row in kept] == ["x-http-mal-everyone.png", "photo.gif"]
    assert len(list(Folder.beside(hall.path).names())) == 2, "what was refused left the disk"
    answer = await hall.lead.press(page, "pictures.see")
    assert answer.private


async def test_twenty_pictures_are_shown_ten_a_message_and_no_more_are_taken(hall: Room) -> None:
    await hall.open("pictures")
    many = [(f"{n}.png", png(n)) for n in range(1, 22)]
    await put_in(hall, *many[:10])
    page = await put_in(hall, *many[10:20])
    assert not found(page, "pictures.add")
    assert len([label for label in buttons(page) if label.startswith("Retirer")]) == 20
    await drop(hall, 20)
    page = await put_in(hall, *many[19:21])
    assert fr("pictures.many", most=20) in page.text
    await back(hall)
    await hall.steer("lead.start")
    assert [len(shown(one)) for one in galleries(hall)] == [10, 10]
    form = await hall.person("Awa").press(hall.card, "postit.add")
    assert len(_options(form, "column")) == 20
    await hall.write(hall.person("Ben"), "un pont", column=["Image 20"])
    await hall.go("reveal")
    await hall.stage.later(10)
    assert any("Image 20" in text for text in hall.texts)


async def test_heavy_pictures_are_spread_over_messages(hall: Room) -> None:
    await hall.open("pictures")
    heavy = [(f"{n}.png", png(n) + b"\0" * (5 * 2**20)) for n in range(1, 4)]
    await put_in(hall, *heavy)
    await back(hall)
    await hall.steer("lead.start")
    await hall.stage.later(10)
    assert [shown(one) for one in galleries(hall)] == [["Image 1"], ["Image 2"], ["Image 3"]]


async def test_forged_ids_name_nothing_of_another_session(hall: Room) -> None:
    await hall.open("pictures")
    page = await put_in(hall, *PHOTOS[:2])
    (first, *_) = ids_of(page, "pictures.drop")
    await drop(hall, 1)
    told = await press_id(hall, hall.lead, hall.card, first)
    assert told.text == fr("pictures.gone")
    other = replace(hall, channel=hall.server.create_text_channel("voisins"))
    await other.open("pictures")
    await put_in(other, PHOTOS[2])
    picture = rows(hall.path, "SELECT max(id) AS id FROM session_pictures")[0]["id"]
    forged = custom_id("pictures.drop", session=1, picture=picture)
    assert (await press_id(hall, hall.lead, hall.card, forged)).private
    assert len(rows(hall.path, "SELECT * FROM session_pictures")) == 2


async def test_once_the_step_is_left_no_more_are_taken(hall: Room) -> None:
    await hall.open("pictures")
    await put_in(hall, *PHOTOS[:2])
    await back(hall)
    await hall.steer("lead.start")
    await hall.steer("lead.next")
    told = await press_id(hall, hall.lead, hall.card, custom_id("pictures.add", session=1))
    assert told.text == fr("pictures.too_late")
    page = await hall.lead.press(hall.panel, "pictures.open")
    assert not found(page, "pictures.add")
    assert fr("pictures.over") in page.text


async def test_without_the_right_to_attach_words_say_so_and_pictures_follow(hall: Room) -> None:
    await hall.open("pictures")
    await put_in(hall, *PHOTOS)
    await back(hall)
    right = NoFiles(hall)
    await hall.steer("lead.start")
    assert galleries(hall) == []
    assert any(fr("pictures.follow") in text for text in hall.texts)
    assert fr.n("collect.pictures", 4) in hall.texts[-1], "the card did not wait"
    right.lacking = False
    await hall.stage.later(600)
    (gallery,) = galleries(hall)
    assert len(shown(gallery)) == 4
    await hall.stage.later(3600)
    assert len(galleries(hall)) == 1


async def test_a_gallery_sent_but_not_noted_before_a_kill_is_not_sent_again(hall: Room) -> None:
    await hall.open("pictures")
    await put_in(hall, *PHOTOS)
    await back(hall)
    keep_said(hall.path)
    await hall.steer("lead.start")
    async with hall.stage.stopped() as path:
        take_back_notes(path, "kind = 'pictures'")
        with database(path) as connection:
            connection.execute("UPDATE outbox SET attempts = 1, unfinished = 1")
            connection.execute("DELETE FROM picture_messages")
    await hall.stage.later(30)
    assert len(galleries(hall)) == 1
    await drop(hall, 1)
    await hall.stage.later(30)
    (gallery,) = galleries(hall)
    assert shown(gallery) == ["Image 2", "Image 3", "Image 4"], "where they stand was found again"


async def test_what_could_not_be_shown_is_shown_when_the_step_opens_again(hall: Room) -> None:
    await hall.open("pictures")
    await put_in(hall, *PHOTOS)
    await back(hall)
    path = f"/channels/{hall.channel.id}/messages"
    hall.stage.env.inject_error("POST", path, status=500, times=1)
    await hall.steer("lead.start")
    await hall.steer("lead.next")
    await hall.stage.later(60)
    hall.stage.refused.clear()
    assert galleries(hall) == [], "the room has moved on"
    await hall.steer("lead.back")
    await hall.stage.later(10)
    assert len(galleries(hall)) == 1


async def test_a_second_step_shows_them_again_and_a_removal_reaches_both(tmp_path: Path) -> None:
    recipe = shipped().recipes["pictures"]
    first, reveal, *_ = recipe.steps
    twice = recipe.model_copy(update={"steps": (first, reveal, first)})
    async with room(tmp_path / "gommette.db", {"deux": twice}) as hall:
        await hall.open("deux")
        await put_in(hall, *PHOTOS[:2])
        await back(hall)
        await hall.steer("lead.start")
        await hall.steer("lead.next")
        await hall.steer("lead.next")
        assert [shown(one) for one in galleries(hall)] == [["Image 1", "Image 2"]] * 2
        await drop(hall, 1)
        await hall.stage.later(10)
        assert [shown(one) for one in galleries(hall)] == [["Image 2"]] * 2


@pytest.mark.parametrize("signing", ["signed", "masked"])
async def test_whoever_does_not_lead_puts_nothing_in(hall: Room, signing: str) -> None:
    await hall.open("pictures", signing=signing)
    page = await put_in(hall, PHOTOS[0])
    ben = hall.person("Ben")
    for verb in ("pictures.open", "pictures.add", "pictures.added", "pictures.see"):
        told = await press_id(hall, ben, hall.card, custom_id(verb, session=1))
        assert told.text == fr("session.not_facilitator")
    (taken,) = ids_of(page, "pictures.drop")
    assert (await press_id(hall, ben, hall.card, taken)).text == fr("session.not_facilitator")
    assert len(rows(hall.path, "SELECT * FROM session_pictures")) == 1
