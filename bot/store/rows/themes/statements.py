"""The statements of a round of sorting together."""

from __future__ import annotations

OF_SESSION = "step_id IN (SELECT id FROM steps WHERE session_id = ?)"
UNDER_WAY = "SELECT * FROM sorting_rounds WHERE step_id = ? AND told IS NULL"
KEY = "SELECT key FROM keys WHERE purpose = 'sorting' AND ref = ?"
IN_HAND = (
    "SELECT (SELECT held FROM handfuls WHERE step_id = ?1 AND sorter = ?2) AS held,"
    " (SELECT answered FROM handfuls WHERE step_id = ?1 AND sorter = ?2) AS answered,"
    " EXISTS (SELECT 1 FROM sorters_aside WHERE step_id = ?1 AND sorter = ?2) AS aside"
)
THEMES = "SELECT id, name FROM themes WHERE session_id = ? ORDER BY id"
# The wall without what stands in a theme, and without what the facilitators took out of all.
UNDECIDED = (
    "SELECT p.id FROM postits AS p"
    " WHERE p.session_id = ?1 AND p.number IS NOT NULL AND p.hidden IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM theme_postits AS t WHERE t.postit_id = p.id)"
    " AND NOT EXISTS (SELECT 1 FROM sorting_by_hand AS h"
    " WHERE h.postit_id = p.id AND h.step_id = ?2)"
)
OWN = "SELECT id FROM postits WHERE session_id = ? AND author = ?"
COUNTED = (
    "FROM sorting_answers AS a WHERE a.step_id = ?1"
    " AND a.sorter NOT IN (SELECT sorter FROM sorters_aside WHERE step_id = ?1)"
)
OF_UNDECIDED = (
    f"SELECT a.postit_id, a.theme_id, a.word, a.sorter = ?2 AS mine {COUNTED}"
    " AND NOT EXISTS (SELECT 1 FROM theme_postits AS t WHERE t.postit_id = a.postit_id)"
)
HELD = (
    "SELECT j.value AS postit, count(*) AS hands FROM handfuls AS h, json_each(h.held) AS j"
    " WHERE h.step_id = ? AND h.sorter <> ? AND h.dealt_at > ? GROUP BY j.value"
)
PUT = (
    "INSERT INTO sorting_answers VALUES (?, ?, ?, ?, ?) ON CONFLICT (step_id, sorter, postit_id)"
    " DO UPDATE SET theme_id = excluded.theme_id, word = excluded.word"
)
ON_WALL = (
    "SELECT p.id, t.theme_id AS place, EXISTS (SELECT 1 FROM sorting_by_hand AS h"
    " WHERE h.postit_id = p.id AND h.step_id = ?2) AS by_hand"
    " FROM postits AS p LEFT JOIN theme_postits AS t ON t.postit_id = p.id"
    " WHERE p.id IN (SELECT value FROM json_each(?1)) AND p.session_id = ?3"
    " AND p.number IS NOT NULL AND p.hidden IS NULL"
)
OF_POSTITS = (
    "SELECT a.postit_id, a.theme_id, a.word, a.sorter FROM sorting_answers AS a"
    " WHERE a.postit_id IN (SELECT value FROM json_each(?1)) AND a.step_id = ?2 AND NOT EXISTS"
    " (SELECT 1 FROM sorters_aside AS s WHERE s.step_id = a.step_id AND s.sorter = a.sorter)"
)
GIVEN = (
    "SELECT count(*) FROM sorting_answers WHERE step_id = ? AND sorter = ?"
    " AND (word IS NOT NULL OR theme_id IN (SELECT value FROM json_each(?)))"
)
