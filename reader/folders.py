"""The program's folders: the platform's for what can be made anew, for settings and for libraries."""

import os
import sys

APP = "reader"
#: On Linux: the variable that names the folder of all programs, and where it is without one.
_KINDS = {
    "cache": ("XDG_CACHE_HOME", "~/.cache"),
    "config": ("XDG_CONFIG_HOME", "~/.config"),
    "data": ("XDG_DATA_HOME", "~/.local/share"),
}


def cache_path() -> str:
    """Name the folder of what can be made anew: READER_CACHE's, else the platform's."""
    if chosen := os.environ.get("READER_CACHE", ""):
        return os.path.abspath(os.path.expanduser(chosen))
    return folder("cache")


def folder(kind: str) -> str:
    """Name the platform's folder of a kind: `cache`, `config` or `data`."""
    if sys.platform == "linux":  # as platformdirs has it, which takes longer to load than a list to print
        variable, usual = _KINDS[kind]
        given = os.environ.get(variable, "").strip()
        return f"{given if os.path.isabs(given) else os.path.expanduser(usual)}/{APP}"
    import platformdirs

    find = {
        "cache": platformdirs.user_cache_dir,
        "config": platformdirs.user_config_dir,
        "data": platformdirs.user_data_dir,
    }[kind]
    return find(APP, appauthor=False)
