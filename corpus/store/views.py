"""Views for people who open the store in Datasette or a database client.

Written in SQL that SQLite and PostgreSQL share. The latest migration that touches them creates
these; the ones before it keep their own copy of what has changed since.
"""

from __future__ import annotations

#: The last decision about each finding and each difference; said so that a database sees how many
#: there are.
_DECIDED = """
    SELECT d.id, d.sha256, d.mark, d.decision, d.note, d.reviewer, d.tick, d.made, d.how
    FROM decisions d
    WHERE NOT EXISTS (
        SELECT 1 FROM decisions l WHERE l.sha256 = d.sha256 AND l.mark = d.mark AND l.id > d.id
    )
"""
#: The decisions that settle a finding: those of decisions.toml, as a test sees to.
SETTLED = "('confirmed', 'explained', 'corrected', 'dismissed')"
#: How many findings of each report are settled, by weight. The outer join loses nothing that
#: counts, and tells PostgreSQL how many rows to expect: of an inner one it thinks that next to
#: nothing meets both conditions. A mark alone is no way in: a thousand findings may have it.
_SETTLED_OF = f"""
    SELECT r.id AS report_id,
           sum(CASE WHEN f.severity = 'mismatch' THEN 1 ELSE 0 END) AS mismatches,
           sum(CASE WHEN f.severity = 'doubt' THEN 1 ELSE 0 END) AS doubts,
           sum(CASE WHEN f.severity = 'rounding' THEN 1 ELSE 0 END) AS roundings,
           sum(CASE WHEN f.severity = 'wording' THEN 1 ELSE 0 END) AS wordings
    FROM ({_DECIDED}) d
    JOIN reports r ON r.sha256 = d.sha256
    LEFT JOIN findings f ON f.mark = d.mark AND f.report_id = r.id
    WHERE d.decision IN {SETTLED}
    GROUP BY r.id
"""
#: That a report stands for all that print the same: it is the first of them.
_IS_FIRST = """
    NOT EXISTS (SELECT 1 FROM reports e WHERE e.content = r.content AND e.id < r.id)
"""
_DECISION = "d.id AS decision_id, d.decision, d.note, d.reviewer, d.tick, d.made, d.how"

#: Those that came with the duties (migration 0004).
DUTY_VIEWS: dict[str, str] = {
    "duties_in_context": """
        SELECT d.id, r.unit, r.year, r.kind, d.state, d.duty, d.rule, d.name, d.name_en, d.page,
               d.quote, d.why, d.why_en, d.of, r.file, d.report_id, r.sha256, r.content
        FROM duties d
        JOIN reports r ON r.id = d.report_id
    """,
    "duty_summary": f"""
        SELECT d.duty, d.rule, d.name, d.name_en, count(*) AS reports,
               sum(CASE WHEN d.state = 'met' THEN 1 ELSE 0 END) AS met,
               sum(CASE WHEN d.state = 'missing' THEN 1 ELSE 0 END) AS missing,
               sum(CASE WHEN d.state = 'at_odds' THEN 1 ELSE 0 END) AS at_odds,
               sum(CASE WHEN d.state = 'not_applicable' THEN 1 ELSE 0 END) AS not_applicable,
               sum(CASE WHEN d.state = 'not_judged' THEN 1 ELSE 0 END) AS not_judged
        FROM duties d
        JOIN reports r ON r.id = d.report_id
        WHERE {_IS_FIRST}
        GROUP BY d.duty, d.rule, d.name, d.name_en
    """,
}

VIEWS: dict[str, str] = {
    "report_findings": f"""
        SELECT f.id, r.unit, r.year, r.kind, f.severity, f.rule, f.page, f.message, f.message_en,
               f.stated, f.expected, f.formula, f.clause, f.detail, f.detail_en, r.file,
               f.report_id, f.mark, r.sha256, r.content, f.name, {_DECISION},
               coalesce((SELECT min(i.path) FROM files i WHERE i.report_id = r.id), r.file)
                   AS path
        FROM findings f
        JOIN reports r ON r.id = f.report_id
        LEFT JOIN ({_DECIDED}) d ON d.sha256 = r.sha256 AND d.mark = f.mark
    """,
    "settled_of_reports": _SETTLED_OF,
    "unit_summary": f"""
        SELECT r.unit_key AS unit, count(*) AS reports, min(r.year) AS first_year,
               max(r.year) AS last_year, sum(r.mismatches) AS mismatches, sum(r.doubts) AS doubts,
               sum(r.roundings) AS roundings, sum(r.wordings) AS wordings,
               sum(r.claims) AS claims, sum(r.confirmed) AS confirmed,
               sum(r.contradicted) AS contradicted, sum(r.unverifiable) AS unverifiable,
               sum(r.mismatches - coalesce(s.mismatches, 0)) AS open_mismatches,
               sum(r.doubts - coalesce(s.doubts, 0)) AS open_doubts
        FROM reports r
        LEFT JOIN ({_SETTLED_OF}) s ON s.report_id = r.id
        WHERE {_IS_FIRST}
        GROUP BY r.unit_key
    """,
    "rule_summary": f"""
        SELECT f.rule, f.severity, count(*) AS findings, count(DISTINCT f.report_id) AS reports,
               sum(CASE WHEN d.decision IN {SETTLED} THEN 1 ELSE 0 END) AS settled
        FROM findings f
        JOIN reports r ON r.id = f.report_id
        LEFT JOIN ({_DECIDED}) d ON d.sha256 = r.sha256 AND d.mark = f.mark
        GROUP BY f.rule, f.severity
    """,
    "claims_in_context": """
        SELECT c.id, r.unit, r.year, r.kind, c.page, c.subject, c.role, c.direction, c.period,
               c.value, c.unit AS figure_unit, c.verdict, c.formula, c.expected, s.section,
               s.text AS sentence, r.file, c.report_id
        FROM claims c
        JOIN sentences s ON s.id = c.sentence_id
        JOIN reports r ON r.id = c.report_id
    """,
    "cells_in_context": """
        SELECT c.id, r.unit, r.year, r.kind, t.title, c.page, c.code, c.row, c."column", c.text,
               c.value, c.unit AS figure_unit, r.file, c.report_id
        FROM cells c
        JOIN tables t ON t.id = c.table_id
        JOIN reports r ON r.id = c.report_id
    """,
    "status_summary": """
        SELECT status, count(*) AS files, sum(bytes) AS bytes, max(seconds) AS slowest,
               max(peak_mb) AS peak_mb
        FROM files
        GROUP BY status
    """,
    "duplicates": """
        SELECT r.content, r.id AS report_id, f.path, r.unit, r.year, r.kind
        FROM reports r
        JOIN files f ON f.report_id = r.id
        WHERE r.content IN (
            SELECT r2.content FROM reports r2 JOIN files f2 ON f2.report_id = r2.id
            GROUP BY r2.content HAVING count(*) > 1
        )
    """,
    "differences_in_context": f"""
        SELECT d.id, r.unit, r.year, r.kind, d.severity, d.rule, d.quantity, d.page, d.stated,
               d.expected, d.unit AS figure_unit, d.message, d.message_en, d.formula, d.clause,
               d.detail, d.detail_en, r.file, o.unit AS other_unit, o.year AS other_year,
               o.kind AS other_kind, d.other_page, o.file AS other_file, d.stated_in,
               d.held_against, d.mark, r.sha256, r.content, {_DECISION.replace("d.", "c.")},
               coalesce((SELECT min(i.path) FROM files i WHERE i.report_id = r.id), r.file)
                   AS path,
               coalesce((SELECT min(i.path) FROM files i WHERE i.report_id = o.id), o.file)
                   AS other_path
        FROM differences d
        JOIN reports r ON r.id = d.stated_in
        JOIN reports o ON o.id = d.held_against
        LEFT JOIN ({_DECIDED}) c ON c.sha256 = r.sha256 AND c.mark = d.mark
    """,
    "department_units": """
        SELECT m.id, r.unit, r.year, r.kind, m.name AS member,
               CASE WHEN m.itself THEN 'itself' WHEN m.merged THEN 'merged' ELSE 'unit' END AS role,
               m.page, r.file, m.report_id
        FROM members m
        JOIN reports r ON r.id = m.report_id
    """,
}
