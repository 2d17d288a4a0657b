"""Sources without pages: blocks of text and tables, laid out on leaves as if they were printed."""
