"""The picture on the public card: replaced in place, calmly, and never at the words' expense."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest

from bot.rehearsal.stage import Person, components, text_of
from tests.discord.acting import Room, fr
from tests.discord.checking import walk
from tests.discord.sessions.test_card import edits, moderator
from tests.discord.wall.test_pictures import GALLERY, PNG
from tests.reports.drawn import texts_in

PACE = 30.0  # seconds of simulated time: a new picture at most each


def alts(message: discord.Message) -> list[str]:
    """What describes the pictures that a message shows."""
    return [
        str(item["description"])
        for part in components(message)
        if part.get("type") == GALLERY
        for item in part["items"]
    ]


async def shown(hall: Room) -> str:
    """What describes the one picture of the card, whose file is there, once."""
    (alt,) = alts(hall.card)
    (file,) = hall.card.attachments
    assert (await file.read()).startswith(PNG)
    assert file.description == alt
    return alt


def drawn(hall: Room, card: discord.Message | None = None) -> str:
    """Everything that is written on the picture of a card: no description repeats it."""
    message = card or hall.card
    hanging = hall.stage.bot.cards._pictures._hanging.values()
    (drawing,) = (one.drawing for one in hanging if one.message_id == message.id)
    return "\n".join(texts_in(dict(drawing.data)))


def uploads(hall: Room) -> int:
    """How many edits of messages brought a file; those that keep one name its long number."""
    return sum(
        int(file["id"]) < 10
        for request in hall.stage.env.http_requests
        if request.method == "PATCH" and "/messages/" in request.path
        for file in (request.json or {}).get("attachments") or ()
    )


async def write(hall: Room, person: Person, *ideas: str) -> None:
    """Have `person` write in the first column of the form."""
    form = await person.press(hall.card, "postit.add")
    (menu,) = [part for part in walk(form.result.modal) if part.get("custom_id") == "column"]
    first = menu["options"][0]["value"]
    await person.fill(form, ideas="\n".join(ideas), column=[first])


def files_of(hall: Room) -> list[dict[str, Any]]:
    """Every file that the bot ever attached or kept."""
    return [
        file
        for request in hall.stage.env.http_requests
        if isinstance(request.json, dict)
        for file in request.json.get("attachments") or ()
    ]


async def test_a_card_shows_the_wall_from_three_post_its_on(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("keep-drop-try", "collect")
    await hall.write(awa, "la sieste", "le café", column=["Garder"])
    await hall.stage.later(60)
    assert alts(hall.card) == []
    await hall.write(awa, "les fiches", column=["Jeter"])
    await hall.stage.later(10)
    alt = await shown(hall)
    assert alt.startswith(fr("picture.alt.columns", notes=fr.n("picture.notes", 3)))
    assert "la sieste" not in alt
    assert "la sieste" in drawn(hall)
    assert fr.n("count.postits", 3) in hall.texts[-1]


async def test_edits_of_the_words_keep_the_picture_without_sending_it_again(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("keep-drop-try", "collect")
    await write(hall, awa, "un", "deux", "trois")
    await hall.stage.later(12)
    before, sent, first = edits(hall), uploads(hall), hall.card.attachments[0].id
    for control in ("lead.pause", "lead.resume", "lead.pause"):
        await hall.steer(control)
        await hall.stage.later(6)
        assert fr.n("count.postits", 3) in hall.texts[-1]
        assert hall.card.attachments[0].id == first
    assert edits(hall) - before >= 3
    assert uploads(hall) == sent == 1


async def test_a_burst_costs_a_picture_every_half_minute_and_the_last_one_is_right(
    hall: Room,
) -> None:
    people = [hall.person(f"P{n}") for n in range(6)]
    await hall.play("keep-drop-try", "collect")
    for rank in range(60):
        await write(hall, people[rank % 6], f"idée {rank}")
        await hall.stage.later(2)
    during = uploads(hall)
    assert 3 <= during <= 1 + 60 * 2 / PACE
    # Those that carry a picture are edits that the words needed too.
    assert edits(hall) <= 2 + 60 * 2 / 4
    await hall.stage.later(60)
    assert uploads(hall) <= during + 1
    assert fr.n("picture.notes", 60) in await shown(hall)


async def test_what_is_changed_or_withdrawn_is_drawn_again(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("keep-drop-try", "collect")
    messages = [await awa.say(hall.channel, text) for text in ("+ un", "+ deux", "- trois")]
    await hall.stage.later(60)
    await shown(hall)
    assert "deux" in drawn(hall)
    before = hall.card.attachments[0].id
    await awa.edit(messages[1], "? quatre")
    await hall.stage.later(60)
    await shown(hall)
    assert hall.card.attachments[0].id != before
    assert "deux" not in drawn(hall)
    assert "quatre" in drawn(hall)
    await awa.delete(messages[0])
    await hall.stage.later(60)
    assert alts(hall.card) == []
    assert hall.card.attachments == []


@pytest.mark.parametrize("signing", ["signed", "masked"])
async def test_nothing_hidden_is_ever_drawn(hall: Room, signing: str) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    recipe = "speedboat" if signing == "signed" else "keep-drop-try"
    await hall.play(recipe, "collect", signing=signing)
    for n in range(6):
        await write(hall, awa, f"secret {n} a", f"secret {n} b")
        await write(hall, ben, f"secret {n} c")
        await hall.stage.later(31)
    assert files_of(hall) == []
    await hall.go("reveal")
    await hall.stage.later(40)
    (alt,) = [alt for message in hall.stage.messages(hall.channel) for alt in alts(message)]
    assert fr.n("picture.notes", 18) in alt
    assert ("Awa" in alt or "Ben" in alt) is False, "an alt text names nobody"


async def test_the_speedboat_comes_once_with_the_wall_and_with_the_summary(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("speedboat", "collect")
    await write(hall, awa, "loin", "plus loin", "encore")
    await hall.go("reveal")
    await hall.stage.later(40)
    lead = fr("picture.alt.speedboat", notes=fr.n("picture.notes", 3))
    found = [alt for message in hall.stage.messages(hall.channel) for alt in alts(message)]
    assert found == [lead], "not on the card of the reveal too"
    await hall.end()
    summary = hall.stage.last(hall.channel)
    assert alts(summary)[-1] == lead


async def test_sorting_is_followed_on_the_card(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("brainstorm", "collect")
    await hall.write(awa, "un camion", "une fête", "un potager")
    await hall.go("group")
    await hall.stage.later(40)
    assert fr.n("picture.notes", 3) in await shown(hall)
    panel = await hall.lead.press(hall.card, "lead.panel")
    table = await hall.lead.press(panel, "theme.sort")
    (first, *_) = [o["value"] for o in table.options("theme.hold")]
    table = await hall.lead.choose(table, "theme.hold", first)
    form = await hall.lead.choose(table, "theme.to", "new")
    await hall.lead.fill(form, name="Rouler")
    await hall.stage.later(40)
    await shown(hall)
    assert "Rouler" in drawn(hall)


async def test_a_folded_card_keeps_no_picture(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("keep-drop-try", "collect")
    await write(hall, awa, "un", "deux", "trois")
    await hall.stage.later(10)
    card = hall.card
    await shown(hall)
    await hall.go("vote")
    (folded,) = [m for m in hall.stage.messages(hall.channel) if m.id == card.id]
    assert (alts(folded), folded.attachments) == ([], [])


async def test_a_restart_brings_the_picture_back_in_one_edit(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("keep-drop-try", "collect")
    await write(hall, awa, "un", "deux", "trois")
    await hall.stage.later(40)
    before = edits(hall)
    async with hall.stage.stopped():
        pass
    await hall.stage.later(2)
    assert edits(hall) == before + 1
    await shown(hall)
    assert "trois" in drawn(hall)
    await write(hall, awa, "quatre")
    await hall.stage.later(40)
    await shown(hall)
    assert "quatre" in drawn(hall)


async def test_a_card_that_someone_deletes_comes_back_with_its_picture(hall: Room) -> None:
    awa, malik = hall.person("Awa"), await moderator(hall)
    await hall.play("keep-drop-try", "collect")
    await write(hall, awa, "un", "deux", "trois")
    await hall.stage.later(40)
    await malik.member.delete(hall.card)
    await awa.say(hall.channel, "+ quatre")
    await hall.stage.later(60)
    hall.stage.refused.clear()
    await shown(hall)
    assert "quatre" in drawn(hall)


async def test_two_rooms_have_each_their_own_picture(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.play("keep-drop-try", "collect")
    here, other = hall.channel, hall.coordination
    panel = await hall.lead.command(other, "session new", recipe="keep-drop-try")
    await hall.lead.press(panel, "lead.start")
    for n in range(12):
        for channel, person in ((here, awa), (other, ben)):
            hall.stage.env.backend.create_message(channel.id, person.id, f"+ {person.name} {n}")
        await hall.stage.env.settle()
        await hall.stage.later(9)
    await hall.stage.later(60)
    for channel, mine, theirs in ((here, "Awa", "Ben"), (other, "Ben", "Awa")):
        card = hall.stage.card(channel)
        assert len(alts(card)) == 1
        assert f"{mine} 0" in drawn(hall, card)
        assert theirs not in drawn(hall, card)


async def test_without_its_fonts_the_card_goes_on_in_words(
    hall: Room,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("bot.reports.pictures.press.FONTS", tmp_path / "nowhere")
    await hall.stage.restart()
    awa = hall.person("Awa")
    await hall.play("keep-drop-try", "collect")
    for n in range(3, 33):
        await awa.say(hall.channel, f"+ idée {n}")
        await hall.stage.later(4)
    await hall.stage.later(40)
    assert fr.n("count.postits", 20) in text_of(hall.card), "as many as one person may write"
    assert fr("picture.missing") not in text_of(hall.card)
    assert alts(hall.card) == []
    tries = [r for r in caplog.records if "was not drawn" in r.getMessage()]
    assert 2 <= len(tries) <= 2 + 30 * 4 / PACE


async def test_where_no_file_may_be_attached_the_card_goes_on_in_words(hall: Room) -> None:
    http = hall.stage.bot.http
    request = http.request

    async def no_files(route: Any, **options: Any) -> Any:
        if route.method == "PATCH" and options.get("files"):
            hall.stage.refused.append("files")
            raise discord.Forbidden(_Refusal(), "Missing Permissions")
        return await request(route, **options)

    http.request = no_files  # type: ignore[method-assign]
    awa = hall.person("Awa")
    await hall.play("keep-drop-try", "collect")
    for n in range(15):
        await write(hall, awa, f"idée {n}")
        await hall.stage.later(8)
        assert fr.n("count.postits", n + 1) in hall.texts[-1]
    await hall.stage.later(60)
    assert alts(hall.card) == []
    assert 2 <= len(hall.stage.refused) <= 1 + 15 * 8 / PACE
    tried = len(hall.stage.refused)
    await hall.stage.later(300)
    assert len(hall.stage.refused) == tried, "nothing changed: it is not tried again"
    hall.stage.refused.clear()


class _Refusal:
    status, reason = 403, "Forbidden"
