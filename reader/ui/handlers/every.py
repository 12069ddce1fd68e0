"""The handlers of all commands: each command is a method, named after its id, of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.handlers.annotators import AnnotatorCommands
from reader.ui.handlers.articles import ListCommands
from reader.ui.handlers.beginning import BeginningCommands
from reader.ui.handlers.codebook import CodebookCommands
from reader.ui.handlers.coding import CodingCommands
from reader.ui.handlers.collection import CollectionCommands
from reader.ui.handlers.common import CommonCommands
from reader.ui.handlers.hits import HitCommands
from reader.ui.handlers.labels import LabelCommands
from reader.ui.handlers.links import LinkCommands
from reader.ui.handlers.macros import MacroCommands
from reader.ui.handlers.marking import MarkingCommands
from reader.ui.handlers.marks import MarksCommands
from reader.ui.handlers.options import OptionCommands
from reader.ui.handlers.past import PastCommands
from reader.ui.handlers.recoding import RecodingCommands
from reader.ui.handlers.relating import RelatingCommands
from reader.ui.handlers.renewing import RenewingCommands
from reader.ui.handlers.reshaping import ReshapingCommands
from reader.ui.handlers.settings import SettingCommands
from reader.ui.handlers.suggesting import SuggestionCommands
from reader.ui.handlers.text import TextCommands
from reader.ui.handlers.typed import TypedCommands
from reader.ui.handlers.undoing import UndoCommands
from reader.ui.handlers.views import ViewCommands

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen


def handlers_of(screen: MainScreen) -> tuple[object, ...]:
    """Return the handlers of a screen."""
    marking, links, relating = MarkingCommands(screen), LinkCommands(screen), RelatingCommands(screen)
    codebook = CodebookCommands(screen)
    return (
        marking,
        links,
        TextCommands(screen, links),
        LabelCommands(screen),
        ListCommands(screen),
        MarksCommands(screen, marking, relating),
        CommonCommands(screen),
        UndoCommands(screen),
        SettingCommands(screen),
        OptionCommands(screen),
        BeginningCommands(screen),
        PastCommands(screen),
        RenewingCommands(screen),
        codebook,
        RecodingCommands(screen, codebook),
        CollectionCommands(screen),
        SuggestionCommands(screen),
        ViewCommands(screen),
        AnnotatorCommands(screen),
        CodingCommands(screen),
        ReshapingCommands(screen),
        relating,
        TypedCommands(screen),
        MacroCommands(screen),
        HitCommands(screen),
    )
