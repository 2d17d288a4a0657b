"""The same report again: two files of one body, year and kind, figure by figure (rule B04)."""
