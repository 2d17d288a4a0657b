"""The rules between reports as data: one TOML file a rule (corpus/between/catalogue.py)."""
