"""The whole chain in the cloud: Beam's stages on Dataflow, training and probe on Kubernetes."""

from __future__ import annotations

from airflow.sdk import Asset, dag

from simclr_beam import tasks
from simclr_beam.dataflow import DataflowStageOperator
from simclr_beam.kubernetes import KubernetesStageOperator
from simclr_beam.parameters import GOOGLE, schemas

# Without these nothing can start; what else may be set stands in infra/docs/AIRFLOW.md.
VARIABLES = ["simclr_beam_templates", "simclr_beam_region", "simclr_beam_image"]


def on_dataflow(name: str, template: str, stage):
    return DataflowStageOperator(
        task_id=name,
        stage=stage,
        template=f"{{{{ var.value.simclr_beam_templates.rstrip('/') }}}}/{template}.json",
        environment="{{ var.value.get('simclr_beam_environment', '{}') }}",
        location="{{ var.value.simclr_beam_region }}",
    )


def on_kubernetes(name: str, stage, cpu: str, memory: str):
    return KubernetesStageOperator(
        task_id=name,
        stage=stage,
        image="{{ var.value.simclr_beam_image }}",
        namespace="{{ var.value.get('simclr_beam_namespace', 'default') }}",
        service_account_name="{{ var.value.get('simclr_beam_service_account', 'default') }}",
        cpu=cpu,
        memory=memory,
    )


@dag(
    schedule=None,
    params=schemas(places=GOOGLE, devices="gpu0"),
    default_args={"retries": 2},
    max_active_runs=1,
    tags=["simclr-beam"],
    doc_md="Images -> views -> training -> embeddings -> probe -> published.json, on Dataflow and Kubernetes.",
)
def simclr_beam_cloud():
    planned = tasks.plan(variables=VARIABLES)
    views = on_dataflow("views", "views", planned["views"])
    train = on_kubernetes("train", planned["train"], cpu="8", memory="32Gi")
    embed_train = on_dataflow("embed_train", "embed", planned["embed_train"])
    embed_test = on_dataflow("embed_test", "embed", planned["embed_test"])
    probe = on_kubernetes("probe", planned["probe"], cpu="4", memory="16Gi")
    tasks.in_order(planned["run"], Asset("simclr_beam_cloud_published"), views, train, [embed_train, embed_test], probe)


simclr_beam_cloud()
