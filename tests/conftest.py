"""What all tests share: in CI hypothesis tries the same examples every time, elsewhere new ones."""

import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")
