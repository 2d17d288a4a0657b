"""The catalogue of rules: what each code checks, why, and how it may be wrong.

One TOML file a rule, CODE.toml, beside this one. Relations between tables (T…) bring their names
from relations.toml.
"""

from reconcile.rules.catalogue import Example, Rule, Sample, codes, rule, rules, title
from reconcile.rules.choice import ALL, Choice, ChoiceError, left_out

__all__ = [
    "ALL",
    "Choice",
    "ChoiceError",
    "Example",
    "Rule",
    "Sample",
    "codes",
    "left_out",
    "rule",
    "rules",
    "title",
]
