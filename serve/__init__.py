"""The review page: a store in the browser, the published page beside every finding."""
