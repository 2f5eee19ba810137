"""The files of `data/`: all of them load, tell the same in both languages, and fail helpfully."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.library import Library
from bot.rehearsal.script import Script, ScriptedPostIt
from bot.workshop.errors import DataError
from bot.workshop.kinds import Collect
from bot.workshop.language import Language
from bot.workshop.postits.tense import suggests_past
from bot.workshop.roadmap.grid import Gap, Milestone, gaps
from bot.workshop.sessions.recipe import Aim, read_recipe
from bot.workshop.story.scenario import Scenario, read_scenario
from bot.workshop.themes.likeness import alike, plain

DATA = Path(__file__).parents[1] / "data"
RECIPES = sorted((DATA / "recipes").glob("*.toml"))
SCENARIOS = sorted((DATA / "scenarios").glob("*.toml"))
REHEARSALS = sorted((DATA / "rehearsals").glob("*.toml"))


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def scenario_of(path: Path) -> Scenario:
    return read_scenario(text_of(path), path.name)


def rehearsal_of(path: Path) -> Script:
    return Script.model_validate(tomllib.loads(text_of(path)))


def theme_of(postit: ScriptedPostIt, script: Script) -> int | None:
    """Return the rank of the theme of a post-it; None when it belongs in none."""
    return None if postit.theme is None else script.themes.index(postit.theme)


def pairs(paths: list[Path]) -> list[tuple[Path, Path]]:
    """Return (French, English) for each name such as `adere-2032`; a twin may not exist."""
    names = sorted({path.name.removesuffix(".toml").rsplit(".", 1)[0] for path in paths})
    folder = paths[0].parent
    return [(folder / f"{name}.fr.toml", folder / f"{name}.en.toml") for name in names]


def by_name(path: Path) -> str:
    return path.name


# Recipes


def test_the_first_recipes_are_shipped() -> None:
    assert {
        "backcasting.toml",
        "brainstorm.toml",
        "keep-drop-try.toml",
        "meteo.toml",
        "speedboat.toml",
    } <= {p.name for p in RECIPES}


@pytest.mark.parametrize(
    ("name", "marks", "typed", "columns"),
    [
        ("keep-drop-try", ["+", "-", "?"], True, ("Garder", "Jeter", "Essayer")),
        ("speedboat", [], False, ("L'île", "Le vent", "L'ancre", "Les récifs")),
    ],
)
def test_two_recipes_collect_in_columns(
    name: str, marks: list[str], typed: bool, columns: tuple[str, ...]
) -> None:
    recipe = read_recipe(text_of(DATA / "recipes" / f"{name}.toml"), name)
    step = recipe.steps[0]
    assert isinstance(step, Collect)
    assert (step.typed, step.silent) == (typed, not typed)
    assert list(step.marked(Language.FRENCH)) == marks
    heads = tuple(column.split("\u00a0: ")[0] for column in step.column_names(Language.FRENCH))
    assert heads == columns
    assert recipe.steps[-1].kind == "actions"


@pytest.mark.parametrize("path", RECIPES, ids=by_name)
def test_recipe_loads_and_each_collection_has_a_question(path: Path) -> None:
    recipe = read_recipe(text_of(path), path.name)
    if not recipe.needs_scenario:
        collections = [step for step in recipe.steps if isinstance(step, Collect)]
        assert all(step.prompt is not None for step in collections)


@pytest.mark.parametrize("path", RECIPES, ids=by_name)
def test_step_titles_are_short_and_invitations_brief(path: Path) -> None:
    for step in read_recipe(text_of(path), path.name).steps:
        for language in Language:
            assert len(step.title[language]) <= 40
            assert len(step.invite[language]) <= 250


@pytest.mark.parametrize("path", RECIPES, ids=by_name)
def test_a_shipped_recipe_says_what_it_is_for_for_how_many_and_when_in_one_sentence(
    path: Path,
) -> None:
    recipe = read_recipe(text_of(path), path.name)
    assert recipe.aim is not None
    assert recipe.people is not None
    assert recipe.when is not None
    for language in Language:
        told = recipe.when[language]
        assert len(told) <= 160
        assert told.endswith(".")
        assert ". " not in told, "one sentence"
        assert (" pas " if language is Language.FRENCH else " not ") in told, "and when not to"


def test_there_is_a_recipe_for_every_aim() -> None:
    assert {read_recipe(text_of(path), path.name).aim for path in RECIPES} == set(Aim)


@pytest.mark.parametrize("path", RECIPES, ids=by_name)
def test_french_signs_keep_to_their_word(path: Path) -> None:
    told = json.loads(read_recipe(text_of(path), path.name).model_dump_json())

    def french(found: object) -> Iterator[str]:
        if isinstance(found, dict):
            yield from [found["fr"]] if set(found) == {"fr", "en"} else french([*found.values()])
        elif isinstance(found, list):
            for each in found:
                yield from french(each)

    assert [text for text in french(told) if re.search(r" [?!;:»]|« ", text)] == []


def test_backcasting_goes_from_the_story_to_the_actions() -> None:
    recipe = read_recipe(text_of(DATA / "recipes" / "backcasting.toml"), "backcasting.toml")
    assert recipe.needs_scenario
    assert [(step.kind, step.minutes) for step in recipe.steps] == [
        ("story", 8),
        ("collect", 15),
        ("reveal", 8),
        ("group", 10),
        ("vote", 8),
        ("roadmap", 15),
        ("vote", 5),
        ("discuss", 10),
        ("actions", 12),
    ]


# Scenarios


@pytest.mark.parametrize(("french", "english"), pairs(SCENARIOS), ids=by_name)
def test_scenario_has_the_same_frame_in_both_languages(french: Path, english: Path) -> None:
    fr, en = scenario_of(french), scenario_of(english)
    assert (fr.language, en.language) == (Language.FRENCH, Language.ENGLISH)
    assert (fr.origin, fr.horizon) == (en.origin, en.horizon)
    assert [anchor.year for anchor in fr.anchors] == [anchor.year for anchor in en.anchors]
    assert len(fr.dimensions) == len(en.dimensions)
    assert (fr.award is None) == (en.award is None)


@pytest.mark.parametrize("language", list(Language))
def test_adere_tells_three_short_stories_and_says_that_it_is_fiction(language: Language) -> None:
    scenario = scenario_of(DATA / "scenarios" / f"adere-2032.{language}.toml")
    assert (scenario.origin, scenario.horizon) == (2022, 2032)
    assert [anchor.year for anchor in scenario.anchors] == [2026, 2028, 2030]
    assert all(60 <= len(anchor.text.split()) <= 110 for anchor in scenario.anchors)
    assert len(scenario.dimensions) == 4
    assert "fiction" in scenario.opening


GENERAL = ("ville-2036", "cooperative-2036", "navette-2036")


def words(text: str) -> int:
    """Count words: signs that French sets apart are none."""
    return sum(any(char.isalnum() for char in word) for word in text.split())


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", GENERAL)
def test_a_scenario_of_general_use_is_short_whole_and_says_that_it_is_fiction(
    name: str, language: Language
) -> None:
    path = DATA / "scenarios" / f"{name}.{language}.toml"
    scenario = scenario_of(path)
    assert (scenario.language, scenario.origin, scenario.horizon) == (language, 2026, 2036)
    assert len(scenario.anchors) == 3
    assert all(80 <= words(anchor.text) <= 110 for anchor in scenario.anchors)
    assert 100 <= words(scenario.opening) <= 130
    assert scenario.award is not None
    # A choice of a menu shows a hundred characters of a hint.
    assert [d.hint is not None and len(d.hint) <= 100 for d in scenario.dimensions] == [True] * 4
    header = text_of(path).partition("title =")[0]
    assert all("fiction" in text for text in (header, scenario.opening))


@pytest.mark.parametrize("path", SCENARIOS, ids=by_name)
def test_a_scenario_asks_and_tells_in_the_past(path: Path) -> None:
    scenario = scenario_of(path)
    told = [scenario.question, *(anchor.text for anchor in scenario.anchors)]
    assert [text for text in told if suggests_past(text, scenario.language)] == []
    assert scenario.question.endswith("?")


# Rehearsals


@pytest.mark.parametrize("path", REHEARSALS, ids=by_name)
def test_rehearsal_is_full_and_repeats_nothing(path: Path) -> None:
    rehearsal = rehearsal_of(path)
    assert path.name.endswith(f".{rehearsal.language}.toml")
    assert len(rehearsal.people) == len(set(rehearsal.people)) == 60
    assert rehearsal.facilitator not in rehearsal.people
    texts = [postit.text.casefold() for postit in rehearsal.postits]
    assert len(texts) == len(set(texts)) == 98
    assert (len(rehearsal.milestones), len(rehearsal.notes), len(rehearsal.actions)) == (7, 3, 4)
    for action in rehearsal.actions:
        assert action.owner in rehearsal.people


@pytest.mark.parametrize("path", REHEARSALS, ids=by_name)
def test_rehearsed_postits_are_short_memories_with_clear_favourites(path: Path) -> None:
    postits = rehearsal_of(path).postits
    words = [len(postit.text.split()) for postit in postits]
    assert max(words) <= 25
    assert sum(count < 6 for count in words) <= 4
    assert sum(postit.year is None for postit in postits) == 10
    assert sum(postit.appeal >= 8 for postit in postits) == 8
    assert not [postit for postit in postits if postit.appeal == 7]


@pytest.mark.parametrize("path", REHEARSALS, ids=by_name)
def test_rehearsal_fits_its_scenario(path: Path) -> None:
    rehearsal, scenario = rehearsal_of(path), scenario_of(DATA / "scenarios" / path.name)
    assert rehearsal.language is scenario.language
    assert rehearsal.session_title == scenario.title
    names = {dimension.name for dimension in scenario.dimensions}
    assert {postit.dimension for postit in rehearsal.postits} == names
    dated = {postit.year for postit in rehearsal.postits if postit.year is not None}
    assert dated == set(range(2023, 2032))
    for milestone in rehearsal.milestones:
        origin = rehearsal.postits[milestone.postit]
        assert (milestone.dimension, milestone.year) == (origin.dimension, origin.year)
        assert origin.appeal >= 8
    sources = [milestone.postit for milestone in rehearsal.milestones]
    assert len(sources) == len(set(sources))


@pytest.mark.parametrize("path", REHEARSALS, ids=by_name)
def test_rehearsed_roadmap_shows_a_gap_on_governance(path: Path) -> None:
    rehearsal, scenario = rehearsal_of(path), scenario_of(DATA / "scenarios" / path.name)
    governance = scenario.dimensions[1].name
    placed = [
        Milestone(rank, 1, milestone.year, milestone.dimension, milestone.statement)
        for rank, milestone in enumerate(rehearsal.milestones)
    ]
    found = [gap for gap in gaps(scenario, placed) if gap.dimension == governance]
    assert found == [Gap(governance, 2027, 2029)]
    silent = {p.year for p in rehearsal.postits if p.dimension == governance}
    assert not silent & {2027, 2028, 2029}


@pytest.mark.parametrize("path", REHEARSALS, ids=by_name)
def test_rehearsed_postits_have_two_near_duplicates_and_words_to_gather(path: Path) -> None:
    rehearsal = rehearsal_of(path)
    texts = [postit.text for postit in rehearsal.postits]
    assert [(pair.first, pair.second) for pair in alike(texts)] == [(5, 96), (20, 97)]
    for search in rehearsal.searches:
        assert sum(plain(search.word) in plain(text) for text in texts) >= 4
    assert rehearsal.searches[0].renamed


@pytest.mark.parametrize("path", REHEARSALS, ids=by_name)
def test_rehearsed_postits_belong_in_themes_of_unequal_sizes_and_a_few_in_none(path: Path) -> None:
    rehearsal = rehearsal_of(path)
    belong = Counter(postit.theme for postit in rehearsal.postits)
    assert 2 <= belong.pop(None) <= 5
    assert sorted(belong, key=str) == sorted(rehearsal.themes)
    assert max(belong.values()) >= 2 * min(belong.values())


@pytest.mark.parametrize(
    ("themes", "theme", "said"),
    [
        ("ABCDEF", "G", "no theme of the script is called G"),
        ("ABCDEE", "E", "two themes have the same name"),
        ("ABCDEF", "E", "no post-it belongs in F"),
    ],
)
def test_a_script_says_which_theme_is_wrong(themes: str, theme: str, said: str) -> None:
    whole = rehearsal_of(REHEARSALS[0])
    postits = [postit.model_dump() for postit in whole.postits[:6]]
    for postit, name in zip(postits, "ABCDE" + theme, strict=True):
        postit["theme"] = name
    with pytest.raises(ValueError, match=said):
        Script.model_validate(
            {**whole.model_dump(), "themes": tuple(themes), "postits": tuple(postits)}
        )


@pytest.mark.parametrize(("french", "english"), pairs(REHEARSALS), ids=by_name)
def test_rehearsal_is_the_same_meeting_in_both_languages(french: Path, english: Path) -> None:
    fr, en = rehearsal_of(french), rehearsal_of(english)
    lanes = [
        [d.name for d in scenario_of(DATA / "scenarios" / path.name).dimensions]
        for path in (french, english)
    ]
    assert (fr.facilitator, fr.people) == (en.facilitator, en.people)
    assert [(lanes[0].index(p.dimension), p.year, p.appeal) for p in fr.postits] == [
        (lanes[1].index(p.dimension), p.year, p.appeal) for p in en.postits
    ]
    assert [theme_of(p, fr) for p in fr.postits] == [theme_of(p, en) for p in en.postits]
    assert [m.postit for m in fr.milestones] == [m.postit for m in en.milestones]
    assert [(a.owner, a.due_in_days) for a in fr.actions] == [
        (a.owner, a.due_in_days) for a in en.actions
    ]
    assert not {p.text for p in fr.postits} & {p.text for p in en.postits}


# Broken files

RECIPE = """
title = { fr = "Essai", en = "Trial" }
purpose = { fr = "Essayer.", en = "To try." }

[[steps]]
kind = "reveal"
title = { fr = "Le mur", en = "The wall" }
invite = { fr = "Lisez.", en = "Read." }
minutes = 5

[[steps]]
kind = "vote"
title = { fr = "Le vote", en = "The vote" }
invite = { fr = "Votez.", en = "Vote." }
minutes = 4
budget = 5
cap = 3
"""

SCENARIO = """
title = "Essai"
organisation = "Essai"
language = "fr"
origin = 2022
horizon = 2032
opening = "Nous y sommes."
question = "Comment avez-vous fait ?"
anchors = [{ year = 2026, title = "Un pas", text = "Un premier pas." }]
dimensions = [{ name = "Gouvernance" }, { name = "Services" }]
"""


def problems(text: str, file: str) -> list[tuple[str, str]]:
    """Return what reading the broken `text` complains of; every line names the file."""
    with pytest.raises(DataError) as caught:
        if file.startswith("scenario"):
            read_scenario(text, file)
        else:
            read_recipe(text, file)
    assert caught.value.file == file
    assert all(line.startswith(f"{file}: ") for line in str(caught.value).splitlines())
    return caught.value.problems


def broken(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def test_the_examples_load_before_they_are_broken() -> None:
    assert read_recipe(RECIPE, "recipe.toml").minutes == 9
    assert read_scenario(SCENARIO, "scenario.toml").horizon == 2032


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        ("budget = 5", 'colour = "red"', "steps[2].colour", "unknown key"),
        ("minutes = 5", "", "steps[1].minutes", "this key is missing"),
        ("minutes = 5", "minutes = 0", "steps[1].minutes", "greater than or equal to 0.5"),
        ('kind = "vote"', 'kind = "poll"', "steps[2]", "unknown kind; expected one of 'story', "),
        ('kind = "vote"', "", "steps[2]", "this step needs a kind"),
        ("cap = 3", "cap = 6", "steps[2]", "cap should be at most the budget (5)"),
        ('{ fr = "Lisez.", en = "Read." }', "{}", "steps[1].invite.en", "this key is missing"),
        (', en = "Read."', ', eng = "Read."', "steps[1].invite.eng", "unknown key"),
        ("minutes = 4", "minutes = ", "TOML", "line 15"),
    ],
)
def test_broken_recipe_names_key_and_expectation(
    old: str, new: str, key: str, expected: str
) -> None:
    ((found_key, found),) = problems(broken(RECIPE, old, new), "recipe.toml")
    assert found_key == key
    assert expected in found


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        ("horizon = 2032", "horizon = 2020", "file", "horizon should be later than origin (2022)"),
        ("year = 2026", "year = 2040", "file", "anchors should lie from 2022 to 2032: [2040]"),
        ('"Services"', '"gouvernance"', "file", "dimensions should have different names"),
        ('language = "fr"', 'language = "de"', "language", "'fr' or 'en'"),
        ("question =", "prompt =", "question", "this key is missing"),
        ('title = "Un pas"', "title = ''", "anchors[1].title", "at least 1 character"),
    ],
)
def test_broken_scenario_names_key_and_expectation(
    old: str, new: str, key: str, expected: str
) -> None:
    found = dict(problems(broken(SCENARIO, old, new), "scenario.toml"))
    assert expected in found[key]


def test_what_a_language_lacks_is_read_in_english_else_in_what_there_is() -> None:
    text = broken(RECIPE, ', en = "Read."', ', de = "Lest."')
    first, second = read_recipe(text, "recipe.toml").steps
    assert [first.invite[one] for one in ("fr", "de", "en", "pl")] == [
        "Lisez.",
        "Lest.",
        "Lisez.",
        "Lisez.",
    ]
    assert [second.invite[one] for one in ("fr", "de")] == ["Votez.", "Vote."]


def test_a_scenario_told_by_language_is_one_for_each(tmp_path: Path) -> None:
    text = broken(SCENARIO, 'title = "Essai"', 'title = { fr = "Essai", en = "Trial", de = "X" }')
    text = broken(text, 'language = "fr"\n', "")
    text = broken(text, 'name = "Services"', 'name = { fr = "Services rendus", en = "Services" }')
    text = broken(text, 'text = "Un premier pas."', 'text = { en = "A first step." }')
    for folder in ("recipes", "scenarios"):
        (tmp_path / folder).mkdir()
    (tmp_path / "scenarios" / "essai.toml").write_text(text, encoding="utf-8")
    told = Library.load(tmp_path).scenarios
    assert [(name, one.title) for name, one in told.items()] == [
        ("essai.fr", "Essai"),
        ("essai.en", "Trial"),
    ]
    french = told["essai.fr"]
    assert [one.name for one in french.dimensions] == ["Gouvernance", "Services rendus"]
    assert french.anchors[0].text == "A first step."
    assert french.language is Language.FRENCH


def test_every_mistake_is_told_at_once() -> None:
    text = broken(broken(RECIPE, "minutes = 4", ""), "budget = 5", "dots = 5")
    assert problems(text, "recipe.toml") == [
        ("steps[2].minutes", "this key is missing"),
        ("steps[2].dots", "unknown key"),
    ]
