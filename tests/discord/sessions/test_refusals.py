"""What Discord refuses for a while is said when it takes it again, and those who lead know."""

from __future__ import annotations

import pytest

from tests.discord.acting import Room, database, fr, ids_of, rows
from tests.discord.noting import keep_said, take_back_notes
from tests.discord.refusing import NoFiles, letters

DAY = 86400.0


def summaries(hall: Room) -> int:
    return sum(fr("report.attached") in text for text in hall.texts)


def files(hall: Room) -> list[str]:
    """The kinds of the documents posted in the room, in order."""
    return [
        file.filename.rpartition(".")[2]
        for message in hall.stage.messages(hall.channel)
        for file in message.attachments
    ]


async def test_a_summary_refused_for_twenty_seconds_comes_once(hall: Room) -> None:
    await hall.play("essai", "collect")
    await hall.stage.silence(hall.channel)
    await hall.end()
    assert fr("permission.send_messages") in hall.panel.text, "told at once that it waits"
    (told,) = letters(hall.lead)
    assert fr("unsaid.summary") in told
    assert summaries(hall) == 0
    await hall.stage.later(20)
    await hall.stage.silence(hall.channel, silent=False)
    assert summaries(hall) == 1, "at once, and not at the next try"
    await hall.stage.later(DAY)
    assert summaries(hall) == 1
    assert len(letters(hall.lead)) == 1
    assert rows(hall.path, "SELECT * FROM outbox") == []
    hall.stage.refused.clear()


async def test_a_summary_that_nobody_allows_is_given_up_after_a_day_and_told(hall: Room) -> None:
    await hall.play("essai", "collect")
    await hall.stage.silence(hall.channel)
    await hall.end()
    await hall.stage.later(DAY - 3600)
    assert len(letters(hall.lead)) == 1
    await hall.stage.later(2 * 3600)
    assert len(hall.stage.refused) < 200, "less and less often"
    given_up = fr("unsaid.given_up", what=fr("unsaid.summary"), channel=hall.channel.mention)
    assert given_up in letters(hall.lead)[-1]
    hall.stage.refused.clear()
    await hall.stage.later(DAY)
    assert hall.stage.refused == []


async def test_the_card_of_a_step_is_posted_when_the_right_is_back(hall: Room) -> None:
    await hall.play("essai", "reveal")
    await hall.stage.silence(hall.channel)
    panel = await hall.steer("lead.next")
    assert fr("permission.send_messages") in panel.text
    panel = await hall.lead.press(hall.panel, "lead.panel")
    assert fr("unsaid.card") in panel.text
    assert fr("unsaid.why_rights", names=fr("permission.send_messages")) in panel.text
    await hall.stage.later(40)
    before = len(hall.texts)
    await hall.stage.silence(hall.channel, silent=False)
    assert hall.open_step()["card_message_id"] == hall.card.id
    assert len(ids_of(hall.card, "postit.add")) == 1
    assert len(hall.texts) == before + 1
    hall.stage.refused.clear()
    panel = await hall.lead.press(hall.panel, "lead.panel")
    assert "⚠️" not in panel.text
    assert fr.n("postit.kept", 1) in (await hall.write(hall.lead, "enfin")).text


async def test_rights_that_change_elsewhere_try_nothing(hall: Room) -> None:
    await hall.open("essai")
    await hall.stage.silence(hall.channel)
    await hall.steer("lead.start")
    await hall.stage.later(1)
    hall.stage.refused.clear()
    for n in range(20):
        await hall.stage.silence(hall.coordination, silent=bool(n % 2))
    assert hall.stage.refused == []


async def test_documents_follow_when_the_right_to_attach_is_back(hall: Room) -> None:
    await hall.play("essai", "collect")
    right = NoFiles(hall)
    await hall.end()
    assert fr("summary.files_follow") in hall.texts[-1]
    assert fr("report.attached") in hall.texts[-1], "the words did not wait"
    assert files(hall) == []
    other = await hall.open("ciel")
    assert "⚠️" not in other.text
    assert fr("lobby.soon") in hall.texts[-1], "what comes after them does not wait for them"
    await hall.stage.later(600)
    assert right.refused < 12
    right.lacking = False
    await hall.stage.later(600)
    assert fr("summary.documents", title="Essai") in "\n".join(hall.texts)
    assert files(hall)[:2] == ["md", "json"]
    await hall.stage.later(DAY)
    assert (files(hall).count("md"), files(hall).count("json")) == (1, 1)
    assert rows(hall.path, "SELECT * FROM outbox") == []


async def test_one_refusal_of_a_message_with_files_loses_no_document(hall: Room) -> None:
    await hall.play("essai", "collect")
    path = f"/channels/{hall.channel.id}/messages"
    hall.stage.env.inject_error("POST", path, status=403, code=50013, times=1)
    await hall.end()
    assert [name for name in files(hall) if name != "png"] == ["md", "json"]
    hall.stage.refused.clear()


@pytest.mark.parametrize("status", [403, 500])
async def test_a_letter_that_cannot_be_looked_for_is_said_later(hall: Room, status: int) -> None:
    await hall.play("essai", "collect")
    path = f"/channels/{hall.channel.id}/messages"
    hall.stage.env.inject_error("POST", path, status=502, times=1)
    hall.stage.env.inject_error("GET", path, status=status, code=50001, times=1)
    await hall.end()
    await hall.stage.later(60)
    assert summaries(hall) == 1
    assert rows(hall.path, "SELECT * FROM outbox") == []
    assert len(hall.stage.refused) == 2
    hall.stage.refused.clear()


@pytest.mark.parametrize("typed", [130, 450])
async def test_a_card_sent_before_many_messages_and_a_kill_stands_once(
    hall: Room, typed: int
) -> None:
    keep_said(hall.path)
    await hall.play("essai", "collect")
    awa = hall.person("Awa")
    card = hall.card
    for n in range(typed):
        hall.stage.env.backend.create_message(hall.channel.id, awa.id, f"bavardage {n}")
    await hall.stage.env.settle()
    async with hall.stage.stopped() as path:
        take_back_notes(path, "kind = 'card'")
        with database(path) as connection:
            connection.execute("UPDATE steps SET card_message_id = NULL")
    assert hall.open_step()["card_message_id"] == card.id
    assert hall.card.id == card.id


async def test_a_drawing_that_ends_the_program_is_given_up_and_the_words_go_out(
    hall: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three starts: the drawing ended the first two."""
    await hall.play("essai", "collect")
    hall.stage.env.inject_error("POST", "/channels/*/messages", status=500, times=None)
    await hall.end()
    async with hall.stage.stopped() as path:
        with database(path) as connection:
            connection.execute("UPDATE outbox SET unfinished = 2 WHERE kind = 'summary'")
        hall.stage.env.backend.faults.clear()
        hall.stage.refused.clear()

        async def deadly(*_: object) -> None:
            raise AssertionError("drawn a third time")

        monkeypatch.setattr("bot.interface.sending.drawer.illustrate", deadly)
    assert summaries(hall) == 1
    assert fr("picture.missing") in hall.texts[-1]
    assert files(hall) == ["md", "json"]


async def test_a_letter_that_ends_the_program_even_in_words_is_told(hall: Room) -> None:
    await hall.play("essai", "collect")
    hall.stage.env.inject_error("POST", "/channels/*/messages", status=500, times=None)
    await hall.end()
    async with hall.stage.stopped() as path:
        with database(path) as connection:
            connection.execute("UPDATE outbox SET unfinished = 4 WHERE kind = 'summary'")
        hall.stage.env.backend.faults.clear()
        hall.stage.refused.clear()
    assert summaries(hall) == 0
    assert fr("unsaid.summary") in letters(hall.lead)[-1]
    await hall.open("ciel")
    assert fr("lobby.soon") in hall.texts[-1]
