"""Many reports: their samples, catalogue and store."""
