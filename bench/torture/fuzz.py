"""Give every target of `tests/hostile/targets.py` random bytes, a million in all; end with 1 when one breaks.

.venv/bin/python bench/torture/fuzz.py [TARGET ...] [--runs N] [--seed N] [--engine hypothesis|atheris]

Hypothesis makes text and bytes of its own; Atheris (libFuzzer, https://github.com/google/atheris), which is
installed beside the program, changes the seeds that are kept and follows the branches that are reached. Each
gets half of the runs. An input that breaks a target is kept under `tests/hostile/seeds`, where the tests try
it from then on.
"""

import argparse
import hashlib
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from hypothesis import HealthCheck, Phase, given, seed, settings  # noqa: E402 - the root is only now on the path
from hypothesis import strategies as st  # noqa: E402

from tests.hostile.targets import SEEDS, TARGETS, Target  # noqa: E402

RUNS = 1_000_000
ENGINES = ("hypothesis", "atheris")
_INPUTS = st.one_of(
    st.text(max_size=200).map(str.encode),
    st.binary(max_size=400),
    st.text(st.characters(categories=["Cc", "Cf", "Cs", "Mn", "Zl", "Zs", "Po", "Lo"]), max_size=60).map(
        lambda text: text.encode("utf-8", "surrogatepass")
    ),
)
#: Run in a process of its own, which libFuzzer takes over and ends.
_ATHERIS = """
import sys
import atheris
name, *words = sys.argv[1:]
with atheris.instrument_imports(include=["reader"]):
    from tests.hostile.targets import TARGETS
atheris.Setup(["fuzz", *words], TARGETS[name])
atheris.Fuzz()
"""


def by_hypothesis(name: str, target: Target, runs: int, number: int) -> str:
    """Return what broke the target; empty where nothing did."""

    @seed(number)
    @settings(
        max_examples=runs, database=None, deadline=None, phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(_INPUTS)
    def tried(raw: bytes) -> None:
        try:
            target(raw)
        except Exception as error:
            error.add_note(raw.hex())
            raise

    try:
        tried()
    except Exception as error:
        raw = bytes.fromhex(error.__notes__[0])
        return _kept(name, raw, repr(error))
    return ""


def by_atheris(name: str, target: Target, runs: int, number: int) -> str:
    """Return what broke the target; empty where nothing did."""
    with TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        done = subprocess.run(
            [
                sys.executable, "-c", _ATHERIS, name, f"-runs={runs}", f"-seed={number}", "-timeout=20",
                "-rss_limit_mb=2000", "-max_len=400", "-verbosity=0", f"-artifact_prefix={folder}/",
                str(corpus), str(SEEDS / name),
            ],
            check=False, cwd=ROOT, capture_output=True, text=True, errors="replace",
        )  # fmt: skip
        if done.returncode == 0:
            return ""
        broken = [path.read_bytes() for path in Path(folder).iterdir() if path.is_file()]
        said = " ".join(done.stderr.splitlines()[-12:])
        return _kept(name, broken[0], said) if broken else said


def _kept(name: str, raw: bytes, said: str) -> str:
    path = SEEDS / name / hashlib.sha256(raw).hexdigest()[:12]
    path.write_bytes(raw)
    return f"{path.relative_to(ROOT)}: {said}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", help=f"of {', '.join(TARGETS)}; all without one")
    parser.add_argument("--runs", type=int, default=RUNS, help="of all targets together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=ENGINES, help="one alone; else each has half of the runs")
    options = parser.parse_args()
    names = options.targets or list(TARGETS)
    engines = [options.engine] if options.engine else list(ENGINES)
    each = -(-options.runs // (len(names) * len(engines)))
    failed, total = False, 0
    for name in names:
        for engine in engines:
            start = time.perf_counter()
            broken = {"hypothesis": by_hypothesis, "atheris": by_atheris}[engine](
                name, TARGETS[name], each, options.seed
            )
            failed, total = failed or bool(broken), total + each
            took = time.perf_counter() - start
            print(f"{name:10} {engine:10} {each:7,} inputs {took:5.0f} s  {broken or 'good'}", flush=True)
    print(f"{total:,} inputs, seed {options.seed}: {'FAILED' if failed else 'good'}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
