"""From tables to checks: what their cells owe each other, within a table and between tables."""
