"""Actions live on until they are done: the list, what is said of them, by whom, and back."""

from __future__ import annotations

import discord
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from tests.discord.acting import Room, fr, rows
from tests.discord.follow.telling import left, number_of, states
from tests.discord.forging import choose_id, press_id, send_form

SEE = discord.Permissions(view_channel=True).value


async def test_the_list_shows_theirs_first_with_the_session_that_they_come_from(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await left(
        hall, (ben, "Relancer la mairie"), (awa, "Trouver un four"), due="dans deux semaines"
    )
    listed = await awa.command(hall.channel, "action list")
    assert listed.private
    assert listed.text.index("Trouver un four") < listed.text.index("Relancer la mairie")
    assert f"Bureau de mars, dans <#{hall.channel.id}>" in listed.text
    mine = await awa.command(hall.channel, "action list", which="mine")
    assert "Relancer la mairie" not in mine.text
    late = await awa.press(mine, label=f"{fr('todo.which.overdue')} · 0")
    assert fr("todo.none.overdue") in late.text
    await hall.stage.later(15 * 86400)
    late = await awa.command(hall.channel, "action list", which="overdue")
    assert late.text.count("⚠️") == 2


async def test_an_owner_says_that_it_is_done_and_takes_it_back(hall: Room) -> None:
    awa = hall.person("Awa")
    await left(hall, (awa, "Trouver un four"))
    one = number_of(hall, "Trouver un four")
    done = await awa.command(hall.channel, "action done", action=str(one))
    assert done.private
    assert fr("todo.changed.done", what="Trouver un four") in done.text
    assert states(hall) == {"Trouver un four": "done"}
    back = await awa.press(done, "todo.undo")
    assert fr("todo.undone") in back.text
    assert states(hall) == {"Trouver un four": "open"}
    again = done.found("todo.undo") or [{"custom_id": f"todo.undo:{one}:1:2::"}]
    twice = await press_id(hall, awa, hall.stage.last(hall.channel), again[0]["custom_id"])
    assert twice.text == fr("todo.undo_late")


async def test_the_summary_opens_its_actions(hall: Room) -> None:
    awa = hall.person("Awa")
    await left(hall, (awa, "Trouver un four"), (awa, "Peindre la halle"))
    summary = hall.stage.last(hall.channel)
    page = await awa.press(summary, "todo.list")
    assert page.private
    one = await awa.choose(page, "todo.pick", str(number_of(hall, "Peindre la halle")))
    assert "Peindre la halle" in one.text
    dropped = await awa.press(one, label=fr("todo.say.dropped"))
    assert fr("todo.changed.dropped", what="Peindre la halle") in dropped.text
    assert states(hall)["Peindre la halle"] == "dropped"
    again = await awa.press(dropped, label=fr("button.todo_reopen"))
    assert fr("todo.changed.going_on", what="Peindre la halle") in again.text
    assert set(states(hall).values()) == {"open"}


async def test_another_day_is_written_as_people_write_it(hall: Room) -> None:
    awa = hall.person("Awa")
    await left(hall, (awa, "Trouver un four"))
    one = str(number_of(hall, "Trouver un four"))
    vague = await awa.command(hall.channel, "action postpone", action=one, date="bientôt")
    assert vague.private
    assert fr("todo.undone") not in vague.text
    twofold = await awa.command(
        hall.channel, "action postpone", action=one, date="dans quinze jours"
    )
    first = twofold.found("todo.day")[0]["custom_id"]
    form = await awa.press(twofold, custom_id=first)
    kept = await awa.fill(form, due="dans deux semaines")
    assert kept.private
    (row,) = rows(hall.path, "SELECT due, state FROM actions")
    assert row["due"] is not None
    await awa.press(kept, "todo.undo")
    (row,) = rows(hall.path, "SELECT due, state FROM actions")
    assert row["due"] is None


async def test_another_day_for_what_was_done_says_that_it_is_open_again(hall: Room) -> None:
    awa = hall.person("Awa")
    await left(hall, (awa, "Trouver un four"))
    one = str(number_of(hall, "Trouver un four"))
    await awa.command(hall.channel, "action done", action=one)
    kept = await awa.command(hall.channel, "action postpone", action=one, date="demain")
    day = fr("todo.changed.reopened", what="Trouver un four", day="").rstrip(" .")
    assert day in kept.text
    assert states(hall) == {"Trouver un four": "open"}
    await awa.press(kept, "todo.undo")
    assert states(hall) == {"Trouver un four": "done"}


async def test_it_is_given_to_someone_else_and_back(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await left(hall, (awa, "Trouver un four"))
    one = str(number_of(hall, "Trouver un four"))
    given = await awa.command(hall.channel, "action assign", action=one, member=ben.member)
    assert fr("todo.changed.assigned", what="Trouver un four", owner="Ben") in given.text
    assert fr("todo.who_may") in given.text, "it is Awa's no more"
    refused = await awa.command(hall.channel, "action done", action=one)
    assert refused.text == fr("todo.not_yours")
    await ben.command(hall.channel, "action done", action=one)
    assert states(hall) == {"Trouver un four": "done"}
    nobody = await ben.command(hall.channel, "action assign", action=one)
    assert nobody.text == fr("action.needs_owner")


async def test_what_was_given_away_by_mistake_is_taken_back(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await left(hall, (awa, "Trouver un four"))
    one = str(number_of(hall, "Trouver un four"))
    given = await awa.command(hall.channel, "action assign", action=one, member=ben.member)
    back = await awa.press(given, "todo.undo")
    assert fr("todo.undone") in back.text
    assert [row["owner"] for row in rows(hall.path, "SELECT owner FROM actions")] == ["Awa"]


async def test_nobody_closes_the_actions_of_others(hall: Room) -> None:
    awa, paul = hall.person("Awa"), hall.person("Paul")
    await left(hall, (awa, "Trouver un four"))
    one = number_of(hall, "Trouver un four")
    summary = hall.stage.last(hall.channel)
    before = [tuple(row) for row in rows(hall.path, "SELECT * FROM actions")]
    for name, given in (
        ("action done", {}),
        ("action postpone", {"date": "demain"}),
        ("action assign", {"member": paul.member}),
    ):
        answer = await paul.command(hall.channel, name, action=str(one), **given)
        assert answer.text == fr("todo.not_yours"), name
    for forged in (f"todo.said:{one}:0:2::", f"todo.when:{one}:2::", f"todo.undo:{one}:1:2::"):
        answer = await press_id(hall, paul, summary, forged)
        assert answer.text in (fr("todo.not_yours"), fr("todo.undo_late")), forged
    for forged in (f"todo.dated:{one}:2::", f"todo.given:{one}:2::"):
        answer = await send_form(hall, paul, forged, {"due": "demain", "owner": "Paul"})
        assert fr("todo.not_yours") in answer.text, forged
    page = await choose_id(hall, paul, summary, "todo.pick:2::", str(one))
    assert fr("todo.who_may") in page.text
    assert [tuple(row) for row in rows(hall.path, "SELECT * FROM actions")] == before


async def test_of_a_channel_that_one_cannot_see_nothing_is_found(hall: Room) -> None:
    awa, paul = hall.person("Awa"), hall.person("Paul")
    await left(hall, (awa, "Trouver un four"))
    one = number_of(hall, "Trouver un four")
    open_room = hall.server.create_text_channel("ouvert")
    closed = Overwrite(hall.server.id, OverwriteType.ROLE, deny=SEE)
    hall.stage.env.backend.edit_channel(hall.channel.id, {}, overwrites=[closed])
    await hall.stage.env.settle()
    listed = await paul.command(open_room, "action list")
    assert "four" not in listed.text
    assert fr("todo.none.all") in listed.text
    assert (await paul.command(open_room, "action done", action=str(one))).text == fr("todo.gone")
    offered = await paul.member.autocomplete(open_room, "action done", "action", "")
    assert offered == []


async def test_coordinators_and_those_who_led_may_say_it_too(hall: Room) -> None:
    awa, ines = hall.person("Awa"), hall.manager("Inès")
    await left(hall, (awa, "Trouver un four"), (awa, "Peindre la halle"))
    for who, what in ((hall.lead, "Trouver un four"), (ines, "Peindre la halle")):
        offered = await who.member.autocomplete(hall.channel, "action done", "action", what[:4])
        (choice,) = offered
        await who.command(hall.channel, "action done", action=choice["value"])
    assert set(states(hall).values()) == {"done"}


async def test_two_hundred_actions_are_paged(hall: Room) -> None:
    awa = hall.person("Awa")
    await left(hall, (awa, "Trouver un four"))
    async with hall.stage.bot.ctx.database.write() as tx:
        (row,) = rows(hall.path, "SELECT id FROM sessions")
        for rank in range(199):
            await tx.actions.add(
                session_id=row["id"],
                what=f"Écrire à la personne numéro {rank} " + "et encore " * 25,
                owner="Une personne au nom vraiment très long, de l'association des voisins",
                owner_id=None,
                due=None,
                first_step=None,
                submission=f"n{rank}",
            )
    listed = await hall.lead.command(hall.channel, "action list")
    seen = 10
    while turns := [b for b in listed.found("todo.list") if b.get("label") == "▶"]:
        if turns[0].get("disabled"):
            break
        listed = await hall.lead.press(listed, custom_id=turns[0]["custom_id"])
        seen += len(listed.options("todo.pick"))
    assert seen == 200
