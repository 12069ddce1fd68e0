"""Whatever is done in whatever order, the library in memory and the one on disk are as a plain model."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from tests.library.machine import LibraryMachine
from tests.library.passage_machine import PassageMachine
from tests.library.triage_machine import TriageMachine

TestLibraryMachine = LibraryMachine.TestCase
TestLibraryMachine.settings = settings(
    max_examples=30, stateful_step_count=25, suppress_health_check=list(HealthCheck)
)
TestPassageMachine = PassageMachine.TestCase
TestPassageMachine.settings = settings(
    max_examples=20, stateful_step_count=30, suppress_health_check=list(HealthCheck)
)
TestTriageMachine = TriageMachine.TestCase
TestTriageMachine.settings = settings(
    max_examples=40, stateful_step_count=30, suppress_health_check=list(HealthCheck)
)
