"""Measures the reading pane in real terminals, beside bare Textual widgets and other readers."""
