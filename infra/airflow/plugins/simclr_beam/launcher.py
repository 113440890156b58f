"""A stage as a process on the worker."""

from __future__ import annotations

from typing import Any

from airflow.providers.standard.hooks.subprocess import SubprocessHook
from airflow.sdk import BaseOperator, Context
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from simclr_beam import storage
from simclr_beam.plans import BAD_OPTIONS, arguments

LAUNCHER = "{{ var.value.get('simclr_beam_launcher', 'simclr-beam') }}"


class LauncherOperator(BaseOperator):
    """Runs a stage by infra/bin/simclr-beam; a stage that is complete is left alone."""

    template_fields = ("stage", "launcher")

    def __init__(self, *, stage: dict[str, Any], launcher: str = LAUNCHER, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.stage = stage
        self.launcher = launcher
        self.process = SubprocessHook()

    def execute(self, context: Context) -> str:
        marker = self.stage["marker"]
        if storage.exists(marker):
            self.log.info("complete already: %s", marker)
            return marker
        result = self.process.run_command([self.launcher, *arguments(self.stage)])
        said = f"simclr-beam {self.stage['command']} ended with {result.exit_code}: {result.output}"
        if result.exit_code == BAD_OPTIONS:
            raise AirflowFailException(said)
        if result.exit_code != 0:
            raise AirflowException(said)
        # Training that is told to stop ends with 0 and a checkpoint that a retry goes on from.
        if not storage.exists(marker):
            raise AirflowException(f"{said}; but {marker} is not there, so it was stopped before its end")
        return marker

    def on_kill(self) -> None:
        self.process.send_sigterm()
