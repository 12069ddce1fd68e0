"""The panes, prompts and lines that the screens are made of."""
