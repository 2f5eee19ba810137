"""The shipped recipes and scenarios, and what is said of files that are wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.library import DATA, Library, LibraryError


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped files, to break."""
    for folder in ("recipes", "scenarios"):
        shutil.copytree(DATA / folder, tmp_path / folder)
    return tmp_path


def mistakes(data: Path) -> list[str]:
    with pytest.raises(LibraryError) as caught:
        Library.load(data)
    return str(caught.value).splitlines()


def test_everything_shipped_is_loaded_under_the_name_of_its_file() -> None:
    library = Library.load()
    assert set(library.recipes) == {file.stem for file in (DATA / "recipes").iterdir()}
    assert set(library.scenarios) == {file.stem for file in (DATA / "scenarios").iterdir()}
    assert "backcasting" in library.recipes
    assert {"adere-2032.fr", "adere-2032.en"} <= set(library.scenarios)


def test_only_toml_files_are_read(data: Path) -> None:
    (data / "recipes" / "notes.txt").write_text("not a recipe")
    assert Library.load(data) == Library.load()


def test_the_mistakes_of_all_files_are_told_at_once(data: Path) -> None:
    meteo = data / "recipes" / "meteo.toml"
    meteo.write_text(meteo.read_text(encoding="utf-8").replace("minutes", "minuts"), "utf-8")
    (data / "recipes" / "latin.toml").write_bytes("title = 'été'".encode("latin-1"))
    (data / "scenarios" / "unfinished.fr.toml").write_text("title = ")
    (data / "scenarios" / "empty.fr.toml").write_text("")
    lines = mistakes(data)
    assert all(line.count(": ") >= 2 for line in lines)
    wrong = {line.split(": ")[0] for line in lines}
    assert wrong == {
        "recipes/meteo.toml",
        "recipes/latin.toml",
        "scenarios/unfinished.fr.toml",
        "scenarios/empty.fr.toml",
    }
    assert "recipes/latin.toml: file: should be UTF-8" in lines
    assert "recipes/meteo.toml: steps[1].minuts: unknown key" in lines
    assert "recipes/meteo.toml: steps[1].minutes: this key is missing" in lines
    assert "scenarios/empty.fr.toml: horizon: this key is missing" in lines
