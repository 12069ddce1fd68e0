"""The columns of the table of articles in the index, and how an article can stand there."""

LIVE, TRASHED, DAMAGED = 0, 1, 2
#: All but the number of the change.
COLUMNS = (
    "id state title site language added read progress percent words highlights noted orphans waiting status"
    " digest origin deleted inode size mtime ctime owned"
).split()
