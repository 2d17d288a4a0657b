"""Workbooks: what their visible sheets show, cell by cell, as blocks."""
