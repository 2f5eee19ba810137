"""No form comes back empty: what it held is given back in words, and shown when it opens again."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from bot.interface.pressing.refused import RefusedForms
from bot.interface.showing import layout
from bot.interface.showing.layout import option
from bot.rehearsal.stage import Answer
from tests.discord.acting import Room, all_of, fr, options
from tests.discord.forging import send_form
from tests.sentences import PROGRAM

WORDS = "Planter des haies, avec l'école"
OTHERS = "et le lycée"


def field(form: Answer, name: str) -> dict[str, object]:
    """One field of a form, as Discord would draw it."""
    assert form.form is not None
    (found,) = [
        part["component"]
        for part in form.form["components"]
        if part["component"]["custom_id"] == name
    ]
    return dict(found)


def shown(form: Answer, name: str) -> object:
    return field(form, name).get("value")


def forms() -> Iterator[str]:
    """Return the verb of every form of the program: what `custom_id` makes in a function that
    calls `form`."""
    for file in PROGRAM:
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
            named = {ast.unparse(call.func) for call in calls}
            if "form" not in named:
                continue
            for call in calls:
                if ast.unparse(call.func) == "custom_id":
                    yield str(ast.literal_eval(call.args[0]))


async def test_every_form_gives_back_what_it_held_when_it_is_refused(hall: Room) -> None:
    """What it was about is gone: the refusal that every form may meet."""
    found = set(forms())
    assert {"postit.form", "action.form", "road.form", "note.form", "react.commented"} <= found
    assert len(found) > 20
    verbs = hall.stage.bot.router.verbs
    lost = []
    # An invitation is a secret: it is shown to nobody again.
    for verb in sorted(found - {"network.paste"}):
        arguments = ["1"] * verbs[verb].least
        sent = ":".join((verb, *arguments))
        answer = await send_form(hall, hall.lead, sent, {"words": WORDS, "others": OTHERS})
        if not (answer.private and f"{WORDS}\n{OTHERS}" in "\n".join(all_of(answer))):
            lost.append(sent)
    assert lost == []


async def test_a_form_that_no_one_answers_any_more_is_given_back_too(hall: Room) -> None:
    answer = await send_form(hall, hall.lead, "some.form:1", {"words": WORDS})
    assert answer.text.startswith(fr("button.unknown"))
    assert WORDS in answer.text


async def test_an_action_that_was_refused_is_in_the_next_form_with_its_owner(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.play("essai", "actions")
    refused = await awa.fill(
        await awa.press(hall.card, "action.add"),
        what=WORDS,
        member=[ben.member],
        due="bientôt",
        first_step=OTHERS,
    )
    again = await awa.press(refused, label=fr("button.fix"))
    assert (shown(again, "what"), shown(again, "due")) == (WORDS, "bientôt")
    assert shown(again, "first_step") == OTHERS
    assert field(again, "member")["default_values"] == [{"id": ben.id, "type": "user"}]
    elsewhere = await ben.press(hall.card, "action.add")
    assert shown(elsewhere, "what") is None, "only to the one who wrote it"
    await awa.fill(again, what=WORDS, member=[ben.member], due="15/01/2027")
    assert shown(await awa.press(hall.card, "action.add"), "what") is None, "it is kept"


async def test_a_milestone_that_was_refused_is_in_the_next_form_with_its_place(hall: Room) -> None:
    await hall.play("atelier", "roadmap", scenario="adere-2032.fr")
    step = hall.open_step()["id"]
    written: dict[str, str | list[str]] = {
        "statement": WORDS + "!" * 300,
        "year": ["2030"],
        "dimension": ["Gouvernance"],
        "who": OTHERS,
    }
    refused = await send_form(hall, hall.lead, f"road.form:{step}:::", written)
    again = await hall.lead.press(refused, label=fr("button.fix"))
    assert shown(again, "statement") == (WORDS + "!" * 300)[:300], "as much as the field takes"
    assert WORDS + "!" * 300 in refused.text
    assert shown(again, "who") == OTHERS
    chosen = [option for option in field(again, "year")["options"] if option.get("default")]  # type: ignore[attr-defined]
    assert [option["value"] for option in chosen] == ["2030"]


async def test_a_note_and_a_question_wait_in_the_next_form(hall: Room) -> None:
    await hall.play("essai", "discuss")
    step = hall.open_step()["id"]
    refused = await send_form(hall, hall.lead, f"note.form:{step}", {"note": "n" * 1001})
    again = await hall.lead.press(refused, label=fr("button.fix"))
    assert shown(again, "note") == "n" * 1000


async def test_a_comment_sent_once_the_session_is_over_comes_back(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    await hall.write(awa, "un four")
    await hall.go("reveal")
    wall = await awa.press(hall.card, "wall.read")
    first = next(iter(options(wall, "react.pick")))
    form = await awa.press(await awa.choose(wall, "react.pick", first), "react.comment")
    await hall.end()
    late = await awa.fill(form, comment=WORDS)
    assert late.text.startswith(fr("session.ended"))
    assert WORDS in late.text


def test_what_was_refused_is_bounded_and_the_oldest_is_let_go() -> None:
    held = RefusedForms(most=2)
    for person in (1, 2, 3):
        held.keep(person, "note.form:1", {"note": WORDS})
    assert [person for person, _ in held.kept] == [2, 3]


def test_what_was_chosen_in_a_form_is_chosen_again_and_a_text_in_it_is_left_alone() -> None:
    pair = [option("Un", "1"), option("Deux", "2")]
    held = RefusedForms()
    held.keep(1, "any.form", {"one": ["2"], "some": ["1", "2"]})
    shown = held.fill(
        1,
        layout.form(
            "Titre",
            "any.form",
            "Un texte qu'on lit",
            layout.radio_field("one", "Un seul", pair),
            layout.ticks_field("some", "Plusieurs", pair),
        ),
    )
    text, one, some = shown.to_dict()["components"]
    assert text["content"] == "Un texte qu'on lit"
    assert [o.get("default", False) for o in one["component"]["options"]] == [False, True]
    assert [o.get("default", False) for o in some["component"]["options"]] == [True, True]
