"""A summary that is read again before it leaves: in private, item by item, then released."""

from __future__ import annotations

import json

import discord

from bot.rehearsal.stage import Answer, Person, found, text_of
from cogs.review.reading import KINDS
from tests.discord.acting import Room, fr, rows
from tests.discord.forging import press_id
from tests.discord.refusing import letters


def summaries(hall: Room, channel: object) -> list[str]:
    """What was posted of a summary."""
    texts = [text_of(m) for m in hall.stage.messages(channel)]  # type: ignore[arg-type]
    return [text for text in texts if fr("report.attached") in text]


async def waiting(hall: Room) -> Answer:
    """A session whose summary waits; what its leader reads."""
    await hall.play("essai", "collect")
    await hall.write(hall.person("Awa"), "un foor partagé", "le secret de Ben")
    await hall.steer("lead.end")
    await hall.steer("lead.end_review")
    return await hall.lead.press(hall.panel, "review.open")


async def coordinated(hall: Room) -> Person:
    ines = hall.manager("Inès")
    await ines.command(hall.channel, "settings coordinators", channel=hall.coordination)
    return ines


async def kind(hall: Room, page: Answer, name: str) -> Answer:
    """Choose a kind of items by its rank in the menu."""
    rank = [str(of) for of in KINDS].index(name)
    return await hall.lead.choose(page, "review.kind", str(rank))


async def item(hall: Room, page: Answer, name: str, text: str) -> Answer:
    listed = await kind(hall, page, name)
    (menu,) = found(listed, "review.item")
    value = next(o["value"] for o in menu["options"] if text in o["label"])
    return await hall.lead.choose(listed, "review.item", value)


async def test_a_summary_waits_and_the_room_is_told_once(hall: Room) -> None:
    await coordinated(hall)
    page = await waiting(hall)
    assert page.private
    assert summaries(hall, hall.channel) == summaries(hall, hall.coordination) == []
    assert hall.texts[-1] == fr("review.room", title="Essai")
    asked = await hall.lead.press(page, "review.release")
    to = fr("review.to_both")
    assert fr("review.release_question", title="Essai", to=to) in asked.text
    assert summaries(hall, hall.channel) == []
    done = await hall.lead.press(asked, "review.release_yes")
    assert done.text == fr("review.done")
    for channel in (hall.channel, hall.coordination):
        assert len(summaries(hall, channel)) == 1
    assert fr("review.room", title="Essai") not in hall.texts


async def test_what_was_put_right_is_told_everywhere_and_said(hall: Room) -> None:
    page = await waiting(hall)
    one = await item(hall, page, "postit", "un foor")
    form = await hall.lead.press(one, "review.form")
    kept = await hall.lead.fill(form, text="un four partagé")
    assert "un four partagé" in kept.text
    assert fr("review.written", text="un foor partagé") in kept.text
    page = await hall.lead.press(kept, "review.open")
    other = await item(hall, page, "postit", "secret")
    out = await hall.lead.press(other, "review.out")
    assert fr("review.is_out") in out.text
    page = await hall.lead.press(out, "review.open")
    title = await item(hall, page, "session", "Essai")
    form = await hall.lead.press(title, "review.form")
    kept = await hall.lead.fill(form, title="La halle")
    page = await hall.lead.press(kept, "review.open")
    assert "## La halle" in page.text
    await hall.lead.press(await hall.lead.press(page, "review.release"), "review.release_yes")
    (summary,) = summaries(hall, hall.channel)
    assert "## La halle" in summary
    files = {f.filename: (await f.read()).decode() for f in attached(hall)}
    (markdown,) = (text for name, text in files.items() if name.endswith(".md"))
    (data,) = (json.loads(text) for name, text in files.items() if name.endswith(".json"))
    assert "un four partagé ✎" in markdown
    assert "secret" not in markdown
    assert [p["text"] for p in data["postits"]] == ["un four partagé"]
    assert data["postits"][0]["corrected"] is True
    assert data["corrections"]["left_out"] == {"postit": 1}
    assert "le secret" not in json.dumps(data, ensure_ascii=False)
    assert [r["text"] for r in rows(hall.path, "SELECT text FROM postits ORDER BY text")] == [
        "le secret de Ben",
        "un foor partagé",
    ], "what people wrote stays as it is"


async def test_each_correction_is_undone_and_each_item_brought_back(hall: Room) -> None:
    page = await waiting(hall)
    one = await item(hall, page, "postit", "un foor")
    kept = await hall.lead.fill(await hall.lead.press(one, "review.form"), text="autre chose")
    back = await hall.lead.press(kept, "review.undo")
    assert "un foor partagé" in back.text
    assert "autre chose" not in back.text
    out = await hall.lead.press(back, "review.out")
    again = await hall.lead.press(out, "review.out")
    assert fr("review.is_out") not in again.text
    assert rows(hall.path, "SELECT * FROM corrections") == []


async def test_of_two_who_read_it_the_second_sees_what_the_first_changed(hall: Room) -> None:
    page = await waiting(hall)
    dina = hall.person("Dina")
    one = await item(hall, page, "postit", "un foor")
    form = await hall.lead.press(one, "review.form")
    await hall.lead.press(one, "review.out")
    late = await hall.lead.fill(form, text="un four")
    assert fr("review.moved") in late.text
    refused = await press_id(hall, hall.lead, late.shown, "review.release_yes:1:0")
    assert fr("review.moved") in refused.text
    assert summaries(hall, hall.channel) == []
    no = await dina.press(hall.stage.messages(hall.channel)[-1], "review.open")
    assert no.text == fr("session.not_facilitator")


async def test_the_longest_summary_can_be_read_again(hall: Room) -> None:
    await hall.play("essai", "collect", title="*_" * 50)
    await hall.steer("lead.end")
    await hall.steer("lead.end_review")
    async with hall.stage.bot.ctx.database.write() as tx:
        for n in range(40):
            await tx.parked.add(1, f"{n} " + "*très long* " * 20, str(n))
    page = await hall.lead.press(hall.panel, "review.open")
    assert fr("report.part.open") in page.text
    listed = await kind(hall, page, "parked")
    assert len(found(listed, "review.item")[0]["options"]) == 25
    later = await hall.lead.press(listed, "review.list")
    assert len(found(later, "review.item")[0]["options"]) == 15
    form = await hall.lead.press(later, "review.search")
    one = await hall.lead.fill(form, word="39 tres")
    assert len(found(one, "review.item")[0]["options"]) == 1
    await hall.lead.choose(one, "review.item", found(one, "review.item")[0]["options"][0]["value"])
    moved = await press_id(hall, hall.lead, one.shown, "review.release_yes:1:9")
    assert fr("review.moved") in moved.text


async def test_the_panel_finds_a_summary_that_waits(hall: Room) -> None:
    await waiting(hall)
    panel = await hall.lead.command(hall.channel, "session panel")
    assert fr("panel.ended_review") in panel.text
    page = await hall.lead.press(panel, "review.open")
    assert fr("review.preview") in page.text


async def test_the_setting_has_every_summary_wait(hall: Room) -> None:
    ines = await coordinated(hall)
    shown = await ines.command(hall.channel, "settings review", wanted="on")
    assert fr("settings.review_on") in shown.text
    await hall.play("essai", "collect")
    await hall.write(hall.person("Awa"), "un four")
    question = await hall.steer("lead.end")
    assert fr("panel.will_review") in question.text
    assert "publier le compte rendu" not in question.text, "it waits: that is not what ending does"
    await hall.steer("lead.end_yes")
    assert summaries(hall, hall.channel) == []
    assert hall.texts[-1] == fr("review.room", title="Essai")


async def test_nobody_releases_it_people_are_reminded_and_it_leaves_while_it_is_whole(
    hall: Room,
) -> None:
    await coordinated(hall)
    await waiting(hall)

    def letters_read() -> int:
        return len(letters(hall.lead))

    assert letters_read() == 1
    await hall.stage.later(86400)
    assert letters_read() == 2
    await hall.stage.later(2 * 86400)
    assert letters_read() == 3
    assert hall.stage.messages(hall.coordination) == []
    await hall.stage.later(4 * 86400)
    (told,) = [text_of(m) for m in hall.stage.messages(hall.coordination)]
    assert "Essai" in told
    await hall.stage.later(82 * 86400 + 60)
    assert letters_read() == 3
    assert len(summaries(hall, hall.channel)) == 1
    assert fr("summary.unread") in summaries(hall, hall.coordination)[0]
    assert rows(hall.path, "SELECT raw_deleted_at FROM sessions")[0][0] is None
    await hall.stage.later(86400)
    assert rows(hall.path, "SELECT raw_deleted_at FROM sessions")[0][0] is not None
    assert rows(hall.path, "SELECT * FROM corrections") == []


def attached(hall: Room) -> list[discord.Attachment]:
    return [a for m in hall.stage.messages(hall.channel) for a in m.attachments]
