"""A change of many articles, written piece by piece between keys and paints."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.ui.prompts.asking import WaitPrompt

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from reader.ui.screens.codebook import CodebookScreen

_AT_ONCE = 32  # articles that are changed before anybody could see how far it is


def in_pieces(
    shown: CodebookScreen, label: str, pieces: Generator[tuple[int, int]], then: Callable[[], None]
) -> None:
    """Write a change of few articles at once; of many, tell how far it is while the screen lives on.

    It is not stopped halfway, for the codebook and the passages would not fit together; undo takes it back.

    Raises:
        ReaderError: of a change that is written at once.
    """
    _, articles = next(pieces, (0, 0))
    if articles <= _AT_ONCE:
        for _ in pieces:
            pass
        then()
        return
    prompt = WaitPrompt(label, "u takes it back when it is done", stops=False)
    shown.ask(prompt, lambda _: None)
    work = _written(shown, prompt, pieces, then)
    prompt.call_after_refresh(lambda: shown.run_worker(work, group="pieces"))  # once it has the keys


async def _written(
    shown: CodebookScreen, prompt: WaitPrompt, pieces: Generator[tuple[int, int]], then: Callable[[], None]
) -> None:
    try:
        for done, articles in pieces:
            prompt.tell(f"{done:,} of {articles:,} articles", done, articles)
            await asyncio.sleep(0)
    except ReaderError as error:
        shown.close_prompt()
        shown.load()
        shown.say(f"{error} What was done of it is one step; u takes it back.", error=True)
        return
    finally:
        pieces.close()  # the step ends here, not when the garbage is collected
    shown.close_prompt()
    then()
