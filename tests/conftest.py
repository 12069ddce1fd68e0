"""What all tests share: in CI hypothesis tries the same examples every time, elsewhere new ones."""

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("TEXTUAL_FPS", "240")  # as the program does: a test waits for no frame

# a terminal of which nothing is known, so that text has the cells that the emulator gives it
os.environ["TERM"] = "xterm-256color"
for told in ("TERM_PROGRAM", "TMUX", "STY", "KONSOLE_VERSION", "VTE_VERSION"):
    os.environ.pop(told, None)

# in the background of a shell it is ignored, and so it would be in all programs that tests start
signal.signal(signal.SIGINT, signal.default_int_handler)

# the machine may be busy: no test fails because it is
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("patient", patient)
settings.register_profile("ci", patient, derandomize=True)
settings.register_profile("long", patient, max_examples=10_000)  # --hypothesis-profile=long
settings.load_profile("ci" if os.environ.get("CI") else "patient")


@pytest.fixture(autouse=True, scope="session")
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what programs started by tests keep for their next start away from a person's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("READER_CACHE", raising=False)
        yield


@pytest.fixture(autouse=True, scope="session")
def _waits_for_quiet() -> Iterator[None]:
    """Let a test that drives an app wait until the app is quiet, not until the machine is."""
    from tests.support import quiet  # brings Textual, which then reads how many frames it is to show

    with pytest.MonkeyPatch.context() as patch:
        quiet.use(patch)
        yield
