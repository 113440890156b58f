"""Waiting for a Dataflow job without a worker."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from airflow.providers.google.cloud.hooks.dataflow import DataflowHook, DataflowJobStatus
from airflow.providers.google.cloud.triggers.dataflow import TemplateJobStartTrigger
from airflow.triggers.base import TriggerEvent
from asgiref.sync import sync_to_async

DONE = DataflowJobStatus.JOB_STATE_DONE
FAILED = DataflowJobStatus.JOB_STATE_FAILED
TERMINAL = DataflowJobStatus.TERMINAL_STATES

# Questions in a row that may stay without an answer; then the task fails, and its retry finds the job again.
PATIENCE = 10


class DataflowEndTrigger(TemplateJobStartTrigger):
    """Fires in every terminal state, where the provider's own waits for ever for a job that was cancelled, drained or updated.

    A kill of the deferred task cancels the job, as the provider's own does.
    """

    def serialize(self) -> tuple[str, dict[str, Any]]:
        return f"{__name__}.{type(self).__name__}", super().serialize()[1]

    async def run(self) -> AsyncIterator[TriggerEvent]:
        unanswered = 0
        while True:
            try:
                state = await sync_to_async(self.state)()
                unanswered = 0
            except Exception as problem:
                unanswered += 1
                self.log.warning("no answer about job %s, %d in a row: %s", self.job_id, unanswered, problem)
                if unanswered == PATIENCE:
                    yield self.event("", f"no answer about Dataflow job {self.job_id}: {problem}")
                    return
                state = None
            if state in TERMINAL:
                yield self.event(state, f"Dataflow job {self.job_id} ended in {state}")
                return
            await asyncio.sleep(self.poll_sleep)

    def state(self) -> str:
        hook = DataflowHook(gcp_conn_id=self.gcp_conn_id, impersonation_chain=self.impersonation_chain)
        return hook.get_job(job_id=self.job_id, project_id=self.project_id, location=self.location)["currentState"]

    def event(self, state: str, message: str) -> TriggerEvent:
        return TriggerEvent({"job_id": self.job_id, "state": state, "message": message})
