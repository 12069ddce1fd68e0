"""The reading pane: what is on the screen, as plain data, and the widget that paints it."""
