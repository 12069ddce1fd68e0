"""A small Textual program to try the pseudo-terminal on; `--leak TEXT` shows text without any cleaning."""

import argparse
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.events import Click, Key, Paste, Resize
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input


class Echo(Widget):
    """Say what happened last, in the first rows."""

    can_focus = True
    DEFAULT_CSS = "Echo { height: 1fr; }"

    def __init__(self, leak: str) -> None:
        super().__init__()
        self.leak = leak
        self.said: list[str] = ["ready"]

    def say(self, what: str) -> None:
        """Add a line."""
        self.said.append(what)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw what was said, the text to leak, and a text in a colour of its own."""
        if y == 0:
            return Strip(
                [Segment("ink 漢字 👩‍👩‍👧 e\u0301 end", Style(color="#102030", bgcolor="#f0e0d0", bold=True))]
            )
        if y == 1:
            return Strip([Segment(self.leak, self.rich_style)])
        back = self.said[::-1]
        return Strip([Segment(back[y - 2] if y - 2 < len(back) else "", self.rich_style)])

    def on_key(self, event: Key) -> None:
        """Tell the key."""
        self.say(f"key {event.key}")

    def on_blur(self) -> None:
        """Tell that the input has the keys now."""
        self.say("left")

    def on_paste(self, event: Paste) -> None:
        """Tell the pasted text."""
        self.say(f"paste {event.text}")

    def on_click(self, event: Click) -> None:
        """Tell where the click was."""
        self.say(f"click {event.x},{event.y} {event.button}")

    def on_resize(self, event: Resize) -> None:
        """Tell the new size."""
        self.say(f"size {event.size.width}x{event.size.height}")


class TinyApp(App[int]):
    """Echo above, an input below."""

    BINDINGS: ClassVar = [("q", "leave(0)"), ("Q", "leave(7)")]

    def __init__(self, leak: str) -> None:
        super().__init__()
        self.leak = leak

    def compose(self) -> ComposeResult:
        """Show the two."""
        yield Echo(self.leak)
        yield Input()

    def on_mount(self) -> None:
        """Begin in the echo."""
        self.query_one(Echo).focus()

    def action_leave(self, status: int) -> None:
        """End with an exit status."""
        self.exit(return_code=status, message="good bye")


def main() -> int:
    """Run until q or Q."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--leak", default="", type=lambda text: text.encode("latin-1").decode("unicode_escape")
    )
    app = TinyApp(parser.parse_args().leak)
    app.run()
    return app.return_code or 0


if __name__ == "__main__":
    raise SystemExit(main())
