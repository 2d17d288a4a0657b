"""Web pages: the article of a page as blocks."""
