"""A facilitator bends the plan from a phone; two do so at once; others try."""

from __future__ import annotations

from typing import Any

from bot.rehearsal.stage import Answer, found
from bot.workshop.kinds import STEP_KINDS
from bot.workshop.sessions.recipe import MOST_STEPS
from cogs.sessions.plan.forms import KINDS
from tests.discord.acting import Room, buttons, fr, ids_of, options, rows
from tests.discord.forging import choose_id, press_id, send_form


def _plan(hall: Room) -> list[str]:
    """The titles of the plan, in order, in French."""
    return [
        row["title"]
        for row in rows(
            hall.path,
            "SELECT json_extract(plan, '$.title.fr') AS title FROM steps"
            " WHERE was_at IS NULL ORDER BY position",
        )
    ]


async def _pick(hall: Room, title: str) -> Answer:
    """Have the leader open the plan from their panel, and the page of a step."""
    panel = await hall.lead.press(hall.card, "lead.panel")
    page = await hall.lead.press(panel, "plan.list")
    (chosen,) = [v for v, label in options(page, "plan.pick").items() if label.endswith(title)]
    return await hall.lead.choose(page, "plan.pick", chosen)


async def test_the_plan_says_what_each_step_is(hall: Room) -> None:
    await hall.play("essai", "collect")
    await hall.write(hall.person("Awa"), "un four", "un vélo")
    panel = await hall.lead.press(hall.card, "lead.panel")
    page = await hall.lead.press(panel, "plan.list")
    assert page.private
    lines = page.text.splitlines()
    first = next(line for line in lines if line.startswith("▶️"))
    assert fr("plan.stands.now") in first
    assert fr.n("plan.made.postits", 2) in first
    assert sum(line.startswith("▫️") for line in lines) == 5
    back = await hall.lead.press(page, "lead.panel")
    assert fr("panel.place", n=1, total=6, title=_plan(hall)[0]) in back.text


async def test_a_step_to_come_says_its_length_once_and_one_that_is_over_both(hall: Room) -> None:
    await hall.play("essai", "collect")
    assert (await _pick(hall, _plan(hall)[1])).text.count(" min") == 1
    await hall.stage.later(180)
    await hall.steer("lead.next")
    told = (await _pick(hall, _plan(hall)[0])).text
    assert fr("plan.planned", length="10 min") in told
    assert fr("plan.spent", spent="3 min") in told


async def test_a_vote_is_inserted_now_and_the_step_under_way_waits(hall: Room) -> None:
    await hall.play("essai", "collect")
    here = _plan(hall)[0]
    panel = await hall.lead.press(hall.card, "lead.panel")
    page = await hall.lead.press(panel, "plan.list")
    page = await hall.lead.press(page, "plan.insert")
    page = await hall.lead.choose(page, "plan.where", "now")
    assert fr("plan.insert.waits", title=here) in page.text
    form = await hall.lead.choose(page, "plan.kind", "vote")
    said: dict[str, Any] = {
        "question": "On garde la halle ?",
        "method": ["approval"],
        "about": "options",
    }
    refused = await hall.lead.fill(form, **said, options="oui", minutes="0,5")
    assert fr("asked.few_options") in refused.text
    form = await hall.lead.choose(page, "plan.kind", "vote")
    done = await hall.lead.fill(form, **said, options="oui\nnon\npeut-être", minutes="0,5")
    assert fr("plan.done.opened") in done.text
    assert _plan(hall)[:2] == ["On garde la halle ?", here]
    assert "On garde la halle ?" in hall.texts[-1]
    card = fr("card.place", n=1, total=7, title="Essai")
    assert card in hall.texts[-1]
    await hall.stage.later(1)
    hall.panel = done
    await hall.steer("lead.next")
    assert hall.open_step()["kind"] == "collect"


async def test_a_step_is_moved_taken_out_and_put_back(hall: Room) -> None:
    await hall.play("essai", "collect")
    before = _plan(hall)
    page = await _pick(hall, before[3])
    assert [len(ids_of(page, verb)) for verb in ("plan.swap", "plan.next")] == [2, 1]
    moved = await hall.lead.press(page, label=fr("button.plan_up"))
    assert fr("plan.done.moved") in moved.text
    assert _plan(hall) == [*before[:2], before[3], before[2], *before[4:]]
    out = await hall.lead.press(moved, "plan.take_out")
    assert fr("plan.done.taken_out") in out.text
    assert _plan(hall) == [*before[:3], *before[4:]]
    assert fr("plan.says.put_back", where=fr("plan.before", title=before[2])) in out.text
    listed = await hall.lead.press(out, "plan.list")
    assert listed.text.index(fr("plan.out")) < listed.text.index(f"✖️ {before[3]}")
    back = await hall.lead.press(await _pick(hall, before[3]), "plan.put_back")
    assert fr("plan.done.put_back") in back.text
    assert _plan(hall) == [*before[:2], before[3], before[2], *before[4:]]


async def test_a_round_is_repeated_and_named_before_where(hall: Room) -> None:
    await hall.play("essai", "collect")
    before = _plan(hall)
    page = await _pick(hall, before[0])
    assert not found(page, "plan.take_out")
    assert fr("plan.says.repeat", where=fr("plan.before", title=before[1])) in page.text
    done = await hall.lead.press(page, "plan.repeat")
    assert fr("plan.done.repeated") in done.text
    assert _plan(hall) == [before[0], *before]


async def test_a_step_is_changed_and_the_card_follows_the_plan(hall: Room) -> None:
    await hall.play("essai", "collect")
    page = await _pick(hall, _plan(hall)[1])
    form = await hall.lead.press(page, "plan.change")
    bad = await hall.lead.fill(form, title="Lire", invite="Lisons.", minutes="longtemps")
    assert fr("length.not_a_length") in bad.text
    form = await hall.lead.press(page, "plan.change")
    done = await hall.lead.fill(form, title="Lire", invite="Lisons.", minutes="0,5", optional=["1"])
    assert fr("plan.done.changed") in done.text
    assert fr("plan.optional") in done.text
    assert _plan(hall)[1] == "Lire"
    hall.panel = await hall.lead.press(done, "lead.panel")
    await hall.steer("lead.next")
    assert "Lisons." in hall.texts[-1]
    assert hall.open_step()["closes_at"] is not None


async def test_the_lobby_follows_the_plan(hall: Room) -> None:
    await hall.open("essai")
    before = _plan(hall)
    page = await hall.lead.press(hall.panel, "plan.list")
    page = await hall.lead.press(page, "plan.insert")
    assert "now" not in options(page, "plan.where")
    form = await hall.lead.choose(page, "plan.kind", "discuss")
    await hall.lead.fill(form, title="Le tour", invite="Chacun·e dit un mot.", minutes="3")
    assert _plan(hall) == [*before, "Le tour"]
    await hall.stage.later(10)
    assert "7. Le tour" in hall.texts[-1]


async def test_a_step_that_makes_little_sense_is_said(hall: Room) -> None:
    await hall.open("essai")
    before = _plan(hall)
    page = await hall.lead.press(hall.panel, "plan.list")
    (chosen,) = [v for v, label in options(page, "plan.pick").items() if label.endswith(before[1])]
    page = await hall.lead.choose(page, "plan.pick", chosen)
    assert "⚠️" not in page.text
    page = await hall.lead.press(page, label=fr("button.plan_up"))
    assert fr("plan.doubt.no_postits_reveal", title=before[1]) in page.text


async def test_two_facilitators_at_once_do_what_each_read_or_nothing(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    await hall.lead.command(hall.channel, "session facilitator", member=awa.member)
    before = _plan(hall)
    hers = await _pick(hall, before[2])
    panel = await awa.press(hall.card, "lead.panel")
    (drawn,) = ids_of(panel, "lead.next")
    page = await awa.press(panel, "plan.list")
    (chosen,) = [v for v, label in options(page, "plan.pick").items() if label.endswith(before[1])]
    page = await awa.press(await awa.choose(page, "plan.pick", chosen), "plan.take_out")
    refused = await hall.lead.press(hers, label=fr("button.plan_up"))
    assert fr("plan.changed") in refused.text
    assert _plan(hall) == [before[0], *before[2:]]
    stale = await press_id(hall, awa, panel, drawn)
    assert fr("session.plan_changed") in stale.text
    assert hall.open_step()["kind"] == "collect"


async def test_a_long_plan_is_read_page_by_page(hall: Room) -> None:
    await hall.open("essai")
    page = await hall.lead.press(hall.panel, "plan.list")
    while len(_plan(hall)) < MOST_STEPS:
        inserting = await hall.lead.press(page, "plan.insert")
        form = await hall.lead.choose(inserting, "plan.kind", "discuss")
        title = "Une discussion au titre aussi long qu'un titre peut l'être ici"[:60]
        page = await hall.lead.fill(form, title=title, invite="Parlons.", minutes="1,5")
    assert not found(page, "plan.insert")
    assert len(options(page, "plan.pick")) == 25
    page = await hall.lead.press(page, label="▶")
    assert len(options(page, "plan.pick")) == MOST_STEPS - 25
    assert f"{MOST_STEPS}. " in page.text


def test_a_form_names_every_kind_and_those_of_before_by_the_rank_that_they_had() -> None:
    assert sorted(KINDS) == sorted(STEP_KINDS)
    assert (KINDS.index("story"), KINDS.index("roadmap"), KINDS.index("rate")) == (0, 7, 10)


async def test_what_is_forged_bends_nothing(hall: Room) -> None:
    await hall.play("essai", "collect")
    before = _plan(hall)
    panel = await hall.lead.press(hall.card, "lead.panel")
    for forged in (
        "plan.swap:1:1:1:2",
        "plan.swap:1:2:2:99",
        "plan.next:1:2:99",
        "plan.next:1:1:",
        "plan.take_out:1:1",
        "plan.put_back:1:2:",
        "plan.repeat:1:2:99",
        "plan.repeat:1:2:",
    ):
        answer = await press_id(hall, hall.lead, panel, forged)
        assert fr("plan.changed") in answer.text, forged
    chosen = await choose_id(hall, hall.lead, panel, "plan.kind:1::", "x")
    assert fr("button.unknown") in chosen.text
    fields: dict[str, str | list[str]] = {"title": "x", "invite": "x", "minutes": "1"}
    for kind in ("0", "7", "99"):  # a story and a roadmap need a scenario
        answer = await send_form(hall, hall.lead, f"plan.add:1:{kind}::", fields)
        assert fr("button.unknown") in answer.text or fr("plan.needs_scenario") in answer.text
    assert _plan(hall) == before


async def test_a_vote_opened_by_a_command_alone_has_no_plan(hall: Room) -> None:
    panel = await hall.vote("On y va ?", "yes_no")
    assert fr("button.plan") not in buttons(panel)
    answer = await press_id(hall, hall.lead, panel, "plan.list:1:0")
    assert answer.text == fr("plan.quick")
