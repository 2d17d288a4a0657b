"""Scanning folders: many files, worker processes, every file with its status."""
