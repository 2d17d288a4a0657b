"""Indices and views for pages of lists: of many reports only those that a page shows are read.

The views say what they said before, in words that databases plan better; going down leaves them.
"""

from __future__ import annotations

from alembic import op

from corpus.store.views import DUTY_VIEWS, VIEWS

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, query in (VIEWS | DUTY_VIEWS).items():
        op.execute(f"DROP VIEW IF EXISTS {name}")
        op.execute(f"CREATE VIEW {name} AS {query}")
    op.create_index(op.f("ix_reports_unit_year_kind"), "reports", ["unit", "year", "kind"])
    op.create_index(op.f("ix_reports_content_id"), "reports", ["content", "id"])
    op.drop_index(op.f("ix_reports_content"), "reports")
    columns = ["rule", "severity", "report_id"]
    op.create_index(op.f("ix_findings_rule_severity_report_id"), "findings", columns)
    op.drop_index(op.f("ix_findings_rule_severity"), "findings")
    op.create_index(op.f("ix_findings_mark_report_id"), "findings", ["mark", "report_id"])
    op.drop_index(op.f("ix_findings_mark"), "findings")


def downgrade() -> None:
    op.create_index(op.f("ix_findings_mark"), "findings", ["mark"])
    op.drop_index(op.f("ix_findings_mark_report_id"), "findings")
    op.create_index(op.f("ix_findings_rule_severity"), "findings", ["rule", "severity"])
    op.drop_index(op.f("ix_findings_rule_severity_report_id"), "findings")
    op.create_index(op.f("ix_reports_content"), "reports", ["content"])
    op.drop_index(op.f("ix_reports_content_id"), "reports")
    op.drop_index(op.f("ix_reports_unit_year_kind"), "reports")
