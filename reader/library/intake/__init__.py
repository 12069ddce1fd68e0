"""Articles as they come in: new, known or newer, with passages that were marked elsewhere."""
