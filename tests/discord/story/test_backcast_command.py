"""Preparing a scenario in Discord, as a facilitator does on a phone, and telling it to the room."""

from __future__ import annotations

from typing import Any

import pytest

from bot.i18n import catalogue
from bot.rehearsal.notes import few_notes
from bot.rehearsal.plays.scenario import load_prepared, prepare
from bot.rehearsal.stage import Answer, Person, text_of
from bot.workshop.language import Language
from bot.workshop.story.scenario_file import write_scenario
from bot.workshop.story.sketch import Sketch
from tests.builders import scenario
from tests.discord.acting import Room, all_of, buttons, en, fr, ids_of, options, rows
from tests.discord.checking import FORM, callback_of
from tests.discord.described import problems
from tests.discord.forging import press_id
from tests.discord.test_requests import needs_description

OPENING = (
    "Nous sommes en mai 2036, dans la cour des Tilleuls. Il y a des tables dehors, des enfants qui"
    " courent, et une odeur de pain. Presque tout le village est venu, et personne ne sait plus qui"
    " a invité qui. Quelqu'un demande le silence."
)
QUESTION = "Regardez en arrière : par quelles étapes êtes-vous passé·es ?"
ANCHORS = {
    "2033": ("Le four commun", "On a rallumé le four. La première fournée a brûlé."),
    "2029": ("L'hiver sans bus", "Il neigeait, et douze voisines se sont relayées."),
}
NOTES = "Quelques notes de piano, puis des rires."
SLUG = "les-tilleuls-en-2036"


SOUND = ("Mélodie du four.wav", few_notes())


async def begun(hall: Room, who: Person | None = None, **changes: Any) -> Answer:
    """Have someone start a scenario; return their workbench."""
    given: dict[str, Any] = {
        "title": "Les Tilleuls en 2036",
        "organisation": "Les Tilleuls",
        "origin": 2026,
        "horizon": 2036,
        "language": "fr",
        **changes,
    }
    return await (who or hall.lead).command(hall.channel, "backcast new", **given)


async def told(
    who: Person, bench: Answer, opening: str = OPENING, question: str = QUESTION
) -> Answer:
    form = await who.press(bench, "backcast.story")
    return await who.fill(form, opening=opening, question=question)


async def anchored(who: Person, bench: Answer, year: str, title: str, text: str) -> Answer:
    form = await who.press(bench, "backcast.anchor_add")
    return await who.fill(form, year=year, title=title, text=text)


async def awarded(who: Person, bench: Answer, name: str, text: str) -> Answer:
    form = await who.press(bench, "backcast.award")
    return await who.fill(form, name=name, text=text)


async def written(hall: Room, who: Person | None = None) -> Answer:
    """Have someone write a whole scenario, form by form; return their workbench."""
    who = who or hall.lead
    bench = await told(who, await begun(hall, who))
    for year, (title, text) in ANCHORS.items():
        bench = await anchored(who, bench, year, title, text)
    bench = await awarded(who, bench, "Village du bon pain 2036", "Dix ans à pétrir ensemble.")
    return await who.press(bench, "backcast.usual")


def marks(bench: Answer) -> str:
    """The marks of the list: what is there, what is to be written or mended, what is optional."""
    found = [line[0] for line in bench.text.split("\n") if line[:1] in "✅⬜⚠▫" and "**" in line]
    return "".join(found)


def default(form: Answer, name: str) -> str | None:
    """What a field holds before the person writes."""
    assert form.form is not None
    fields = [label["component"] for label in form.form["components"]]
    (value,) = [field.get("value") for field in fields if field["custom_id"] == name]
    assert value is None or isinstance(value, str)
    return value


def offered(hall: Room, who: Person, command: str = "session new", written: str = "") -> Any:
    return who.member.autocomplete(hall.channel, command, "scenario", written)


def kept(hall: Room) -> list[Sketch]:
    found = rows(hall.path, "SELECT sketch FROM scenarios ORDER BY id")
    return [Sketch.model_validate_json(row["sketch"]) for row in found]


async def test_a_scenario_is_prepared_on_a_phone_and_told_to_the_room(hall: Room) -> None:
    bench = await begun(hall)
    assert fr("backcast.welcome") in bench.text
    assert bench.private
    assert marks(bench) == "⬜⬜⬜▫⬜▫"

    form = await hall.lead.press(bench, "backcast.story")
    assert default(form, "question") == fr("backcast.usual_question", origin=2026, horizon=2036)
    bench = await hall.lead.fill(form, opening=OPENING, question=QUESTION)
    assert marks(bench) == "✅✅⬜▫⬜▫"
    for year, (title, text) in ANCHORS.items():
        bench = await anchored(hall.lead, bench, year, title, text)
    assert "2029 L'hiver sans bus, 2033 Le four commun" in bench.text, "in the order of the years"

    checked = await hall.lead.press(bench, "backcast.check")
    assert fr.n("backcast.lacking", 1) in checked.text
    assert fr("sketch.dimensions") in checked.text.split("🧭")[0]
    assert fr("advice.no_award") in checked.text
    bench = await hall.lead.press(checked, "backcast.usual")
    assert "backcast.usual" not in str(ids_of(bench, "backcast.usual"))
    bench = await awarded(hall.lead, bench, "Village du bon pain 2036", "Dix ans à pétrir.")
    form = await hall.lead.press(bench, "backcast.media")
    bench = await hall.lead.fill(form, file=SOUND, transcript=NOTES)
    assert marks(bench) == "✅✅✅✅✅✅"
    checked = await hall.lead.press(bench, "backcast.check")
    assert checked.text.startswith(f"✅ {fr('backcast.complete')}")
    assert "💡" not in checked.text

    shown = await hall.lead.press(bench, "backcast.preview")
    previewed = all_of(shown)
    bench = await hall.lead.press(bench, "backcast.save")
    assert fr("backcast.saved") in bench.text
    assert fr("backcast.is_saved") in bench.text

    (first, *_) = await offered(hall, hall.lead)
    assert (first["name"], first["value"]) == ("Les Tilleuls en 2036 (français)", SLUG)
    await hall.play("atelier", "story", scenario=SLUG)
    await hall.stage.later(600)
    story = [text for text in hall.texts if fr("story.fiction") in text and text.startswith("## ")]
    assert story[0].startswith(f"## 2036\n{OPENING}")
    assert story[1].startswith("## 2029 · L'hiver sans bus\n")
    assert story[2].startswith("## 2033 · Le four commun\n")
    assert any(text.startswith("## 🏅 Village du bon pain 2036") for text in story)
    assert all(text in previewed for text in story), "the preview is what the room reads"
    await hall.go("collect")
    assert QUESTION in text_of(hall.card)


async def test_a_preview_is_private_and_has_the_certificate_and_the_sound(hall: Room) -> None:
    bench = await written(hall)
    form = await hall.lead.press(bench, "backcast.media")
    bench = await hall.lead.fill(form, file=SOUND, transcript=NOTES)
    before = len(hall.texts)
    shown = await hall.lead.press(bench, "backcast.preview")
    texts = all_of(shown)
    assert len(hall.texts) == before, "the room sees nothing of it"
    assert texts[1].startswith(f"## 2036\n{OPENING}")
    assert QUESTION in texts[-1]
    assert fr("usual.governance") in texts[-1]
    names = [a.filename for message in shown.result.followups for a in message.attachments]
    assert names == ["melodie-du-four.wav", "certificat.png"]
    (sounding,) = [m for m in shown.result.followups if m.attachments and not m.components]
    assert sounding.attachments[0].filename == "melodie-du-four.wav", "Discord plays it there"
    assert any(NOTES in text for text in texts)
    bench = await hall.lead.press(shown, "backcast.open")
    assert marks(bench) == "✅✅✅✅✅✅"


async def test_a_picture_is_shown_with_its_words(hall: Room) -> None:
    bench = await begun(hall)
    form = await hall.lead.press(bench, "backcast.media")
    picture = ("Cour.PNG", b"\x89PNG\r\n\x1a\n" + bytes(50))
    bench = await hall.lead.fill(form, file=picture, transcript="Une cour pleine de tables.")
    shown = await hall.lead.press(bench, "backcast.preview")
    (message,) = [m for m in shown.result.followups if m.attachments]
    (picture_shown,) = message.attachments
    assert picture_shown.filename == "cour.png"
    assert picture_shown.description == "Une cour pleine de tables."
    assert any("Une cour pleine de tables." in text for text in all_of(shown))


async def test_an_empty_draft_can_be_looked_at_too(hall: Room) -> None:
    shown = await hall.lead.press(await begun(hall), "backcast.preview")
    assert fr("backcast.preview") in all_of(shown)[0]
    refused = await hall.lead.press(shown, "backcast.open")
    refused = await hall.lead.press(refused, "backcast.save")
    assert fr.n("backcast.lacking", 4) in refused.text
    assert await offered(hall, hall.lead, written="Tilleuls") == []
    refused = await hall.lead.press(refused, "backcast.export")
    assert fr.n("backcast.lacking", 4) in refused.text
    refused = await hall.lead.command(hall.channel, "backcast export", scenario=SLUG)
    assert fr.n("backcast.lacking", 4) in refused.text


async def test_whoever_reads_english_prepares_in_english_for_a_french_room(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    bench = await begun(hall, ben)
    assert en("backcast.is_draft") in bench.text
    assert buttons(bench)[0] == en("button.backcast_story")
    form = await ben.press(bench, "backcast.story")
    assert default(form, "question") == fr("backcast.usual_question", origin=2026, horizon=2036)
    bench = await ben.press(bench, "backcast.usual")
    assert fr("usual.project") in bench.text, "what the room reads is in its language"
    shown = await ben.press(await told(ben, bench), "backcast.preview")
    assert all_of(shown)[0] == f"👁️ {en('backcast.preview')}"
    assert fr("story.fiction") in all_of(shown)[1]


async def test_a_scenario_in_english_is_offered_in_english(hall: Room) -> None:
    bench = await begun(hall, language="en", title="The Lindens in 2036")
    form = await hall.lead.press(bench, "backcast.story")
    assert default(form, "question") == en("backcast.usual_question", origin=2026, horizon=2036)
    bench = await hall.lead.press(bench, "backcast.usual")
    assert en("usual.relations") in bench.text


# Changing what is there


async def test_title_years_and_language_can_be_changed(hall: Room) -> None:
    bench = await begun(hall, origin=2036, horizon=2026)
    assert fr("fault.horizon", low=2036) in bench.text
    form = await hall.lead.press(bench, "backcast.heading")
    bench = await hall.lead.fill(
        form, title="Autrement", organisation="Nous", origin="20z6", horizon="2050", language=["en"]
    )
    assert fr("backcast.unread_years") in bench.text
    (sketch,) = kept(hall)
    assert (sketch.title, sketch.organisation) == ("Autrement", "Nous")
    assert (sketch.origin, sketch.horizon, sketch.language) == (2036, 2050, Language.ENGLISH)


async def test_an_anchor_is_changed_or_removed_from_the_menu(hall: Room) -> None:
    bench = await written(hall)
    found = options(bench, "backcast.anchor")
    assert list(found.values()) == ["2029 · L'hiver sans bus", "2033 · Le four commun"]
    page = await hall.lead.choose(bench, "backcast.anchor", next(iter(found)))
    assert "douze voisines" in page.text
    form = await hall.lead.press(page, "backcast.anchor_edit")
    assert default(form, "year") == "2029"
    bench = await hall.lead.fill(form, year="vers 2035"[:4], title="Plus tard", text="Il pleuvait.")
    assert fr("backcast.unread_year") in bench.text
    assert "⚠" in marks(bench)
    assert "Plus tard" in bench.text, "what could be read is kept"
    ids = list(options(bench, "backcast.anchor"))
    page = await hall.lead.choose(bench, "backcast.anchor", ids[-1])
    assert fr("sketch.anchors_year", n=2) in page.text
    bench = await hall.lead.press(page, "backcast.anchor_drop")
    assert fr("backcast.anchor_removed") in bench.text
    assert list(options(bench, "backcast.anchor").values()) == ["2033 · Le four commun"]
    again = await press_id(hall, hall.lead, bench, f"backcast.anchor_drop:1:{ids[-1]}")
    assert len(options(again, "backcast.anchor")) == 1
    for verb in ("backcast.anchor_edit", "backcast.anchor"):
        lost = await press_id(hall, hall.lead, bench, f"backcast.anchor_edit:1:{ids[-1]}")
        assert fr("backcast.anchor_gone") in lost.text, verb


async def test_there_is_room_for_eight_anchors(hall: Room) -> None:
    bench = await begun(hall)
    late = await hall.lead.press(bench, "backcast.anchor_add")
    for year in range(2027, 2035):
        bench = await anchored(hall.lead, bench, str(year), f"En {year}", "Un geste.")
    assert ids_of(bench, "backcast.anchor_add") == []
    answer = await hall.lead.fill(late, year="2035", title="De trop", text="Encore un geste.")
    assert fr("backcast.enough_anchors", limit=8) in answer.text
    assert "Encore un geste." in answer.text, "what was written comes back"
    assert len(kept(hall)[0].anchors) == 8


async def test_an_award_is_taken_back_by_emptying_it(hall: Room) -> None:
    bench = await written(hall)
    form = await hall.lead.press(bench, "backcast.award")
    assert default(form, "name") == "Village du bon pain 2036"
    bench = await hall.lead.fill(form, name="", text="")
    assert marks(bench) == "✅✅✅▫✅▫"


async def test_dimensions_are_written_one_a_line(hall: Room) -> None:
    bench = await begun(hall)
    form = await hall.lead.press(bench, "backcast.dimensions")
    bench = await hall.lead.fill(form, dimensions="Le pain : qui pétrit\nLa cour")
    assert "Le pain, La cour" in bench.text
    form = await hall.lead.press(bench, "backcast.dimensions")
    assert default(form, "dimensions") == "Le pain\u00a0: qui pétrit\nLa cour"
    bench = await hall.lead.fill(form, dimensions="Le pain\nle PAIN")
    assert "⚠" in marks(bench)


async def test_dimensions_too_long_for_a_form_keep_their_hints(hall: Room) -> None:
    long = scenario(dimensions=[f"Sujet {n}" for n in range(24)])
    dimensions = [d.model_copy(update={"hint": "x" * 400}) for d in long.dimensions]
    whole = long.model_copy(update={"dimensions": tuple(dimensions)})
    file = ("a.toml", write_scenario(whole).encode())
    bench = await hall.lead.command(hall.channel, "backcast import", file=file)
    form = await hall.lead.press(bench, "backcast.dimensions")
    names = default(form, "dimensions")
    assert names == "\n".join(f"Sujet {n}" for n in range(24))
    await hall.lead.fill(form, dimensions=names.replace("Sujet 23", "Autre"))
    (sketch,) = kept(hall)
    assert [d.hint for d in sketch.dimensions] == ["x" * 400] * 23 + [None]


# Recordings and pictures


async def test_a_recording_comes_by_command_and_its_words_by_a_form(hall: Room) -> None:
    await written(hall)
    bench = await hall.lead.command(hall.channel, "backcast media", scenario=SLUG, file=SOUND)
    assert fr("backcast.media_without_words") in bench.text
    assert fr("button.backcast_transcript") in buttons(bench)
    assert fr("sketch.media_transcript") in (await hall.lead.press(bench, "backcast.check")).text
    form = await hall.lead.press(bench, "backcast.media")
    bench = await hall.lead.fill(form, transcript=NOTES)
    assert marks(bench)[-1] == "✅"
    page = await hall.lead.press(bench, "backcast.media")
    assert NOTES in page.text
    form = await hall.lead.press(page, "backcast.media_edit")
    assert default(form, "transcript") == NOTES
    page = await hall.lead.press(page, "backcast.open")
    page = await hall.lead.press(page, "backcast.media")
    bench = await hall.lead.press(page, "backcast.media_drop")
    assert marks(bench)[-1] == "▫"
    assert rows(hall.path, "SELECT * FROM media") == []


async def test_a_recording_with_its_words_in_one_command(hall: Room) -> None:
    await written(hall)
    bench = await hall.lead.command(
        hall.channel, "backcast media", scenario=SLUG, file=SOUND, transcript=NOTES
    )
    assert fr("backcast.media_kept") in bench.text


@pytest.mark.parametrize(
    ("file", "key"),
    [
        (("a.exe", b"MZ"), "media.kind"),
        (("a.svg", b"<svg/>"), "media.kind"),
        (("a.mp3", b"<html>"), "media.not_what_it_says"),
        (("a.png", b""), "media.empty"),
        (("a.wav", b"RIFF0000WAVE" + bytes(8 * 2**20)), "media.too_large"),
    ],
)
async def test_other_files_are_refused_with_a_sentence(
    hall: Room, file: tuple[str, bytes], key: str
) -> None:
    bench = await begun(hall)
    sentence = fr(key, ending="mp3", limit=8)
    by_command = await hall.lead.command(hall.channel, "backcast media", scenario=SLUG, file=file)
    assert sentence in by_command.text
    form = await hall.lead.press(bench, "backcast.media")
    by_form = await hall.lead.fill(form, file=file, transcript=NOTES)
    assert sentence in by_form.text
    assert NOTES in by_form.text, "the words come back"
    assert kept(hall)[0].media is None
    assert rows(hall.path, "SELECT * FROM media") == []


async def test_words_may_come_before_their_file(hall: Room) -> None:
    bench = await begun(hall)
    form = await hall.lead.press(bench, "backcast.media")
    bench = await hall.lead.fill(form, transcript=NOTES)
    assert "⚠" in marks(bench)
    page = await hall.lead.press(bench, "backcast.media")
    form = await hall.lead.press(page, "backcast.media_edit")
    bench = await hall.lead.fill(form, file=SOUND, transcript=NOTES)
    assert marks(bench)[-1] == "✅"


@pytest.mark.parametrize("language", list(Language))
async def test_the_rehearsal_prepares_a_scenario_and_tells_it(
    hall: Room, language: Language
) -> None:
    t, whole = catalogue(language), load_prepared(language)
    lead = hall.person("Solène", language)
    made = await prepare(lead, hall.channel, whole, t)
    assert t.n("backcast.lacking", 1) in made.checked
    assert t("backcast.is_draft") in made.opened
    assert marks(made.bench) == "✅✅✅✅✅✅"
    assert t("backcast.saved") in made.saved
    assert made.filled != made.saved
    saved = kept(hall)[0].whole()
    assert saved.model_copy(update={"media": None}) == whole
    assert len(all_of(made.preview)) == 1 + 1 + len(whole.anchors) + 2 + 1 + 1
    await hall.play("atelier", "story", scenario=made.name)
    await hall.stage.later(900)
    sent = [a.filename for m in hall.stage.messages(hall.channel) for a in m.attachments]
    assert any(name.endswith(".wav") for name in sent)
    checked = await lead.press(made.bench, label=t("button.backcast_check"))
    assert "💡" not in checked.text, "the demo shows a good example"


@needs_description
async def test_every_request_of_a_preparation_is_as_discord_describes_it(hall: Room) -> None:
    made = await prepare(hall.lead, hall.channel, load_prepared(Language.FRENCH), fr)
    await hall.lead.press(made.bench, "backcast.export")
    await hall.lead.press(made.bench, "backcast.heading")
    page = await hall.lead.choose(made.bench, "backcast.anchor", "1")
    await hall.lead.press(page, "backcast.anchor_edit")
    sent_forms = [callback_of(sent) for sent in hall.stage.env.http_requests]
    forms = [found for found in sent_forms if found is not None and found[0] == FORM]
    assert len(forms) >= 8
    for sent in hall.stage.env.http_requests:
        if not isinstance(sent.json, list):  # the commands are checked with those of a session
            assert problems(sent) == [], f"{sent.method} {sent.path}"


async def test_letters_that_grow_once_cleaned_break_no_message(hall: Room) -> None:
    grows = "\ufb2c" * 1500  # three characters each, once in normal form
    bench = await told(hall.lead, await begun(hall), grows, grows[:500])
    bench = await anchored(hall.lead, bench, "2030", grows[:60], grows)
    bench = await awarded(hall.lead, bench, grows[:60], grows)
    form = await hall.lead.press(bench, "backcast.media")
    bench = await hall.lead.fill(form, file=SOUND, transcript=grows)
    checked = await hall.lead.press(bench, "backcast.check")
    assert fr("fault.long", limit=1500) in checked.text
    await hall.lead.press(bench, "backcast.preview")
    page = await hall.lead.choose(bench, "backcast.anchor", "1")
    await hall.lead.press(page, "backcast.anchor_edit")
    page = await hall.lead.press(await hall.lead.press(page, "backcast.open"), "backcast.media")
    for verb in ("media_edit", "open"):
        await hall.lead.press(page, f"backcast.{verb}")
