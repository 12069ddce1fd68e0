from hypothesis import given
from hypothesis import strategies as st

from reader.library.disk.seen import Seen

keys = st.sampled_from("abcdefgh")
states = st.lists(st.lists(st.tuples(keys, st.integers(0, 2)), max_size=8), max_size=6)


@given(states)
def test_what_is_told_leads_from_one_state_to_the_next(states: list[list[tuple[str, int]]]) -> None:
    seen = Seen()
    known: dict[str, dict[str, object]] = {}
    for state in states:
        # the same document stays the same object, as in the files of a library
        now = {
            key: known[key] if known.get(key) == {"n": number} else {"n": number}
            for key, number in dict(state).items()
        }
        gone, new = seen.take(now)
        assert set(gone) == {key for key in known if now.get(key) is not known[key]}
        for key in gone:
            del known[key]
        assert not known.keys() & new.keys()
        known.update(new)
        assert known == now
