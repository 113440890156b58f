"""A stage as a Kubernetes job, found again by its name."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from airflow.providers.cncf.kubernetes.operators.job import KubernetesJobOperator
from airflow.sdk import Context
from airflow.sdk.exceptions import AirflowException
from kubernetes.client import models as k8s
from kubernetes.client.exceptions import ApiException

from simclr_beam import storage
from simclr_beam.kubernetes_end import KubernetesEndTrigger, delete_job
from simclr_beam.plans import BAD_OPTIONS, arguments

COMMAND = "/simclr-beam/infra/bin/simclr-beam"
CONTAINER = "simclr-beam"

NO_SECOND_POD = k8s.V1PodFailurePolicy(
    rules=[
        k8s.V1PodFailurePolicyRule(
            action="FailJob",
            on_exit_codes=k8s.V1PodFailurePolicyOnExitCodesRequirement(container_name=CONTAINER, operator="In", values=[BAD_OPTIONS]),
        )
    ]
)


def gpu_count(stage: dict[str, Any]) -> int:
    """How many GPUs the stage's option `devices` names."""
    names = str(stage["options"].get("devices", "cpu")).split(",")
    return len({name for name in names if name.startswith("gpu")})


class KubernetesStageOperator(KubernetesJobOperator):
    """Runs the stage as a job, with as many GPUs as it is to use, or waits for the job of that name; a stage that is complete is left alone."""

    template_fields = (*KubernetesJobOperator.template_fields, "stage")

    def __init__(self, *, stage: dict[str, Any], cpu: str, memory: str, **kwargs: Any) -> None:
        super().__init__(
            cmds=[COMMAND],
            base_container_name=CONTAINER,
            container_resources=k8s.V1ResourceRequirements(requests={"cpu": cpu, "memory": memory}, limits={"memory": memory}),
            full_job_spec=k8s.V1Job(
                metadata=k8s.V1ObjectMeta(),
                spec=k8s.V1JobSpec(
                    pod_failure_policy=NO_SECOND_POD,
                    template=k8s.V1PodTemplateSpec(metadata=k8s.V1ObjectMeta(), spec=k8s.V1PodSpec(containers=[])),
                ),
            ),
            labels={"app": "simclr-beam"},
            random_name_suffix=False,
            backoff_limit=3,
            ttl_seconds_after_finished=24 * 60 * 60,
            termination_grace_period=120,
            wait_until_job_complete=True,
            deferrable=True,
            **kwargs,
        )
        self.stage = stage

    def execute(self, context: Context) -> Any:
        if storage.exists(self.stage["marker"]):
            self.log.info("complete already: %s", self.stage["marker"])
            return None
        return super().execute(context)

    def build_job_request_obj(self, context: Context | None = None) -> k8s.V1Job:
        self.name = self.stage["job"]
        self.arguments = arguments(self.stage)
        limits = {"memory": self.container_resources.limits["memory"]}
        if gpus := gpu_count(self.stage):
            limits["nvidia.com/gpu"] = str(gpus)
        self.container_resources.limits = limits
        return super().build_job_request_obj(context)

    def create_job(self, job_request_obj: k8s.V1Job) -> k8s.V1Job:
        try:
            return super().create_job(job_request_obj)
        except ApiException as refused:
            if refused.status != HTTPStatus.CONFLICT:
                raise
        name, namespace = job_request_obj.metadata.name, job_request_obj.metadata.namespace
        if not self.hook.is_job_complete(self.hook.get_job_status(job_name=name, namespace=namespace)):
            self.log.info("waits for job %s, which runs already", name)
            return job_request_obj
        # It failed, or was stopped before its end: otherwise the stage would be complete.
        delete_job(self.job_client, name, namespace)
        self.await_startup(lambda: not self.is_there(name, namespace), f"job {name} of an earlier try does not go away")
        return super().create_job(job_request_obj)

    def is_there(self, name: str, namespace: str) -> bool:
        try:
            self.job_client.read_namespaced_job(name, namespace)
            return True
        except ApiException as absent:
            if absent.status == HTTPStatus.NOT_FOUND:
                return False
            raise

    def get_pods(self, pod_request_obj: k8s.V1Pod, context: Context, *, exclude_checked: bool = True) -> Sequence[k8s.V1Pod]:
        """The job's pods, whichever run made it; a new job has none at first."""
        selector = f"job-name={self.job.metadata.name}"
        return self.await_startup(
            lambda: self.client.list_namespaced_pod(self.job.metadata.namespace, label_selector=selector).items,
            f"no pods with the label {selector} within {self.startup_timeout_seconds} seconds",
        )

    def await_startup(self, asked: Callable[[], Any], problem: str) -> Any:
        """Asks until the answer is true, and returns it; AirflowException when it takes longer than a start may."""
        deadline = time.monotonic() + self.startup_timeout_seconds
        while not (answer := asked()):
            if time.monotonic() > deadline:
                raise AirflowException(problem)
            time.sleep(self.startup_check_interval_seconds)
        return answer

    def execute_deferrable(self) -> None:
        self.defer(
            trigger=KubernetesEndTrigger(
                job_name=self.job.metadata.name,
                job_namespace=self.job.metadata.namespace,
                pod_names=[pod.metadata.name for pod in self.pods],
                pod_namespace=self.job.metadata.namespace,
                base_container_name=self.base_container_name,
                kubernetes_conn_id=self.kubernetes_conn_id,
                cluster_context=self.cluster_context,
                config_file=self.config_file,
                in_cluster=self.in_cluster,
                poll_interval=self.job_poll_interval,
                get_logs=self.get_logs,
            ),
            method_name="execute_complete",
        )

    def execute_complete(self, context: Context, event: dict[str, Any], **kwargs: Any) -> str:
        super().execute_complete(context, event, **kwargs)
        # Training that is told to stop ends well, with a checkpoint that a retry goes on from.
        if not storage.exists(self.stage["marker"]):
            raise AirflowException(f"job {event['name']} ended, but {self.stage['marker']} is not there: it was stopped before its end")
        return event["name"]
