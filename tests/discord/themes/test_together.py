"""A room sorts its wall together: a form a handful, and two who agree file a post-it."""

from __future__ import annotations

import pytest

from bot.i18n import Catalogue
from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, en, fr
from tests.discord.forging import press_id, send_form
from tests.discord.themes.handfuls import (
    RADIO,
    always,
    answer,
    asked,
    by_word,
    choices,
    given,
    preset,
    sort,
    start,
    wall,
)
from tests.discord.themes.test_sorting import themes

IDEAS = ("Un camion", "Une fête", "Un train", "Un bal", "Un vélo", "Un potager")
HOMES = {"camion": "Transport", "train": "Transport", "vélo": "Transport", "fête": "Fêtes"}
LONG = "Une navette à la demande " + "entre les villages " * 12


@pytest.mark.parametrize("t", [fr, en], ids=["fr", "en"])
async def test_two_who_agree_file_a_post_it_and_the_card_says_how_far_it_is(
    hall: Room, t: Catalogue
) -> None:
    language = t.language
    ben, chloe = hall.person("Ben", language), hall.person("Chloé", language)
    await wall(hall, *IDEAS, language=language.value)
    assert t("button.propose_names") in buttons(hall.card)
    shown = await start(hall, "Transport", "Fêtes")
    assert fr("together.told_started") in shown.text
    assert fr("together.nobody_yet") in shown.text
    assert buttons(hall.card)[0] == t("button.sort_handful")
    assert t("together.invite") in hall.texts[-1]
    assert t("together.rule") in hall.texts[-1]

    form = await ben.press(hall.card, "together.sort")
    fields = asked(form)
    assert len(fields) == 5
    assert {field["type"] for field in fields.values()} == {RADIO}
    known = {"Transport", "Fêtes", t("together.none"), t("together.unsure")}
    assert all(set(choices(field)) == known for field in fields.values())
    receipt = await answer(ben, form, by_word(HOMES, t("together.none")))
    assert receipt.private
    assert t.n("together.kept", 5) in receipt.text
    assert t("together.agree_files") in receipt.text, "kept, and not said to be filed"
    assert all(not held for held in themes(hall).values()), "one opinion files nothing"
    last = await sort(hall, ben, by_word(HOMES, t("together.none")))
    assert last.text == t("together.nothing_for_you")

    await sort(hall, chloe, by_word(HOMES, t("together.none")))
    assert themes(hall) == {
        "Transport": ["Un camion", "Un train", "Un vélo"],
        "Fêtes": ["Une fête"],
    }
    await hall.stage.later(10)
    assert t.n("together.sorted_by", 2) in hall.texts[-1]
    assert t.n("together.to_discuss", 2) in hall.texts[-1], "the two that are in neither"
    assert t("together.all_seen") in hall.texts[-1]
    assert t("together.invite") not in hall.texts[-1], "nobody is asked for what is not to be done"
    assert t("button.sort_handful") not in buttons(hall.card)
    assert "- **Transport** · 3" in hall.texts[-1]


async def test_the_form_opens_before_a_restart_and_is_sent_after_it(hall: Room) -> None:
    ben, chloe = hall.person("Ben"), hall.person("Chloé")
    await wall(hall, *IDEAS[:4])
    await start(hall, "Transport", "Fêtes")
    form = await ben.press(hall.card, "together.sort")
    await hall.stage.restart()
    receipt = await answer(ben, form, always("Transport"))
    assert fr.n("together.kept", 4) in receipt.text
    await hall.stage.restart()
    await sort(hall, chloe, always("Transport"))
    assert len(themes(hall)["Transport"]) == 4
    again = await ben.press(receipt, "together.change")
    assert set(preset(again).values()) == {"Transport"}


async def test_one_changes_ones_mind_and_the_post_it_is_filed_no_more(hall: Room) -> None:
    ben, chloe = hall.person("Ben"), hall.person("Chloé")
    await wall(hall, *IDEAS[:4])
    await start(hall, "Transport", "Fêtes")
    nothing = await press_id(hall, ben, hall.card, f"together.change:{hall.open_step()['id']}")
    assert nothing.text == fr("together.no_answer_yet")
    receipt = await sort(hall, ben, always("Transport"), handfuls=1)
    await sort(hall, chloe, always("Transport"))
    form = await ben.press(receipt, "together.change")
    changed = await answer(ben, form, always("Fêtes"))
    assert fr.n("together.kept", 4) in changed.text
    assert fr.n("together.in_all", 4) in changed.text
    assert themes(hall) == {"Transport": [], "Fêtes": []}
    assert len(given(hall)) == 8, "each says one thing of each"
    assert preset(await ben.press(changed, "together.change")) == dict.fromkeys(
        preset(form), "Fêtes"
    )


async def test_long_post_its_are_read_in_full_and_the_fifth_waits(hall: Room) -> None:
    ben = hall.person("Ben")
    await wall(hall, *(f"{LONG} {n}" for n in range(6)))
    await start(hall, "Transport", "Fêtes")
    form = await ben.press(hall.card, "together.sort")
    assert form.form is not None
    text, *fields = form.form["components"]
    assert len(fields) == 4
    assert text["content"].count("entre les villages " * 12) == 4
    first = {field["component"]["custom_id"] for field in fields}
    receipt = await answer(ben, form, always("Transport"))
    assert fr.n("together.kept", 4) in receipt.text
    rest = asked(await ben.press(receipt, "together.sort"))
    assert len(rest) == 2
    assert first.isdisjoint(field["custom_id"] for field in rest.values())


async def test_more_than_eight_themes_are_in_menus(hall: Room) -> None:
    ben = hall.person("Ben")
    await wall(hall, *IDEAS)
    await start(hall, *(f"Thème {n:02}" for n in range(23)))
    form = await ben.press(hall.card, "together.sort")
    fields = asked(form).values()
    assert {field["type"] for field in fields} == {3}
    assert {len(choices(field)) for field in fields} == {25}
    receipt = await answer(ben, form, always("Thème 07"))
    assert fr.n("together.kept", 5) in receipt.text


async def test_ones_own_post_its_come_when_nothing_else_is_left(hall: Room) -> None:
    ben = hall.person("Ben")
    awa = await wall(hall, *IDEAS)
    await hall.lead.press(hall.panel, "lead.back")
    await hall.go("group")
    await start(hall, "Transport", "Fêtes")
    assert len(asked(await awa.press(hall.card, "together.sort"))) == 5, "all are hers"
    assert len(asked(await ben.press(hall.card, "together.sort"))) == 5


async def test_too_few_themes_are_asked_for_and_one_is_not_enough(hall: Room) -> None:
    lead = hall.lead
    await wall(hall, *IDEAS)
    form = await lead.press(hall.panel, "together.start")
    shown = await lead.fill(form, names="Transport")
    assert fr("together.few_themes", least=2) in shown.text
    assert themes(hall) == {"Transport": []}, "the name is kept all the same"
    panel = await lead.press(shown, "lead.panel")
    shown = await lead.fill(await lead.press(panel, "together.start"), names="Fêtes")
    assert fr("together.told_started") in shown.text
    twice = await send_form(
        hall, lead, f"together.named:{hall.open_step()['id']}:0", {"names": "Fêtes"}
    )
    assert fr("theme.changed") in twice.text


async def test_someone_who_arrives_reads_what_to_do_and_sorts(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    await wall(hall, *IDEAS)
    await start(hall, "Transport", "Fêtes")
    where = await ben.press(hall.card, "session.where")
    assert en("together.invite") in where.text
    form = await ben.press(where, "together.sort")
    receipt = await answer(ben, form, always("Fêtes"))
    assert en.n("together.kept", 5) in receipt.text


async def test_what_is_stopped_deals_no_more_takes_what_is_in_hand_and_goes_on(hall: Room) -> None:
    ben, lead = hall.person("Ben"), hall.lead
    await wall(hall, *IDEAS)
    shown = await start(hall, "Transport", "Fêtes")
    form = await ben.press(hall.card, "together.sort")
    old = hall.card
    shown = await lead.press(shown, "together.stop")
    assert fr("together.told_stopped") in shown.text
    await hall.stage.later(10)
    assert fr("together.stopped") in hall.texts[-1]
    assert fr("button.sort_handful") not in buttons(hall.card)
    step = hall.open_step()["id"]
    refused = await press_id(hall, ben, old, f"together.sort:{step}")
    assert (refused.text, refused.private) == (fr("together.not_open"), True)
    receipt = await answer(ben, form, always("Transport"))
    assert fr.n("together.kept", 5) in receipt.text
    shown = await lead.press(shown, "together.start")
    assert fr("together.is_open") in shown.text
    await hall.stage.later(10)
    assert len(asked(await ben.press(hall.card, "together.sort"))) == 1


async def test_answers_that_come_once_the_step_is_left_long_ago_are_not_kept(hall: Room) -> None:
    ben = hall.person("Ben")
    await wall(hall, *IDEAS)
    await start(hall, "Transport", "Fêtes")
    form = await ben.press(hall.card, "together.sort")
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    await hall.steer("lead.next")
    await hall.stage.later(600)
    late = await answer(ben, form, always("Transport"))
    assert fr("together.too_late") in late.text
    assert themes(hall) == {"Transport": [], "Fêtes": []}


async def test_a_late_post_it_joins_the_pile(hall: Room) -> None:
    awa, ben, chloe = hall.person("Awa"), hall.person("Ben"), hall.person("Chloé")
    await hall.play("brainstorm", "collect")
    await hall.write(awa, "Un camion")
    late = await chloe.press(hall.card, "postit.add")
    await hall.go("group")
    await start(hall, "Transport", "Fêtes")
    await sort(hall, ben, always("Transport"))
    old = hall.card
    await sort(hall, awa, always("Transport"))
    await hall.stage.later(10)
    assert fr("together.all_sorted") in hall.texts[-1]
    assert fr("button.sort_handful") not in buttons(hall.card)
    step = hall.open_step()["id"]
    nothing = await press_id(hall, ben, old, f"together.sort:{step}")
    assert nothing.text == fr("together.nothing_left")
    await chloe.fill(late, ideas="Un tramway")
    await hall.stage.later(10)
    assert fr("together.invite") in hall.texts[-1], "what comes late reopens it"
    form = await ben.press(hall.card, "together.sort")
    assert [label.split(" · ")[1] for label in asked(form)] == ["Un tramway"]


async def test_a_handful_filled_by_a_program_keeps_nothing_of_what_is_not_there(hall: Room) -> None:
    """A form may be filled by a program: what names no post-it, or no theme, is refused or left
    out."""
    ben = hall.person("Ben")
    await wall(hall, *IDEAS[:2])
    await start(hall, "Transport", "Fêtes")
    step = hall.open_step()["id"]
    for fields in ({"x": "1"}, {"1": "x"}, {"9" * 40: "1"}):
        answered = await send_form(hall, ben, f"together.sent:{step}", dict(fields))
        assert answered.text.startswith(fr("button.unknown"))
    gone = await send_form(hall, ben, f"together.sent:{step}", {"12345": "1"})
    assert fr.n("together.not_counted", 1) in gone.text
    assert given(hall) == []


async def test_what_is_not_answered_stays_in_hand_and_nothing_is_kept_once_it_ended(
    hall: Room,
) -> None:
    ben = hall.person("Ben")
    await wall(hall, *IDEAS)
    await start(hall, "Transport", "Fêtes")
    form = await ben.press(hall.card, "together.sort")
    nothing = await ben.fill(form)
    assert fr("together.nothing_said") in nothing.text
    again = await ben.press(nothing, "together.sort")
    assert set(asked(again)) == set(asked(form))
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    await hall.end()
    late = await answer(ben, again, always("Transport"))
    assert late.text == fr("session.ended")


async def test_what_was_placed_by_hand_meanwhile_is_not_said_to_be_sorted_later(hall: Room) -> None:
    ben, lead = hall.person("Ben"), hall.lead
    await wall(hall, *IDEAS[:2])
    await start(hall, "Transport", "Fêtes")
    form = await ben.press(hall.card, "together.sort")
    await lead.command(hall.channel, "theme move", postit="Un camion", theme="Transport")
    receipt = await answer(ben, form, always("Fêtes"))
    assert fr("together.agree_files") in receipt.text
    assert fr.n("together.settled_meanwhile", 1) in receipt.text
    await lead.command(hall.channel, "theme move", postit="Une fête", theme="Fêtes")
    form = await ben.press(receipt, "together.change")
    receipt = await answer(ben, form, always("Fêtes"))
    assert fr("together.agree_files") not in receipt.text
    assert fr.n("together.settled_meanwhile", 2) in receipt.text
