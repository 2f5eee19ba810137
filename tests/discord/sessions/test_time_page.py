"""“Time…” on the panel: what a facilitator reads there and does, on a phone."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.rehearsal.stage import Answer
from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, fr, ids_of, rows
from tests.discord.forging import press_id

TIMED = "SELECT closes_at, left_seconds, state FROM steps ORDER BY position"


def state(hall: Room) -> list[tuple[object, ...]]:
    return [tuple(row) for row in rows(hall.path, TIMED)]


async def page(hall: Room) -> Answer:
    panel = await hall.lead.command(hall.channel, "session panel")
    return await hall.lead.press(panel, "time.open")


async def typed(hall: Room, length: str) -> Answer:
    form = await hall.lead.press(await page(hall), "time.length")
    return await hall.lead.fill(form, length=length)


async def test_the_panel_tells_the_time_of_the_session_and_the_page_all_of_it(hall: Room) -> None:
    await hall.play("essai", "collect")
    await hall.stage.later(4 * 60)
    panel = await hall.steer("lead.panel")
    on_time, late = fr("clock.on_time"), fr("clock.late", late="5 min")
    assert fr("clock.gone", gone="4 min", whole="45 min") in panel.text
    assert on_time in panel.text
    assert fr.n("clock.left_with_others", 5, left="41 min") in panel.text
    panel = await hall.lead.press(panel, label=fr("button.more", minutes=5))
    assert late in panel.text
    shown = await hall.lead.press(panel, "time.open")
    assert shown.private
    assert fr("time.page.session") in shown.text
    assert fr("clock.gone_alone", gone="4 min") in shown.text
    assert shown.message is not None
    assert panel.message is not None
    assert shown.message.id == panel.message.id, "it takes the place of the panel"
    back = await hall.lead.press(shown, "lead.panel")
    assert late in back.text


async def test_a_length_is_typed_shorter_too_and_the_card_alone_says_so(hall: Room) -> None:
    await hall.play("essai", "collect")
    said = len(hall.texts)
    answer = await typed(hall, "2 min")
    assert "✅" in answer.text
    assert "<t:" in answer.text
    await hall.stage.later(30)
    assert len(hall.texts) == said, "nothing is announced"
    await hall.stage.later(95)
    assert fr("time.up", title="Vos idées").split("«")[0].strip() in hall.texts[-1]
    answer = await typed(hall, "+1 min 30")
    assert hall.open_step()["kind"] == "collect"
    assert "✅" in answer.text


async def test_what_cannot_be_read_is_given_back_with_examples(hall: Room) -> None:
    await hall.play("essai", "collect")
    before = state(hall)
    answer = await typed(hall, "bientôt")
    assert fr("length.unreadable") in answer.text
    assert "bientôt" in answer.text
    again = await hall.lead.press(answer, "time.length")
    fixed = await hall.lead.fill(again, length="12")
    assert "✅" in fixed.text
    assert state(hall) != before


async def test_it_is_set_while_paused_and_the_end_of_the_session_is_chosen(hall: Room) -> None:
    await hall.play("essai", "collect")
    await hall.steer("lead.pause")
    answer = await typed(hall, "3 min")
    assert fr("length.set_paused", left="3 min") in answer.text
    assert state(hall)[0][1] == 180
    form = await hall.lead.press(answer, "time.end_by")
    chosen = await hall.lead.fill(form, end="30 min")
    assert "✅" in chosen.text
    assert rows(hall.path, "SELECT ends_by FROM sessions")[0]["ends_by"] is not None
    form = await hall.lead.press(chosen, "time.end_by")
    await hall.lead.fill(form, end="")
    assert rows(hall.path, "SELECT ends_by FROM sessions")[0]["ends_by"] is None


async def test_the_examples_of_the_form_are_all_taken_for_when_the_session_ends(
    hall: Room,
) -> None:
    await hall.play("essai", "collect")
    shown = await page(hall)
    now = hall.stage.env.now()
    hour = (now.astimezone(ZoneInfo("Europe/Paris")) + timedelta(hours=1)).hour
    examples = [f"{hour} h 40", f"{hour}h", *fr("field.end_by.examples").split(" · ")[2:]]
    for example in examples:
        form = await hall.lead.press(shown, "time.end_by")
        shown = await hall.lead.fill(form, end=example)
        assert "✅" in shown.text, example


async def test_the_end_and_the_warning_of_the_step_are_chosen_in_menus(hall: Room) -> None:
    await hall.play("essai", "collect")
    shown = await hall.lead.choose(await page(hall), "time.at_end", "close")
    shown = await hall.lead.choose(shown, "time.warn", "2min")
    told = {o["value"]: o for o in shown.options("time.warn")}
    assert told["2min"]["default"]
    assert told["5min"]["description"] == fr("time.warn.too_short"), "it would not be said"
    said = len(hall.texts)
    await hall.stage.later(8 * 60 + 5)
    assert len(hall.texts) == said + 1
    await hall.stage.later(2 * 60)
    assert state(hall)[0][2] == "closed"
    shown = await page(hall)
    assert fr("time.page.closed").split("«")[0].strip() in shown.text
    await typed(hall, "2 min")
    assert state(hall)[0][2] == "open"


async def test_the_rest_is_fitted_in_one_press_once_it_was_shown(hall: Room) -> None:
    await hall.play("essai", "collect")
    await hall.stage.later(25 * 60)
    shown = await hall.lead.press(await page(hall), "fit.show")
    assert fr("fit.no_undo") in shown.text
    assert fr("fit.change", before="10 min", after="5 min 30") in shown.text
    (apply,) = ids_of(shown, "fit.apply")
    done = await press_id(hall, hall.lead, shown, apply)
    assert fr("fit.done") in done.text
    assert fr("clock.end_on_time", at="@").split("@")[0] in done.text
    again = await press_id(hall, hall.lead, shown, apply)
    assert fr("fit.outdated") in again.text
    minutes = [
        row["m"]
        for row in rows(hall.path, "SELECT json_extract(plan, '$.minutes') AS m FROM steps")
    ]
    assert sum(minutes[1:]) == 20
    panel = await hall.lead.press(again, "time.open")
    await hall.lead.press(panel, "lead.panel")


async def test_a_question_alone_has_its_length_and_no_page(hall: Room) -> None:
    panel = await hall.vote("On y va ?", "yes_no")
    assert fr("button.length") in buttons(panel)
    assert not ids_of(panel, "time.open")
    form = await hall.lead.press(panel, "time.length")
    answer = await hall.lead.fill(form, length="90 s")
    assert "✅" in answer.text
    assert ids_of(answer, "lead.end"), "the panel itself"


async def test_the_sound_is_turned_on_from_the_page_and_the_page_stays(hall: Room) -> None:
    await hall.play("essai", "collect")
    shown = await hall.lead.press(await page(hall), "time.sound")
    assert fr("sound.on") in shown.text
    assert fr("time.page.session") in shown.text
    assert rows(hall.path, "SELECT sound FROM sessions")[0]["sound"] == 1
    shown = await hall.lead.press(shown, "time.sound")
    assert rows(hall.path, "SELECT sound FROM sessions")[0]["sound"] == 0


async def test_those_who_lead_read_what_the_room_awaits_of_them(hall: Room) -> None:
    await hall.play("essai", "collect")
    paused = await hall.steer("lead.pause")
    assert fr("panel.paused.write", left="10 min") in paused.text
    await hall.steer("lead.resume")
    await hall.stage.later(11 * 60)
    waits = fr("panel.time_up", countdown="@").split("@")[1]
    for shown in (await hall.steer("lead.panel"), await page(hall)):
        assert waits in shown.text
        assert fr("card.time_up.write", countdown="@").split("@")[1] not in shown.text


async def test_someone_else_is_told_why_not(hall: Room) -> None:
    await hall.play("essai", "collect")
    ben = hall.person("Ben", Language.FRENCH)
    shown = await page(hall)
    for verb in ("time.length", "time.end_by", "time.at_end", "fit.show"):
        (pressed,) = ids_of(shown, verb)
        answer = await press_id(hall, ben, hall.card, pressed)
        assert answer.text == fr("session.not_facilitator")


async def test_after_a_restart_across_warning_and_end_it_is_told_once(hall: Room) -> None:
    await hall.play("essai", "collect")
    await typed(hall, "3 min")
    said = len(hall.texts)
    async with hall.stage.stopped():
        await hall.stage.env.advance_time(5 * 60)
    await hall.stage.later(5)
    told = hall.texts[said:]
    assert len(told) == 1, told
    assert "écoulé" in told[0]
    await hall.stage.restart()
    await hall.stage.later(60)
    assert len(hall.texts) == said + 1
