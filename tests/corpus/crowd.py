"""A store of many reports that nobody read: rows by the thousand, spread as those of real ones."""

from __future__ import annotations

from sqlalchemy import Engine, text

from corpus.store.models import ROOM

#: What each report has of a kind; real ones have more of all but the order is theirs.
FINDINGS, CELLS, CLAIMS, SENTENCES = 6, 40, 20, 12

_SHA = "md5(n::text) || md5((n + 1)::text)"
_STATEMENTS = (
    """
    INSERT INTO scans (folder, version, workers, time_limit, memory_limit, started, state)
    VALUES ('x', '1', 1, 1, 1, now(), 'finished')
    """,
    f"""
    INSERT INTO reports (id, sha256, version, file, content, unit, unit_key, unit_from, year,
        year_from, kind, kind_from, level, level_from, pages, pages_unread, claims, confirmed,
        contradicted, unverifiable, mismatches, roundings, wordings, doubts, missing, unchecked,
        members)
    SELECT n, {_SHA}, '1', n || '.pdf', {_SHA}, '单位' || n / 8, '单位' || n / 8, 'cover',
        2018 + n % 8, 'cover', CASE n % 2 WHEN 0 THEN 'final' ELSE 'budget' END, 'cover', '部门',
        'cover', 20, 0, 100, 80, 1, 19, n % 3, 1, 1, n % 2, 2, '[]', ''
    FROM generate_series(1::bigint, :reports) n
    """,
    f"""
    INSERT INTO files (key, path, bytes, sha256, version, status, message, seconds, cpu_seconds,
        peak_mb, attempts, scan_id, report_id, read_at)
    SELECT 'f/' || n || '.pdf', 'f/' || n || '.pdf', 1, {_SHA}, '1',
        CASE WHEN n <= :reports THEN 'read' ELSE 'crashed' END, '', 1, 1, 1, 1,
        (SELECT max(id) FROM scans), CASE WHEN n <= :reports THEN n END, now()
    FROM generate_series(1, :reports + :reports / 50) n
    """,
    """
    INSERT INTO tables (id, report_id, name, title, number, unit, pages, rows, columns)
    SELECT n * :room + k, n, 't' || k, '收入支出决算总表', '', '万元', '1', 10, 4
    FROM generate_series(1::bigint, :reports) n, generate_series(1, 4) k
    """,
    f"""
    INSERT INTO cells (id, report_id, table_id, page, bbox, row, "column", code, text, value, unit,
        fen)
    SELECT n * :room + k, n, n * :room + 1 + k % 4, 1, '[0, 0, 1, 1]', '教育支出', '合计',
        (2010000 + k)::text, (n * 7919 + k)::text, (n * 7919 + k)::text, '万元',
        (n * 7919::bigint + k) * 1000000
    FROM generate_series(1::bigint, :reports) n, generate_series(1, {CELLS}) k
    """,
    f"""
    INSERT INTO sentences (id, report_id, page, kind, section, text)
    SELECT n * :room + k, n, 1, 'sentence', '一、收入', md5((n * 31 + k)::text) || '万元'
    FROM generate_series(1::bigint, :reports) n, generate_series(1, {SENTENCES}) k
    """,
    f"""
    INSERT INTO claims (id, report_id, name, sentence_id, page, bbox, text, value, unit, fen, kind,
        role, subject, period, verdict)
    SELECT n * :room + k, n, 'c' || k, n * :room + 1 + k % {SENTENCES}, 1 + k % 5,
        '[0, 0, 1, 1]', (n * 7919 + k)::text, (n * 7919 + k)::text, '万元',
        (n * 7919::bigint + k) * 1000000, 'amount', 'level', '收入总计', '2024', 'confirmed'
    FROM generate_series(1::bigint, :reports) n, generate_series(1, {CLAIMS}) k
    """,
    f"""
    INSERT INTO findings (id, report_id, name, mark, rule, severity, page, message, message_en,
        stated, expected, formula, clause, detail, detail_en)
    SELECT n * :room + k, n, 'f' || k, left(md5((n * 31 + k)::text), 16),
        (ARRAY['N01', 'T01', 'T02', 'W01', 'D01', 'T03'])[1 + (n + k) % 6],
        (ARRAY['mismatch', 'doubt', 'missing', 'wording', 'missing', 'rounding'])[1 + (n + k) % 6],
        1, '不一致' || n, '', '1', '2', '', repeat('原文', 20), repeat('详情', 30), ''
    FROM generate_series(1::bigint, :reports) n, generate_series(1, {FINDINGS}) k
    """,
    """
    INSERT INTO finding_places (id, report_id, finding_id, claim_id, cell_id)
    SELECT n * :room + k, n, n * :room + k, n * :room + k, NULL
    FROM generate_series(1::bigint, :reports) n, generate_series(1, 3) k
    """,
    """
    INSERT INTO members (id, report_id, name, unit_key, itself, merged, page)
    SELECT n * :room + k, n, '单位' || k, '单位' || k, false, false, 1
    FROM generate_series(1::bigint, :reports, 10) n, generate_series(1, 3) k
    """,
    """
    INSERT INTO duties (id, report_id, duty, rule, name, name_en, state, page, quote, why, why_en,
        of)
    SELECT n * :room + k, n, 'D0' || k || '.1', 'D0' || k, '名称', 'name',
        (ARRAY['met', 'missing', 'met', 'not_judged'])[1 + (n + k) % 4], 1, '', '', '', ''
    FROM generate_series(1::bigint, :reports) n, generate_series(1, 6) k
    """,
    """
    INSERT INTO decisions (sha256, mark, decision, note, reviewer, made)
    SELECT r.sha256, f.mark, 'confirmed', '', '甲', now() + f.id * interval '1 microsecond'
    FROM findings f JOIN reports r ON r.id = f.report_id WHERE f.id % 97 = 3
    """,
    """
    INSERT INTO differences (mark, rule, severity, stated_in, held_against, quantity, page,
        other_page, stated, expected, unit, formula, message, message_en, clause, detail, detail_en)
    SELECT left(md5(n::text), 16), 'B01', 'difference', n, n - 1, '收入', 1, 1, '1', '2', '万元',
        '', '', '', '', '', ''
    FROM generate_series(2, :reports, 5) n
    """,
)


def fill(engine: Engine, reports: int) -> None:
    """Fill an empty PostgreSQL store with so many reports, and let the server look at them."""
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in _STATEMENTS:
            connection.execute(text(statement), {"reports": reports, "room": ROOM})
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
