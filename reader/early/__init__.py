"""The first text on the screen, before the toolkit that will paint it is even imported.

To import Textual takes ten times as long as Python itself takes to start. So the program keeps what its next
first screen will look like, with the state of every file that this was made of. When it starts again on the
same files, in a terminal of the same size, that screen is painted at once; Textual takes the terminal over as
it stands. Whatever is amiss, nothing is painted, and the program starts as it would without.

Nothing here imports more than it must: `re`, `typing` and `dataclasses` alone take longer
than all that is done.
"""
