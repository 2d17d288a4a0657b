"""What a department or unit must disclose, and whether its report does.

The duties are data (duties.toml) with what they stand on (basis.toml). `reading` puts the report
into lines that patterns are matched against; `seen` judges the duties that words tell, `counts`
those that count what money was spent on, `amounts` knows what they depend on, `tables` judges those
that tables tell, `form` those that sections and titles tell and other rules check; `ledger` asks
for all and writes the findings.

A duty is missing only where what was read is whole and nothing says it in other words; else the
duty was not judged, and why is said.
"""
