"""What Airflow makes of the files."""

import os
import pathlib
import re
import subprocess
import sys

import pytest
import yaml

IMPORT = """
import os, sys, time
from airflow.dag_processing.dagbag import DagBag
start = time.process_time()
bag = DagBag(dag_folder=sys.argv[1])
print("imported", sorted(bag.dags), bag.import_errors, bag.captured_warnings, f"{time.process_time() - start:.1f}")
"""
FOLDER = pathlib.Path(__file__).parents[2] / "airflow/dags"


def test_import():
    """DAGs are imported without an error or a warning of deprecation"""
    done = subprocess.run([sys.executable, "-W", "default", "-c", IMPORT, FOLDER], capture_output=True, text=True)
    said = re.search("imported (.*) ([0-9.]+)", done.stdout)
    assert said, done.stderr
    assert said.group(1) == "['simclr_beam_cloud', 'simclr_beam_local'] {} {}"
    ours = [line for line in done.stderr.splitlines() if "Deprecat" in line and ("infra/airflow" in line or "Airflow" in line)]
    assert not ours
    os.write(3, f"# the DAGs take {said.group(2)} seconds of a core to import\n".encode())
    assert float(said.group(2)) < 30


@pytest.mark.parametrize("dag_id", ["simclr_beam_local", "simclr_beam_cloud"])
def test_shape(bag, dag_id):
    """both DAGs have the same stages in the same order, and start only when they are told to"""
    dag = bag.dags[dag_id]
    below = {task.task_id: task.downstream_task_ids - {"gate", "publish"} for task in dag.tasks}
    assert below["fresh"] == {"views"} and below["views"] == {"train"} and below["train"] == {"embed_train", "embed_test"}
    assert below["embed_train"] == below["embed_test"] == {"probe"}
    assert dag.task_dict["probe"].downstream_task_ids == {"gate"} and "publish" in dag.task_dict["gate"].downstream_task_ids
    assert not dag.task_dict["publish"].downstream_task_ids
    assert dag.timetable.can_be_scheduled is False
    assert [task.task_id for task in dag.tasks if task.trigger_rule != "all_success"] == []


def test_document():
    """the parameters that the document lists are those that there are"""
    from simclr_beam.parameters import ANYWHERE, schemas

    document = FOLDER.parents[1].joinpath("docs/AIRFLOW.md").read_text()
    listed = re.findall(r"^\| `(\w+)` \|", document.partition("## Parameters")[2].partition("\n## ")[0], re.MULTILINE)
    assert listed == list(schemas(ANYWHERE, "cpu"))


def test_manifest(bag):
    """the manifest in infra/kubernetes asks for what the DAG's training asks for"""
    from kubernetes.client import ApiClient, V1Job

    import clouds_plan

    manifest = yaml.safe_load(FOLDER.parents[1].joinpath("kubernetes/train.yaml").read_text())
    client = ApiClient()
    assert client.sanitize_for_serialization(client._ApiClient__deserialize_model(manifest, V1Job)) == manifest
    job = client.sanitize_for_serialization(clouds_plan.training_job(bag))
    ours, theirs = (each["spec"] for each in (job, manifest))
    assert {name: ours[name] for name in ("backoffLimit", "ttlSecondsAfterFinished", "podFailurePolicy")} == {
        name: theirs[name] for name in ("backoffLimit", "ttlSecondsAfterFinished", "podFailurePolicy")
    }
    pod, other = (spec["template"]["spec"] for spec in (ours, theirs))
    assert (pod["restartPolicy"], pod["terminationGracePeriodSeconds"]) == (other["restartPolicy"], other["terminationGracePeriodSeconds"])
    (container,), (plain,) = pod["containers"], other["containers"]
    assert {name: container[name] for name in ("name", "command", "resources")} == {name: plain[name] for name in ("name", "command", "resources")}
    assert container["args"][0] == plain["args"][0] == "train"
