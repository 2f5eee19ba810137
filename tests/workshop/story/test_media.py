"""Recordings and pictures: what is accepted, under which name."""

from __future__ import annotations

import io
import re
import wave

import pytest
from hypothesis import given

from bot.workshop.errors import Refusal
from bot.workshop.story.media import (
    NAME_LIMIT,
    SAFE_NAME,
    SIZE_LIMIT,
    check_content,
    check_kind,
    is_audio,
    safe_name,
)
from tests.services.room import refused
from tests.workshop.hostile import hostile_texts

# The first bytes of each kind, as their specifications give them.
BEGINNINGS = {
    "mp3": b"\xff\xfb\x90\x64",
    "ogg": b"OggS\x00",
    "opus": b"OggS\x00",
    "wav": b"RIFF\x24\x00\x00\x00WAVEfmt ",
    "m4a": b"\x00\x00\x00\x20ftypM4A ",
    "flac": b"fLaC\x00",
    "png": b"\x89PNG\r\n\x1a\n\x00",
    "jpg": b"\xff\xd8\xff\xe0",
    "jpeg": b"\xff\xd8\xff\xe1",
    "webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
}


def silence() -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(1600))
    return made.getvalue()


@pytest.mark.parametrize("ending", BEGINNINGS)
def test_a_file_is_accepted_under_its_own_ending_only(ending: str) -> None:
    check_content(f"a.{ending.upper()}", BEGINNINGS[ending] + bytes(40))
    for other in BEGINNINGS:
        same = BEGINNINGS[other][:4] == BEGINNINGS[ending][:4] and other in ("ogg", "opus")
        if other == ending or same or {other, ending} == {"jpg", "jpeg"}:
            continue
        with refused("media.not_what_it_says"):
            check_content(f"a.{other}", BEGINNINGS[ending] + bytes(40))


def test_what_the_wave_module_writes_and_a_tagged_mp3_are_accepted() -> None:
    check_content("notes.wav", silence())
    check_content("notes.mp3", b"ID3\x04" + bytes(40))


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>",
        b"MZ\x90\x00",
        b"%PDF-1.7",
        b"\xff\xf1\x50\x80",  # AAC, which is no layer III
        b"\xff\xfb\xf0\x64",  # a bit rate that does not exist
        b"\xff\xfb\x9c\x64",  # a sampling rate that does not exist
        b"\xff",
        b"ID",
        b"RIFF",
    ],
)
def test_another_file_under_a_false_name_is_refused(content: bytes) -> None:
    for ending in BEGINNINGS:
        with refused("media.not_what_it_says"):
            check_content(f"a.{ending}", content)


def test_size_is_checked() -> None:
    beginning = BEGINNINGS["png"]
    check_content("a.png", beginning + bytes(SIZE_LIMIT - len(beginning)))
    with refused("media.too_large"):
        check_content("a.png", beginning + bytes(SIZE_LIMIT - len(beginning) + 1))
    with refused("media.empty"):
        check_content("a.png", b"")


@pytest.mark.parametrize("name", ["a.svg", "a.exe", "png", ".png", "a.png.html", "", "a."])
def test_other_endings_are_refused(name: str) -> None:
    with refused("media.kind"):
        check_kind(name)
    with refused("media.kind"):
        safe_name(name)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Nuit d'été.MP3", "nuit-d-ete.mp3"),
        ("../../etc/passwd.png", "etc-passwd.png"),
        ("صوت.ogg", "media.ogg"),
        ("a" * 200 + ".jpeg", "a" * 75 + ".jpeg"),
        ("-_-.wav", "media.wav"),
    ],
)
def test_names_are_made_plain(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(hostile_texts)
def test_a_name_is_safe_or_refused(name: str) -> None:
    try:
        safe = safe_name(f"{name}.ogg")
    except Refusal:
        assert not name
        return
    assert re.fullmatch(SAFE_NAME, safe)
    assert len(safe) <= NAME_LIMIT
    assert is_audio(safe)
    assert safe_name(safe) == safe
