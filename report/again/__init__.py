"""The page about two files of one report: what changed between them, with pictures of both."""
