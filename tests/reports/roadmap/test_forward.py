"""The road told forward: in order, whole or said not to be, nothing added to what people wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import Catalogue, catalogue
from bot.reports.markdown import markdown
from bot.reports.record import SessionRecord
from bot.reports.roadmap.forward import PAGES, pages, whole
from bot.workshop.language import Language
from bot.workshop.roadmap.grid import Milestone
from tests import builders
from tests.reports.builders import WEATHER, action, record

FR, EN = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)
LIMIT = 4000


def road(placed: Sequence[Milestone]) -> SessionRecord:
    return record(told=builders.scenario(anchors=(2026,)), milestones=placed)


CHARTER = replace(
    builders.milestone(2024, "Services", "Les familles ont relu la charte", number=2),
    who="les familles\nAwa",
    enablers="deux soirées",
)
FUND = replace(
    builders.milestone(2029, "Gouvernance", "Le fonds est voté !", number=1, after=[2]),
    obstacles="Une assemblée *houleuse*",
)


def test_it_goes_from_the_origin_to_the_horizon_in_plain_sentences() -> None:
    (page,) = pages(road([FUND, CHARTER]), FR)
    title, lead, *lines = page.split("\n")
    assert title == "## 🛤️ Le chemin, raconté à l'endroit"
    assert "de 2022 à 2032" in lead
    assert "c'est une fiction" in lead
    assert lines == [
        "- **2022** — tout part d'ici.",
        "- **2024** — Les familles ont relu la charte. Grâce à\u00a0: deux soirées."
        " Avec\u00a0: les familles\u202f; Awa.",
        "- *2026 — En 2026 (fiction)*",
        "- **2029** — Le fonds est voté !"
        " Avant cela\u00a0: Les familles ont relu la charte (2024)."
        " Malgré\u00a0: Une assemblée \\*houleuse\\*.",
        "- **2032** — nous y sommes.",
    ]


def test_only_a_road_that_starts_this_year_starts_here() -> None:
    told = road([FUND, CHARTER])
    scenario = told.session.scenario
    assert scenario is not None
    begun = replace(told.session, started_at=datetime(scenario.origin, 3, 4, tzinfo=UTC))
    (page,) = pages(replace(told, session=begun), FR)
    assert "- **2022** — nous sommes ici." in page


def test_it_reads_in_english() -> None:
    (page,) = pages(road([FUND, CHARTER]), EN)
    assert "- **2022** — this is where it starts." in page
    assert (
        "- **2024** — Les familles ont relu la charte. Thanks to: deux soirées."
        " With: les familles; Awa." in page
    )
    assert "Before that: Les familles ont relu la charte (2024)." in page
    assert "- **2032** — we have arrived." in page


def test_the_report_has_the_same_lines() -> None:
    told = road([FUND, CHARTER])
    report = markdown(told, FR)
    body = report.partition(f"## {FR('report.part.forward')}\n\n")[2].partition("\n## ")[0]
    assert body.strip() == whole(told, FR)
    (page,) = pages(told, FR)
    assert page.split("\n")[2:] == whole(told, FR).split("\n")[2:]


def test_without_a_milestone_there_is_nothing_to_tell() -> None:
    assert pages(road([]), FR) == []
    assert whole(road([]), FR) == ""
    assert pages(record(WEATHER), FR) == []
    assert FR("report.part.forward") not in markdown(road([]), FR)


def test_of_many_that_came_before_the_message_names_a_few_and_the_report_all() -> None:
    before = [builders.milestone(2023, "A", f"étape {n}.", number=n) for n in range(1, 7)]
    last = builders.milestone(2030, "A", "Fait.", number=7, after=[m.id for m in before])
    told = road([*before, last])
    (page,) = pages(told, FR)
    (line,) = [line for line in page.split("\n") if "2030" in line]
    assert line.endswith("étape 2 (2023)\u202f; étape 3 (2023)\u202f; …")
    assert "étape 6 (2023)." in whole(told, FR)


def wordy(many: int) -> list[Milestone]:
    long = "Un très long souvenir, avec ses *détours* et ses #coups durs " * 4
    return [
        replace(
            builders.milestone(2023 + n % 9, "Services", f"{n} {long}", number=n),
            who=long,
            enablers=long,
            obstacles=long,
        )
        for n in range(1, many + 1)
    ]


@pytest.mark.parametrize("t", [FR, EN], ids=["fr", "en"])
def test_a_long_road_takes_three_messages_and_says_what_is_left(t: Catalogue) -> None:
    told = road(wordy(40))
    made = pages(told, t)
    assert len(made) == PAGES
    lines = [line for page in made for line in page.split("\n") if line.startswith("- **")]
    told_here = len(lines) - 1  # the origin
    assert made[-1].endswith("-# " + t.n("forward.rest", 40 - told_here))
    assert whole(told, t).count("- **") == 42


@given(st.integers(1, 60), st.sampled_from([FR, EN]))
def test_no_message_passes_the_limit_and_the_order_never_breaks(many: int, t: Catalogue) -> None:
    made = pages(road(wordy(many)), t)
    assert 1 <= len(made) <= PAGES
    assert all(len(page) <= LIMIT for page in made)
    years = [
        int(line.lstrip("-* ")[:4])
        for page in made
        for line in page.split("\n")
        if line.startswith("- ")
    ]
    assert years == sorted(years)


def test_an_action_is_told_with_its_milestone() -> None:
    told = replace(road([CHARTER]), actions=(replace(action("Relire"), milestone_id=CHARTER.id),))
    assert (
        "| Relire — *pour le jalon de 2024\u00a0: Les familles ont relu la charte* |"
        in markdown(told, FR)
    )
    assert "for the milestone of 2024: Les familles" in markdown(told, EN)


def test_a_year_that_carries_a_lot_is_a_fact_of_the_report() -> None:
    crowd = [builders.milestone(2028, "A", number=n) for n in range(1, 7)]
    others = [builders.milestone(year, "A", number=year) for year in (2024, 2030)]
    text = markdown(road([*crowd, *others]), FR)
    assert f"### {FR('report.load.heading')}" in text
    assert FR("report.load.line", year=2028, count=6) in text
    assert FR("report.load.heading") not in markdown(road(others), FR)
