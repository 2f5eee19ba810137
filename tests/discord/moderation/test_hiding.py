"""What is hidden leaves everything that the room reads; its writer alone knows, and nobody who."""

from __future__ import annotations

import json

from bot.workshop.language import Language
from tests.discord.acting import Room, all_of, fr, options, rows
from tests.discord.forging import press_id

INSULT = "le président est un âne"


async def _hide(hall: Room, text: str, what: int = 0, reason: str = "") -> None:
    """Have the leader hide a text, found by a word, from their panel."""
    listed = await hall.lead.press(hall.panel, "hide.list")
    if what:
        listed = await hall.lead.press(listed, custom_id=f"hide.list:1:{what}:0")
    form = await hall.lead.press(listed, "hide.find")
    found = await hall.lead.fill(form, word=text.split()[-1])
    ((value, _),) = [
        (v, label) for v, label in options(found, "hide.pick").items() if text in label
    ]
    one = await hall.lead.choose(found, "hide.pick", value)
    assert text in one.text
    done = await hall.lead.fill(await hall.lead.press(one, "hide.why"), reason=reason)
    assert done.private
    assert fr("hide.done") in done.text
    hall.panel = await hall.lead.press(done, "lead.panel")


async def _exported(hall: Room) -> tuple[str, dict[str, object]]:
    files = {
        f.filename.rpartition(".")[2]: f for m in hall.channel.history() for f in m.attachments
    }
    return (await files["md"].read()).decode(), json.loads(await files["json"].read())


async def test_a_masked_post_it_is_hidden_and_nobody_learns_whose_it_is(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben", Language.ENGLISH)
    await hall.play("essai", "collect", signing="masked")
    await hall.write(awa, "un four", INSULT)
    await hall.write(ben, "un vélo")
    early = await hall.lead.press(hall.panel, "hide.list")
    assert early.found("hide.pick") == [], "who just wrote would be known by it"
    assert fr("hide.none.postit") in early.text
    hall.panel = await hall.lead.press(early, "lead.panel")
    await hall.steer("lead.next")
    assert INSULT in "\n".join(hall.texts)
    await _hide(hall, INSULT, reason="on ne vise personne")
    assert INSULT not in "\n".join(hall.texts), "the page of the wall that stands is mended"
    assert fr.n("wall.hidden", 1) in "\n".join(hall.texts)
    assert INSULT not in (await ben.press(hall.card, "wall.read")).text
    (row,) = rows(hall.path, "SELECT * FROM postits WHERE hidden IS NOT NULL")
    assert (row["text"], row["author_name"]) == (INSULT, None), "kept, to be shown again"

    other = await ben.press(hall.card, "postit.mine")
    assert len(all_of(other)) == 1, "nobody else is told"
    looked = await awa.press(hall.card, "session.where")
    _, told = all_of(looked)
    assert INSULT in told
    assert "on ne vise personne" in told
    assert fr("hide.not_named") in told
    again = await awa.press(hall.card, "session.where")
    assert len(all_of(again)) == 1, "told once"
    mine = await awa.press(hall.card, "postit.mine")
    (hidden,) = [v for v, label in options(mine, "postit.pick").items() if INSULT in label]
    one = await awa.choose(mine, "postit.pick", hidden)
    assert fr("mine.hidden_because", reason="on ne vise personne") in one.text

    await hall.go("vote")
    ballot = await ben.press(hall.card, "ballot.open")
    assert INSULT not in str(options(ballot, "ballot.put"))
    await hall.end()
    markdown, document = await _exported(hall)
    assert INSULT not in markdown
    assert fr.n("report.hidden.postits", 1) in markdown
    assert INSULT not in json.dumps(document, ensure_ascii=False)
    assert document["hidden"] == {"postits": 1, "comments": 0, "actions": 0}


async def test_what_was_hidden_is_shown_again_with_one_press(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    await hall.write(awa, "un four", INSULT)
    await _hide(hall, INSULT)
    await hall.steer("lead.next")
    assert INSULT not in "\n".join(hall.texts), "hidden before the reveal, it never came out"
    listed = await hall.lead.press(hall.panel, "hide.list")
    first = next(iter(options(listed, "hide.pick")))
    one = await hall.lead.choose(listed, "hide.pick", first)
    assert fr("hide.hidden_now") in one.text
    done = await hall.lead.press(one, "hide.undo")
    assert fr("hide.undone") in done.text
    wall = await awa.press(hall.card, "wall.read")
    assert INSULT in wall.text
    assert len(all_of(wall)) == 1, "there is nothing to be told any more"
    numbers = [r[0] for r in rows(hall.path, "SELECT number FROM postits ORDER BY number")]
    assert numbers == [1, 2]


async def test_a_comment_and_an_action_are_hidden_too(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.play("essai", "collect")
    await hall.write(awa, "un four")
    await hall.steer("lead.next")
    wall = await ben.press(hall.card, "wall.read")
    seen = await ben.choose(wall, "react.pick", *options(wall, "react.pick"))
    await ben.fill(await ben.press(seen, "react.comment"), comment=INSULT)
    await _hide(hall, INSULT, what=1)
    wall = await awa.press(hall.card, "wall.read")
    seen = await awa.choose(wall, "react.pick", *options(wall, "react.pick"))
    assert INSULT not in seen.text
    await hall.go("actions")
    form = await ben.press(hall.card, "action.add")
    await ben.fill(form, what="virer l'âne", owner="Ben", due="2030-01-15", first_step="")
    await _hide(hall, "virer l'âne", what=2)
    assert "virer l'âne" not in "\n".join(hall.texts)
    told = all_of(await ben.press(hall.card, "session.where"))
    assert "virer l'âne" in told[-1]
    await hall.end()
    markdown, document = await _exported(hall)
    assert INSULT not in markdown
    assert "virer" not in markdown
    assert document["hidden"] == {"postits": 0, "comments": 1, "actions": 1}


async def test_a_vote_that_was_counted_keeps_its_figures_and_not_the_words(hall: Room) -> None:
    awa, ben, cleo = (hall.person(name) for name in ("Awa", "Ben", "Cléo"))
    await hall.play("essai", "collect")
    await hall.write(awa, "un four", INSULT)
    await hall.go("vote")
    for person in (awa, ben, cleo):
        ballot = await person.press(hall.card, "ballot.open")
        (value,) = [v for v, name in options(ballot, "ballot.put").items() if INSULT in name]
        await person.press(await person.choose(ballot, "ballot.put", value), "ballot.cast")
    await hall.steer("lead.next")
    await _hide(hall, INSULT)
    await hall.end()
    markdown, document = await _exported(hall)
    assert INSULT not in markdown
    assert fr("option.masked", option="🙈") in markdown, "it is said who did that"
    assert INSULT not in json.dumps(document, ensure_ascii=False)


async def test_a_ballot_that_holds_it_keeps_its_dots_and_not_the_words(hall: Room) -> None:
    people = [hall.person(name) for name in ("Awa", "Ben", "Cléo")]
    await hall.play("essai", "collect")
    await hall.write(people[0], "un four", INSULT)
    await hall.go("vote")
    for person in people:
        ballot = await person.press(hall.card, "ballot.open")
        (value,) = [v for v, name in options(ballot, "ballot.put").items() if INSULT in name]
        await person.press(await person.choose(ballot, "ballot.put", value), "ballot.cast")
    await _hide(hall, INSULT)
    await hall.stage.later(10)
    panel = await hall.lead.press(hall.panel, "lead.panel")
    ballot = await people[1].press(hall.card, "ballot.open")
    menus = str([options(ballot, verb) for verb in ("ballot.put", "ballot.take")])
    for shown in (hall.texts[-1], panel.text, menus, ballot.text):
        assert INSULT not in shown
    (number,) = options(ballot, "ballot.take")
    assert fr.n("ballot.hidden_since", 1, options=fr("result.named", option="🙈")) in ballot.text
    assert fr.n("vote.hidden", 1) in hall.texts[-1]
    assert fr.n("vote.hidden_panel", 1, options=f"`{number}` 🙈") in panel.text
    assert "retiré" not in ballot.text, "nobody withdrew it"
    hidden = await hall.lead.press(panel, "hide.list")
    one = await hall.lead.choose(hidden, "hide.pick", next(iter(options(hidden, "hide.pick"))))
    done = await hall.lead.press(one, "hide.undo")
    assert fr("hide.undone_on_ballots") in done.text
    hall.panel = await hall.lead.press(done, "lead.panel")
    assert INSULT in (await people[1].press(hall.card, "ballot.open")).text
    await hall.steer("lead.next")
    assert INSULT in "\n".join(hall.texts)


async def test_what_was_hidden_while_people_voted_is_never_said_to_be_withdrawn(hall: Room) -> None:
    people = [hall.person(name) for name in ("Awa", "Ben", "Cléo")]
    await hall.play("essai", "collect")
    await hall.write(people[0], INSULT)
    await hall.go("vote")
    for person in people:
        ballot = await person.press(hall.card, "ballot.open")
        (value,) = options(ballot, "ballot.put")
        await person.press(await person.choose(ballot, "ballot.put", value), "ballot.cast")
    await _hide(hall, INSULT)
    await hall.steer("lead.next")
    result = "\n".join(hall.texts)
    assert fr.n("result.hidden", 1, options=fr("result.named", option="🙈")) in result
    hidden = await hall.lead.press(hall.panel, "hide.list")
    one = await hall.lead.choose(hidden, "hide.pick", next(iter(options(hidden, "hide.pick"))))
    done = await hall.lead.press(one, "hide.undo")
    assert fr("hide.undone") in done.text
    hall.panel = await hall.lead.press(done, "lead.panel")
    await hall.end()
    markdown, _ = await _exported(hall)
    assert fr("option.hidden", option=INSULT) in markdown
    assert "retirée" not in markdown


async def test_only_those_who_lead_hide(hall: Room) -> None:
    ben = hall.person("Ben")
    await hall.play("essai", "collect")
    await hall.write(ben, INSULT)
    await hall.steer("lead.next")
    for custom_id in ("hide.list:1:0:0", "hide.find:1:0", "hide.why:1:0:1", "hide.undo:1:0:1"):
        refused = await press_id(hall, ben, hall.card, custom_id)
        assert (refused.text, refused.private) == (fr("session.not_facilitator"), True)
