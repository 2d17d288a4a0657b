"""The inspectors' form (检查表): the duties of one report, or of many, on the rows of a form."""
