"""A store of many reports that nobody read: rows by the thousand, spread as those of real ones, in
words that SQLite and PostgreSQL share."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, Engine, text

from corpus.store.models import ROOM

#: What each report has of a kind; real ones have more of all but the order is theirs.
FINDINGS, CELLS, CLAIMS, SENTENCES = 6, 40, 20, 12
_MOST = 40


def _one_of(number: str, *values: str) -> str:
    """One of some words by turns."""
    cases = " ".join(f"WHEN {n} THEN '{value}'" for n, value in enumerate(values))
    return f"CASE ({number}) % {len(values)} {cases} END"


def _text(number: str) -> str:
    return f"CAST({number} AS TEXT)"


_N = _text("n")
_SHA = f"md5({_N}) || md5({_text('n + 1')})"
_STATEMENTS = (
    """
    INSERT INTO scans (folder, version, workers, time_limit, memory_limit, started, state)
    VALUES ('x', '1', 1, 1, 1, CURRENT_TIMESTAMP, 'finished')
    """,
    f"""
    INSERT INTO reports (id, sha256, version, file, content, unit, unit_key, unit_from, year,
        year_from, kind, kind_from, level, level_from, pages, pages_unread, claims, confirmed,
        contradicted, unverifiable, mismatches, roundings, wordings, doubts, missing, unchecked,
        members)
    SELECT n, {_SHA}, '1', {_N} || '.pdf', {_SHA}, '单位' || {_text("n / 8")},
        '单位' || {_text("n / 8")}, 'cover', 2018 + n % 8, 'cover',
        {_one_of("n", "final", "budget")}, 'cover', '部门', 'cover', 20, 0, 100, 80, 1, 19, n % 3,
        1, 1, n % 2, 2, '[]', ''
    FROM crowd WHERE n <= :reports
    """,
    f"""
    INSERT INTO files (key, path, bytes, sha256, version, status, message, seconds, cpu_seconds,
        peak_mb, attempts, scan_id, report_id, read_at)
    SELECT 'f/' || {_N} || '.pdf', 'f/' || {_N} || '.pdf', 1, {_SHA}, '1',
        CASE WHEN n <= :reports THEN 'read' ELSE 'crashed' END, '', 1, 1, 1, 1,
        (SELECT max(id) FROM scans), CASE WHEN n <= :reports THEN n END, CURRENT_TIMESTAMP
    FROM crowd
    """,
    """
    INSERT INTO tables (id, report_id, name, title, number, unit, pages, rows, columns)
    SELECT n * :room + k, n, 't' || k, '收入支出决算总表', '', '万元', '1', 10, 4
    FROM crowd, several WHERE n <= :reports AND k <= 4
    """,
    f"""
    INSERT INTO cells (id, report_id, table_id, page, bbox, row, "column", code, text, value, unit,
        fen)
    SELECT n * :room + k, n, n * :room + 1 + k % 4, 1, '[0, 0, 1, 1]', '教育支出', '合计',
        {_text("2010000 + k")}, {_text("n * 7919 + k")}, {_text("n * 7919 + k")}, '万元',
        (n * 7919 + k) * 1000000
    FROM crowd, several WHERE n <= :reports AND k <= {CELLS}
    """,
    f"""
    INSERT INTO sentences (id, report_id, page, kind, section, text)
    SELECT n * :room + k, n, 1, 'sentence', '一、收入', md5({_text("n * 31 + k")}) || '万元'
    FROM crowd, several WHERE n <= :reports AND k <= {SENTENCES}
    """,
    f"""
    INSERT INTO claims (id, report_id, name, sentence_id, page, bbox, text, value, unit, fen, kind,
        role, subject, period, verdict)
    SELECT n * :room + k, n, 'c' || k, n * :room + 1 + k % {SENTENCES}, 1 + k % 5,
        '[0, 0, 1, 1]', {_text("n * 7919 + k")}, {_text("n * 7919 + k")}, '万元',
        (n * 7919 + k) * 1000000, 'amount', 'level', '收入总计', '2024', 'confirmed'
    FROM crowd, several WHERE n <= :reports AND k <= {CLAIMS}
    """,
    f"""
    INSERT INTO findings (id, report_id, name, mark, rule, severity, page, message, message_en,
        stated, expected, formula, clause, detail, detail_en)
    SELECT n * :room + k, n, 'f' || k, substr(md5({_text("n * 31 + k")}), 1, 16),
        {_one_of("n + k", "N01", "T01", "T02", "W01", "D01", "T03")},
        {_one_of("n + k", "mismatch", "doubt", "missing", "wording", "missing", "rounding")},
        1, '不一致' || {_N}, '', '1', '2', '', '{"原文" * 20}', '{"详情" * 30}', ''
    FROM crowd, several WHERE n <= :reports AND k <= {FINDINGS}
    """,
    """
    INSERT INTO finding_places (id, report_id, finding_id, claim_id, cell_id)
    SELECT n * :room + k, n, n * :room + k, n * :room + k, NULL
    FROM crowd, several WHERE n <= :reports AND k <= 3
    """,
    """
    INSERT INTO members (id, report_id, name, unit_key, itself, merged, page)
    SELECT n * :room + k, n, '单位' || k, '单位' || k, false, false, 1
    FROM crowd, several WHERE n <= :reports AND n % 10 = 1 AND k <= 3
    """,
    f"""
    INSERT INTO duties (id, report_id, duty, rule, name, name_en, state, page, quote, why, why_en,
        "of")
    SELECT n * :room + k, n, 'D0' || k || '.1', 'D0' || k, '名称', 'name',
        {_one_of("n + k", "met", "missing", "met", "not_judged")}, 1, '', '', '', ''
    FROM crowd, several WHERE n <= :reports AND k <= 6
    """,
    """
    INSERT INTO decisions (sha256, mark, decision, note, reviewer, made)
    SELECT r.sha256, f.mark, 'confirmed', '', '甲', CURRENT_TIMESTAMP
    FROM findings f JOIN reports r ON r.id = f.report_id WHERE f.id % 97 = 3
    """,
    f"""
    INSERT INTO differences (mark, rule, severity, stated_in, held_against, quantity, page,
        other_page, stated, expected, unit, formula, message, message_en, clause, detail, detail_en)
    SELECT substr(md5({_N}), 1, 16), 'B01', 'difference', n, n - 1, '收入', 1, 1, '1', '2', '万元',
        '', '', '', '', '', ''
    FROM crowd WHERE n <= :reports AND n % 5 = 2
    """,
)


def fill(engine: Engine, reports: int) -> None:
    """Fill an empty store with so many reports, and let a server look at them."""
    sqlite = engine.dialect.name == "sqlite"
    with engine.begin() as connection:
        if sqlite:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.create_function("md5", 1, _md5, deterministic=True)
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        _count(connection, "crowd", "n", reports + reports // 50)
        _count(connection, "several", "k", _MOST)
        for statement in _STATEMENTS:
            known = {"reports": reports, "room": ROOM}
            connection.execute(text(statement), known)
        connection.execute(text("DROP TABLE crowd"))
        connection.execute(text("DROP TABLE several"))
    if not sqlite:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _count(connection: Connection, table: str, column: str, most: int) -> None:
    """A table of the numbers from one on, for a while."""
    connection.execute(text(f"CREATE TEMP TABLE {table} ({column} BIGINT)"))
    connection.execute(
        text(
            f"INSERT INTO {table} WITH RECURSIVE numbers(x) AS (SELECT CAST(1 AS BIGINT)"
            " UNION ALL SELECT x + 1 FROM numbers WHERE x < :most) SELECT x FROM numbers"
        ),
        {"most": most},
    )


def _md5(value: str) -> str:
    return hashlib.md5(value.encode(), usedforsecurity=False).hexdigest()
