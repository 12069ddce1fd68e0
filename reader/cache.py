"""Where what can be made anew is kept: the platform's folder of caches."""

import os
import sys

APP = "reader"


def cache_path() -> str:
    """Name the folder: READER_CACHE's, else the platform's."""
    if chosen := os.environ.get("READER_CACHE", ""):
        return os.path.abspath(os.path.expanduser(chosen))
    if sys.platform == "linux":  # as platformdirs has it, which takes longer to load than a list to print
        given = os.environ.get("XDG_CACHE_HOME", "").strip()
        return f"{given if os.path.isabs(given) else os.path.expanduser('~/.cache')}/{APP}"
    from platformdirs import user_cache_dir

    return user_cache_dir(APP, appauthor=False)
