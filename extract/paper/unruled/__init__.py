"""From the text of a page to the columns of tables that no vertical rules divide (三线表)."""
