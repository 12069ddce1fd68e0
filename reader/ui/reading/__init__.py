"""One article being read: what lies open, the place and time in it, finding, and what helps to read."""
