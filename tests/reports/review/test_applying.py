"""What was put right in a summary, wherever it is told: words change, no count does."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import catalogue
from bot.reports.data import as_json
from bot.reports.markdown import markdown
from bot.reports.record import SessionRecord
from bot.reports.review.applying import MENDED, OMITTED, corrected
from bot.reports.review.items import entries
from bot.workshop.language import Language
from bot.workshop.review.correction import Correction, Corrections, Item, Of
from bot.workshop.themes.sorting import Sorting, Theme
from bot.workshop.vote.methods import VoteOn
from bot.workshop.vote.options import Option, Slate
from tests import builders
from tests.reports.builders import action, counted, on_wall, postits, record, without_raw

FR = catalogue(Language.FRENCH)
WALL = postits(["Une chartre", "Le secret de Lou", "Une fête"])
VOTE = counted(WALL, [{1: 3, 2: 2}, {1: 2, 3: 3}, {2: 3}], cap=3)
FULL = replace(
    record(
        told=builders.scenario(),
        postits=WALL,
        votes={"vote": replace(VOTE, options=on_wall(WALL))},
        milestones=[replace(builders.milestone(2030), theme="Mangé", id=7)],
        actions=[action()],
    ),
    sorting=Sorting((Theme(5, "Mangé"),), {post.id: 5 for post in WALL}),
)


def made(*corrections: tuple[Item, str, str | None]) -> Corrections:
    return Corrections(tuple(Correction(*one) for one in corrections))


REWORDED = made(
    (Item(Of.POSTIT, WALL[0].id), "text", "Une charte"),
    (Item(Of.POSTIT, WALL[1].id), "", None),
    (Item(Of.THEME, 5), "name", "Manger"),
    (Item(Of.SESSION, 0), "title", "Les Tilleuls"),
)


def document(told: SessionRecord) -> dict[str, object]:
    return dict(json.loads(as_json(told)))


def test_words_are_put_right_wherever_they_stand() -> None:
    told = corrected(FULL, REWORDED)
    text = markdown(told, FR)
    assert text.startswith("# Les Tilleuls\n")
    assert "Une chartre" not in text
    assert f"Une charte{MENDED}" in text
    assert "Mangé" not in as_json(told)
    assert told.milestones[0].theme == "Manger"
    assert [theme.name for theme in told.sorting.themes] == ["Manger"]


def test_a_theme_on_a_ballot_has_its_new_name_and_how_many_post_its_it_held() -> None:
    plan = VOTE.plan.model_copy(update={"on": VoteOn.THEMES})
    options = Slate((Option(1, "Mangé (3 post-its)", 5), Option(2, "Mangé (bio) (1 post-it)", 6)))
    asked = replace(FULL, votes={1: replace(VOTE, plan=plan, options=options)})
    told = corrected(asked, REWORDED)
    assert [o.label for o in told.votes[1].options] == [
        f"Manger (3 post-its){MENDED}",
        "Mangé (bio) (1 post-it)",
    ]


def test_what_was_left_out_is_counted_and_nowhere_quoted() -> None:
    told = corrected(FULL, REWORDED)
    for written in (markdown(told, FR), as_json(told)):
        assert "secret de Lou" not in written
    assert FR("report.review.out", things=FR.n("review.count.postit", 1)) in markdown(told, FR)
    found = document(told)["corrections"]
    assert isinstance(found, dict)
    assert found["left_out"] == {"postit": 1}
    assert {"of": "postit", "number": WALL[0].number, "fields": ["text"]} in found["reworded"]


def test_no_count_changes_and_the_export_recounts() -> None:
    old = json.loads(as_json(FULL))["votes"][0]
    new = json.loads(as_json(corrected(FULL, REWORDED)))["votes"][0]
    for key in ("result", "ballots", "turnout", "electors"):
        assert new[key] == old[key]
    assert list(new["labels"].values())[:2] == [f"Une charte{MENDED}", OMITTED]


def test_what_is_told_of_ballots_stays_put_right_once_raw_data_is_gone() -> None:
    bare = corrected(without_raw(FULL), REWORDED)
    text = markdown(bare, FR)
    assert "chartre" not in text
    assert "Lou" not in text


def test_nothing_is_said_of_corrections_where_there_are_none() -> None:
    assert "corrections" not in document(FULL)
    assert FR("report.review") not in markdown(FULL, FR)
    assert corrected(FULL, Corrections()) is FULL


@given(st.data())
def test_every_item_may_be_put_right_and_left_out_together(data: st.DataObject) -> None:
    items = [e.item for found in entries(FULL, (), ()).values() for e in found]
    corrections = [
        Correction(item, field, data.draw(st.text(min_size=1, max_size=20)))
        for item in items
        for field in item.fields
        if data.draw(st.booleans())
    ]
    corrections += [
        Correction(item, "") for item in items if item.may_leave and data.draw(st.booleans())
    ]
    told = corrected(FULL, Corrections(tuple(corrections)))
    document(told)
    markdown(told, FR)
    assert told.votes.keys() == FULL.votes.keys()
    assert [v.outcome for v in told.votes.values()] == [v.outcome for v in FULL.votes.values()]
