"""The units whose accounts a department's report takes in, where the report lists them."""

from corpus.members.listed import ALONE, LISTED, NOTHING, UNCLEAR, Member, Members, members

__all__ = ["ALONE", "LISTED", "NOTHING", "UNCLEAR", "Member", "Members", "members"]
