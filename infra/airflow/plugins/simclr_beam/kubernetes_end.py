"""Waiting for a Kubernetes job without a worker."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from airflow.providers.cncf.kubernetes.hooks.kubernetes import KubernetesHook
from airflow.providers.cncf.kubernetes.triggers.job import KubernetesJobTrigger
from asgiref.sync import sync_to_async
from kubernetes.client import BatchV1Api
from kubernetes.client.exceptions import ApiException


class KubernetesEndTrigger(KubernetesJobTrigger):
    """Deletes the job when the deferred task is killed; the provider's own leaves it running."""

    def serialize(self) -> tuple[str, dict[str, Any]]:
        return f"{__name__}.{type(self).__name__}", super().serialize()[1]

    async def on_kill(self) -> None:
        await sync_to_async(self.delete)()

    def delete(self) -> None:
        hook = KubernetesHook(
            conn_id=self.kubernetes_conn_id,
            in_cluster=self.in_cluster,
            config_file=self.config_file,
            cluster_context=self.cluster_context,
        )
        delete_job(hook.batch_v1_client, self.job_name, self.job_namespace)


def delete_job(client: BatchV1Api, name: str, namespace: str) -> None:
    """Deletes the job and its pods; one that is gone is no error."""
    try:
        client.delete_namespaced_job(name, namespace, propagation_policy="Foreground")
    except ApiException as absent:
        if absent.status != HTTPStatus.NOT_FOUND:
            raise
