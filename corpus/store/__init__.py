"""The store: a database of reports that were read, and the questions it answers."""
