"""Decide: hold every claim and every table against what it must agree with. Knows no PDF."""
