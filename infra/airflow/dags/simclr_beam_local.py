"""The whole chain on one worker, each stage by the launcher."""

from __future__ import annotations

from airflow.sdk import Asset, dag

from simclr_beam import tasks
from simclr_beam.launcher import LauncherOperator
from simclr_beam.parameters import ANYWHERE, schemas

STAGES = ("views", "train", "embed_train", "embed_test", "probe")


@dag(
    schedule=None,
    params=schemas(places=ANYWHERE, devices="cpu"),
    default_args={"retries": 2},
    # Every stage takes all cores.
    max_active_runs=1,
    max_active_tasks=1,
    tags=["simclr-beam"],
    doc_md="Images -> views -> training -> embeddings -> probe -> published.json, by infra/bin/simclr-beam on the worker.",
)
def simclr_beam_local():
    planned = tasks.plan(variables=[])
    views, train, embed_train, embed_test, probe = (LauncherOperator(task_id=name, stage=planned[name]) for name in STAGES)
    tasks.in_order(planned["run"], Asset("simclr_beam_local_published"), views, train, [embed_train, embed_test], probe)


simclr_beam_local()
