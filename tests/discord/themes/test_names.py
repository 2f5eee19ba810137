"""Names of themes from the room: proposed, ticked, made themes by whoever leads."""

from __future__ import annotations

from bot.rehearsal.stage import Answer, Person
from bot.workshop.language import Language
from bot.workshop.themes.proposals import AT_ONCE, FIRST, IN_ALL, Proposal, by_choice, first_taken
from tests.discord.acting import Room, buttons, en, fr, options, rows
from tests.discord.forging import choose_id, press_id, send_form
from tests.discord.themes.handfuls import people, start, wall
from tests.discord.themes.test_sorting import themes


async def propose(hall: Room, who: Person, *names: str) -> Answer:
    form = await who.press(hall.card, "names.propose")
    return await who.fill(form, names="\n".join(names))


def ticked(shown: Answer) -> set[str]:
    return {o["label"] for o in shown.options("names.tick") if o.get("default")}


async def test_the_room_proposes_and_ticks_and_who_leads_takes_the_most_chosen(hall: Room) -> None:
    lead, (ben, chloe, dina) = hall.lead, people(hall, ("Ben", "Chloé", "Dina"))
    await wall(hall, "Un camion", "Une fête")
    nothing = await lead.press(hall.panel, "theme.list")
    assert nothing.found("names.room") == []
    shown = await propose(hall, ben, "- Transport", "- Fêtes")
    assert shown.private
    assert fr.n("names.kept", 2) in shown.text
    assert ticked(shown) == {"Transport", "Fêtes"}, "who proposes would use it"
    shown = await propose(hall, chloe, "TRANSPORT", "Argent")
    assert fr.n("names.kept", 1) in shown.text, "the same name is kept once"
    assert list(options(shown, "names.tick").values()) == ["Argent", "Fêtes", "Transport"]
    assert ticked(shown) == {"Transport", "Argent"}
    looked = await propose(hall, dina)
    assert ticked(looked) == set()
    fetes = next(v for v, label in options(looked, "names.tick").items() if label == "Fêtes")
    looked = await dina.choose(looked, "names.tick", fetes)
    assert ticked(looked) == {"Fêtes"}
    again = await dina.choose(looked, "names.tick")
    assert ticked(again) == set()
    await dina.choose(again, "names.tick", fetes)
    await hall.stage.later(10)
    assert fr.n("names.proposed", 3) in hall.texts[-1]
    assert not any(name in hall.texts[-1] for name in ("Ben", "Chloé", "Argent"))

    panel = await lead.press(hall.card, "lead.panel")
    form = await lead.press(panel, "names.room")
    assert form.form is not None
    (field,) = (part["component"] for part in form.form["components"])
    told = [(o["label"], o["description"], o["default"]) for o in field["options"]]
    assert told == [
        ("Fêtes", fr.n("names.want", 2), True),
        ("Transport", fr.n("names.want", 2), True),
        ("Argent", fr.n("names.want", 1), True),
    ]
    chosen = [o["value"] for o in field["options"] if o["label"] != "Argent"]
    shown = await lead.fill(form, names=chosen)
    assert fr("theme.done", what=fr.n("theme.named_several", 2)) in shown.text
    assert themes(hall) == {"Fêtes": [], "Transport": []}
    undone = await lead.press(shown, "theme.undo")
    assert themes(hall) == {}
    await lead.press(undone, "theme.redo")
    left = await propose(hall, ben)
    assert list(options(left, "names.tick").values()) == ["Argent"], "the others are themes"
    panel = await lead.press(hall.card, "lead.panel")
    shown = await lead.press(panel, "together.start")
    assert fr("together.told_started") in shown.text


async def test_once_the_room_sorts_no_name_is_proposed(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    await wall(hall, "Un camion", "Une fête")
    form = await ben.press(hall.card, "names.propose")
    old = hall.card
    shown = await start(hall, "Transport", "Fêtes")
    assert fr("button.propose_names") not in buttons(hall.card)
    late = await ben.fill(form, names="Money")
    assert en("names.room_sorts") in late.text
    assert "Money" in late.text, "what was written comes back"
    await hall.lead.press(shown, "together.stop")
    kept = await ben.fill(await ben.press(old, "names.propose"), names="Money")
    assert en.n("names.kept", 1) in kept.text


async def test_who_proposed_is_a_hash_that_goes_with_the_step(hall: Room) -> None:
    ben = hall.person("Ben")
    await wall(hall, "Un camion", "Une fête")
    await propose(hall, ben, "Transport", "Fêtes")
    for table in ("proposed_names", "wanted_names"):
        told = rows(hall.path, f"SELECT person FROM {table}")
        assert told
        assert all(str(ben.id) not in row["person"] for row in told)
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    await hall.steer("lead.next")
    for table in ("proposed_names", "wanted_names"):
        assert rows(hall.path, f"SELECT * FROM {table}") == []
    assert rows(hall.path, "SELECT * FROM keys WHERE purpose = 'sorting'") == []


async def test_names_are_bounded_and_what_is_forged_is_refused(hall: Room) -> None:
    ben = hall.person("Ben")
    await wall(hall, "Un camion", "Une fête")
    step = hall.open_step()["id"]
    many = await propose(hall, ben, *(f"Nom {n}" for n in range(AT_ONCE + 1)))
    assert fr("names.too_many", most=AT_ONCE) in many.text
    long = await propose(hall, ben, "n" * 81)
    assert fr("text.too_long", length=81, limit=80) in long.text
    others = people(hall, tuple(f"Personne {n}" for n in range(IN_ALL // AT_ONCE - 1)))
    for n, who in enumerate((ben, *others)):
        await propose(hall, who, *(f"Nom {n} {k}" for k in range(AT_ONCE)))
    yours = await propose(hall, ben, "Un de trop")
    assert fr("names.yours", most=AT_ONCE) in yours.text, "one person never drowns the others"
    full = await propose(hall, hall.person("Zoé"), "Un de trop")
    assert fr("names.full", most=IN_ALL) in full.text
    shown = await propose(hall, ben)
    assert len(options(shown, "names.tick")) == 25
    shown = await ben.press(await ben.press(shown, label="▶"), label="▶")
    assert len(options(shown, "names.tick")) == 10
    forged = await choose_id(hall, ben, hall.card, f"names.tick:{step}:0", "1", "x")
    assert forged.text == fr("button.unknown")
    await choose_id(hall, ben, hall.card, f"names.tick:{step}:0", "1")
    refused = await press_id(hall, ben, hall.card, f"names.room:{step}")
    assert refused.text == fr("session.not_facilitator")
    taken = await send_form(hall, ben, f"names.taken:{step}:0", {"names": ["1"]})
    assert taken.text.startswith(fr("session.not_facilitator"))
    none = await send_form(hall, hall.lead, f"names.taken:{step}:0", {"names": ["1"]})
    assert fr("theme.needs_name") in none.text


async def test_in_a_masked_session_choices_of_one_or_two_people_are_not_counted(
    hall: Room,
) -> None:
    lead, crowd = hall.lead, people(hall, ("Ben", "Chloé", "Dina"))
    await hall.play("brainstorm", "collect", signing="masked")
    for one in crowd:
        await hall.write(one, f"idée de {one.name}")
    await hall.go("group")
    for rank, one in enumerate(crowd):
        await propose(hall, one, "Transport")
        form = await lead.press(await lead.press(hall.card, "lead.panel"), "names.room")
        assert form.form is not None
        (told,) = form.form["components"][0]["component"]["options"]
        assert told.get("description") == (fr.n("names.want", 3) if rank == 2 else None)


async def test_a_name_that_nobody_ticks_any_more_goes_if_its_proposer_unticks_it(
    hall: Room,
) -> None:
    ben, chloe = people(hall, ("Ben", "Chloé"))
    await wall(hall, "Un camion", "Une fête")
    await propose(hall, ben, "Transprot", "Fêtes")
    theirs = await propose(hall, chloe)
    fetes = next(v for v, label in options(theirs, "names.tick").items() if label == "Fêtes")
    theirs = await chloe.choose(theirs, "names.tick", fetes)
    left = await ben.choose(await propose(hall, ben), "names.tick")
    assert list(options(left, "names.tick").values()) == ["Fêtes"], "Chloé ticked it"
    gone = await chloe.choose(theirs, "names.tick")
    assert list(options(gone, "names.tick").values()) == ["Fêtes"], "she did not propose it"


def test_the_most_wanted_come_first_and_none_that_nobody_wants_is_ticked() -> None:
    names = [Proposal(n, f"Nom {n:02}", n % 12) for n in range(24)]
    ranked = by_choice(names)
    assert [one.want for one in ranked] == sorted((one.want or 0 for one in names), reverse=True)
    assert len(first_taken(names)) == FIRST
    assert first_taken([Proposal(1, "a", 0), Proposal(2, "b", None)]) == frozenset()


async def test_sorting_together_offers_first_what_the_room_proposed(hall: Room) -> None:
    lead, (ben, chloe) = hall.lead, people(hall, ("Ben", "Chloé"))
    await wall(hall, "Un camion", "Une fête")
    await propose(hall, ben, "Transport", "Fêtes")
    await propose(hall, chloe, "Transport", "Argent")
    panel = await lead.press(hall.card, "lead.panel")
    form = await lead.press(panel, "together.start")
    assert form.form is not None
    field = form.form["components"][0]["component"]
    assert [(o["label"], o["default"]) for o in field["options"]] == [
        ("Transport", True),
        ("Argent", True),
        ("Fêtes", True),
    ]
    chosen = [o["value"] for o in field["options"] if o["label"] != "Argent"]
    many = "\n".join(f"Nom {n}" for n in range(22))
    refused = await lead.fill(form, chosen=chosen, names=many)
    assert fr("together.too_many_named", count=24, most=23) in refused.text
    assert "Nom 21" in refused.text
    assert themes(hall) == {}
    form = await lead.press(panel, "together.start")
    shown = await lead.fill(form, chosen=chosen, names="Accueil, Jardin")
    assert "- **Accueil, Jardin**" in shown.text
    assert set(themes(hall)) == {"Transport", "Fêtes", "Accueil, Jardin"}
    assert fr("together.told_started") in shown.text


async def test_names_are_seen_and_chosen_without_a_form_and_known_ones_are_said(
    hall: Room,
) -> None:
    ben, chloe = people(hall, ("Ben", "Chloé"))
    await wall(hall, "Un camion", "Une fête")
    await propose(hall, ben, "Transport", "Fêtes")
    await hall.stage.later(10)
    shown = await chloe.press(hall.card, "names.page")
    assert list(options(shown, "names.tick").values()) == ["Fêtes", "Transport"]
    assert ticked(shown) == set()
    again = await propose(hall, chloe, "transport", "Argent")
    assert fr("theme.known_names", names="**transport**") in again.text
    assert fr.n("names.kept", 1) in again.text
