"""What the lists hold: articles, the sidebar's passages, those of the library, hits, tags, what waits."""
