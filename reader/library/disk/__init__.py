"""Files, as they are written: durable, locked, merged, in one format for every document."""
