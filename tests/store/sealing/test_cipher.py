from __future__ import annotations

import secrets

from hypothesis import given
from hypothesis import strategies as st

from bot.store.sealing import cipher

KEYS = st.binary(min_size=cipher.KEY, max_size=cipher.KEY)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@given(KEYS, KEYS, TEXTS)
def test_a_text_opens_with_its_key_and_with_no_other(key: bytes, other: bytes, text: str) -> None:
    closed = cipher.close(key, text, 64)
    assert cipher.opened(key, closed) == text
    if other != key:
        assert cipher.opened(other, closed) is None
    at = secrets.randbelow(len(closed))
    changed = closed[:at] + bytes([closed[at] ^ 1]) + closed[at + 1 :]
    assert cipher.opened(key, changed) is None
    assert cipher.opened(key, closed[:at]) is None


@given(KEYS, TEXTS, TEXTS)
def test_its_length_tells_no_more_than_a_power_of_two(key: bytes, one: str, other: str) -> None:
    lengths = {len(cipher.close(key, text, 2048)) for text in (one, other)}
    assert len(lengths) == 1
    longer = len(cipher.close(key, "x" * 2048, 2048)) - len(cipher.close(key, "", 2048))
    assert longer == 2048


@given(KEYS, TEXTS)
def test_closed_twice_it_is_never_the_same(key: bytes, text: str) -> None:
    assert cipher.close(key, text, 64) != cipher.close(key, text, 64)
