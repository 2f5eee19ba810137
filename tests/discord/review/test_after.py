"""What was put right in a summary holds in all that lives on after it."""

from __future__ import annotations

from bot.rehearsal.stage import Answer, text_of
from tests.discord.acting import Room, fr, rows
from tests.discord.follow.telling import act, number_of
from tests.discord.forging import choose_id, press_id
from tests.discord.review.test_reading import item


async def read_again(hall: Room) -> None:
    """Release a summary with another title, an action in other words, of someone else, and one
    left out."""
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.play("essai", "actions", title="Jardins")
    await act(hall, hall.lead, "Trouver un foor", member=[awa.member], due="dans deux semaines")
    await act(hall, hall.lead, "Dire son fait à Tom", member=[ben.member], due="demain")
    await hall.steer("lead.end")
    await hall.steer("lead.end_review")
    page = await hall.lead.press(hall.panel, "review.open")
    one = await item(hall, page, "session", "Jardins")
    await hall.lead.fill(await hall.lead.press(one, "review.form"), title="Potagers")
    page = await again(hall)
    one = await item(hall, page, "action", "foor")
    form = await hall.lead.press(one, "review.form")
    await hall.lead.fill(form, what="Trouver un four", owner="Awa", first_step="")
    one = await item(hall, await again(hall), "action", "Dire")
    await hall.lead.press(one, "review.out")
    page = await again(hall)
    await hall.lead.press(await hall.lead.press(page, "review.release"), "review.release_yes")
    await hall.stage.later(5)


async def again(hall: Room) -> Answer:
    return await hall.lead.press(hall.panel, "review.open")


async def test_an_action_left_out_lives_nowhere_and_one_put_right_in_its_words(hall: Room) -> None:
    ines = hall.manager("Inès")
    await ines.command(hall.channel, "settings coordinators", channel=hall.coordination)
    await read_again(hall)
    summary = hall.stage.last(hall.channel)
    listed = await hall.lead.press(summary, "todo.list")
    assert "Trouver un four" in listed.text
    assert "foor" not in listed.text
    assert "son fait" not in listed.text
    assert "Potagers" in listed.text
    assert "Jardins" not in listed.text
    gone = number_of(hall, "Dire son fait à Tom")
    for answer in (
        await hall.lead.command(hall.channel, "action done", action=str(gone)),
        await choose_id(hall, hall.lead, summary, "todo.pick:2:1:", str(gone)),
        await press_id(hall, hall.lead, summary, f"todo.said:{gone}:0::"),
    ):
        assert "son fait" not in answer.text
    files = await hall.lead.press(summary, "files.open")
    assert "Potagers" in files.text
    await hall.stage.later(9 * 86400)
    assert not [t for m in hall.stage.messages(hall.coordination) if "fait à" in (t := text_of(m))]
    await hall.open("essai", **{"continue": "1"})
    await hall.steer("lead.start")
    told = "\n".join(hall.texts)
    assert "Trouver un four" in told
    assert rows(hall.path, "SELECT count(*) FROM followed")[0][0] == 1


async def test_who_has_an_action_since_is_told_and_not_whom_the_summary_named(hall: Room) -> None:
    await hall.play("essai", "actions", title="Jardins")
    await act(hall, hall.lead, "Trouver un four", owner="Hawa")
    await hall.steer("lead.end")
    await hall.steer("lead.end_review")
    one = await item(hall, await again(hall), "action", "four")
    form = await hall.lead.press(one, "review.form")
    await hall.lead.fill(form, what="Trouver un four", owner="Awa", first_step="")
    page = await again(hall)
    await hall.lead.press(await hall.lead.press(page, "review.release"), "review.release_yes")
    await hall.stage.later(5)
    summary = hall.stage.last(hall.channel)
    assert "**Awa**" in (await hall.lead.press(summary, "todo.list")).text
    number = str(number_of(hall, "Trouver un four"))
    given = await hall.lead.command(hall.channel, "action assign", action=number, name="Ben")
    assert "**Ben**" in (await hall.lead.press(summary, "todo.list")).text
    await hall.lead.press(given, "todo.undo")
    assert "**Awa**" in (await hall.lead.press(summary, "todo.list")).text


async def test_a_summary_that_waits_is_found_while_another_session_goes_on(hall: Room) -> None:
    await hall.play("essai", "actions", title="Jardins")
    await hall.steer("lead.end")
    await hall.steer("lead.end_review")
    told = await hall.lead.command(hall.channel, "session post")
    assert told.text == fr("post.waits", title="Jardins")
    await hall.open("essai", title="Potagers")
    panel = await hall.lead.command(hall.channel, "session panel")
    assert fr("post.waits", title="Jardins") in panel.text
    page = await hall.lead.press(panel, "review.open")
    assert "## Jardins" in page.text
