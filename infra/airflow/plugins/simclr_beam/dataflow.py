"""A stage as a Dataflow job of a Flex Template, found again by its name."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from airflow.providers.google.cloud.hooks.dataflow import DataflowHook
from airflow.providers.google.cloud.links.dataflow import DataflowJobLink
from airflow.providers.google.cloud.operators.dataflow import DataflowStartFlexTemplateOperator
from airflow.sdk import Context
from airflow.sdk.exceptions import AirflowException, AirflowFailException
from googleapiclient.errors import HttpError

from simclr_beam import storage
from simclr_beam.dataflow_end import DONE, FAILED, TERMINAL, DataflowEndTrigger


class DataflowStageOperator(DataflowStartFlexTemplateOperator):
    """Launches the stage's template, or waits for the job of that name that is active; a stage that is complete is left alone.

    :param stage: of a plan
    :param template: gs:// path of the template's file
    :param environment: FlexTemplateRuntimeEnvironment as JSON: machineType, maxWorkers, tempLocation ...
    """

    template_fields = ("stage", "template", "environment", "location", "project_id", "gcp_conn_id")
    template_fields_renderers = {"environment": "json"}

    def __init__(self, *, stage: dict[str, Any], template: str, environment: str, **kwargs: Any) -> None:
        # A suffix on the name would make every retry a job of its own.
        super().__init__(body={}, append_job_name=False, deferrable=True, cancel_on_kill=True, **kwargs)
        self.stage = stage
        self.template = template
        self.environment = environment

    def execute(self, context: Context) -> Any:
        if storage.exists(self.stage["marker"]):
            self.log.info("complete already: %s", self.stage["marker"])
            return None
        project = self.project_id or self.hook.project_id
        self.body = launch_body(self.stage, self.template, self.environment)
        self.job = self.active_job(project) or self.launch(project)
        # At once: whoever looks for the job of a task that is still waiting, or was lost, finds it.
        context["ti"].xcom_push(key="job_id", value=self.job["id"])
        DataflowJobLink.persist(context=context, project_id=project, region=self.location, job_id=self.job["id"])
        self.defer(
            trigger=DataflowEndTrigger(
                job_id=self.job["id"],
                project_id=project,
                location=self.location,
                gcp_conn_id=self.gcp_conn_id,
                poll_sleep=self.poll_sleep,
                impersonation_chain=self.impersonation_chain,
                cancel_on_kill=self.cancel_on_kill,
            ),
            method_name="execute_complete",
        )

    def active_job(self, project: str) -> dict[str, Any] | None:
        name = self.stage["job"]
        jobs = self.hook.get_conn().projects().locations().jobs()
        request = jobs.list(projectId=project, location=self.location, name=name)
        while request is not None:
            answer = request.execute(num_retries=self.hook.num_retries)
            for job in answer.get("jobs", []):
                if job["name"] == name and job["currentState"] not in TERMINAL:
                    self.log.info("waits for job %s, which is active by the name %s", job["id"], name)
                    return job
            request = jobs.list_next(request, answer)
        return None

    def launch(self, project: str) -> dict[str, Any]:
        try:
            return self.hook.launch_job_with_flex_template(body=self.body, location=self.location, project_id=project)
        except HttpError as refused:
            # The answer to a launch was lost, and the next one hears that the job is there.
            job = self.active_job(project) if refused.resp.status == HTTPStatus.CONFLICT else None
            if job is None:
                raise
            return job

    def execute_complete(self, context: Context, event: dict[str, Any]) -> str:
        state, message = event["state"], event["message"]
        if state == DONE and storage.exists(self.stage["marker"]):
            return event["job_id"]
        if state == DONE:
            raise AirflowException(f"{message}, but {self.stage['marker']} is not there")
        if state in TERMINAL and state != FAILED:
            # Somebody stopped it: a retry would start it again.
            raise AirflowFailException(message)
        raise AirflowException(message)

    def on_kill(self) -> None:
        if self.job is not None:
            hook = DataflowHook(gcp_conn_id=self.gcp_conn_id, impersonation_chain=self.impersonation_chain, cancel_timeout=None)
            hook.cancel_job(job_id=self.job["id"], project_id=self.job["projectId"], location=self.job["location"])


def launch_body(stage: dict[str, Any], template: str, environment: str) -> dict[str, Any]:
    return {
        "launchParameter": {
            "jobName": stage["job"],
            "containerSpecGcsPath": template,
            "parameters": stage["options"],
            "environment": runtime(environment),
        }
    }


def runtime(environment: str) -> dict[str, Any]:
    try:
        value = json.loads(environment)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise AirflowFailException(f"variable simclr_beam_environment must be a JSON object, but was: {environment}")
    return value
