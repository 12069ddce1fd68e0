"""How the program teaches itself: hints, the tutorial, and what a person knows already."""
