"""Undo and redo: steps, the file that holds them, and what taking one back makes."""
