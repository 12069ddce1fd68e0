"""The first text on the screen, before the toolkit that will paint it is even imported.

To import Textual takes ten times as long as Python itself takes to start. So the program keeps what its next
first screen will look like, with the state of every file that this was made of: when it ends, and while one
reads, for it may be killed; in the sizes of terminals in which it was shown of late. When it starts again on
the same files, in a terminal of such a size, that screen is painted at once; Textual takes the terminal over
as it stands. Whatever is amiss, or is shown for the first time, nothing is painted, and the program starts as
it would without: to lay a text out takes imports, and a second layout here would be one to keep the same.

Nothing here imports more than it must: `re`, `typing` and `dataclasses` alone take longer
than all that is done.
"""
