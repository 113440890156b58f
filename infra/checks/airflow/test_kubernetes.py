"""The cloud DAG's stages on Kubernetes: the job that is sent, and what becomes of it, against a stand-in for the interface."""

import asyncio

import pytest

import clouds_plan
from clouds_plan import CONF, DAG


@pytest.fixture(autouse=True)
def views(files):
    """An input, and its views."""
    files.store.clear()
    for name in ("images/a.png", "test/c.png"):
        files.pipe(f"/bucket/{name}", b"png")
    files.pipe(clouds_plan.plan()["views"]["marker"].removeprefix("gs:/"), b"{}")


def job_name():
    return "job-" + clouds_plan.plan()["train"]["job"]


def asked(kubernetes, method):
    return [path for verb, path, _ in kubernetes.asked if verb == method and "/jobs" in path]


def test_job(bag):
    """the training job has its name, labels, command, GPU, and no second pod for options that cannot be used"""
    job = clouds_plan.training_job(bag, clouds_plan.plan(epochs=2)["train"]).to_dict()
    assert job["metadata"]["name"].startswith("job-simclr-beam-cloud-model-") and len(job["metadata"]["name"]) <= 63
    assert job["metadata"]["labels"] == {"app": "simclr-beam"}
    (container,) = job["spec"]["template"]["spec"]["containers"]
    assert container["resources"]["limits"] == {"memory": "32Gi", "nvidia.com/gpu": "1"}
    assert container["resources"]["requests"] == {"cpu": "8", "memory": "32Gi"}
    assert container["command"] == ["/simclr-beam/infra/bin/simclr-beam"]
    assert container["args"][0] == "train" and {"--epochs=2", "--devices=gpu0"} <= set(container["args"])
    (rule,) = job["spec"]["pod_failure_policy"]["rules"]
    assert (rule["action"], rule["on_exit_codes"]["values"]) == ("FailJob", [2])
    assert job["spec"]["template"]["spec"]["restart_policy"] == "Never"


@pytest.mark.parametrize("devices, gpus", [("cpu", None), ("gpu0", "1"), ("gpu0,gpu1", "2"), ("cpu,gpu1", "1")])
def test_gpus(bag, devices, gpus):
    """a pod asks for as many GPUs as the devices name, and for none without"""
    job = clouds_plan.training_job(bag, clouds_plan.plan(devices=devices)["train"]).to_dict()
    limits = job["spec"]["template"]["spec"]["containers"][0]["resources"]["limits"]
    assert limits == {"memory": "32Gi"} | ({"nvidia.com/gpu": gpus} if gpus else {})


def test_failed_job(run, dataflow, kubernetes):
    """a job that failed is replaced by a retry, by the same name"""
    kubernetes.end = "Failed"
    done = run(DAG, CONF)
    assert done.states["train"] == "failed" and done.states["embed_train"] == "upstream_failed"
    assert len(asked(kubernetes, "DELETE")) == 2 and list(kubernetes.jobs) == [job_name()]


def test_stopped_job(run, dataflow, kubernetes, monkeypatch):
    """a training that was stopped ends well without a manifest, and a retry goes on"""
    complete = kubernetes.complete
    calls = []
    monkeypatch.setattr(kubernetes, "complete", lambda *given: calls.append(given) or len(calls) == 1 or complete(*given))
    done = run(DAG, CONF)
    assert set(done.states.values()) == {"success"} and done.tasks["train"].try_number == 2
    assert len(asked(kubernetes, "DELETE")) == 1


def test_running_job(run, dataflow, kubernetes):
    """a job that runs by that name is waited for"""
    stage = clouds_plan.plan()["train"]
    container = {"name": "simclr-beam", "args": ["train", f"--output={stage['options']['output']}"]}
    kubernetes.jobs[job_name()] = {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {"name": job_name(), "namespace": "default"},
        "spec": {"template": {"spec": {"containers": [container]}}},
        "status": {"active": 1},
        "questions": -3,
    }
    done = run(DAG, CONF)
    assert set(done.states.values()) == {"success"} and done.tasks["train"].try_number == 1
    assert not asked(kubernetes, "DELETE")


def test_kill_deferred(kubernetes):
    """a kill of the deferred task deletes the job and its pods; one that is gone is no error"""
    from airflow.sdk.module_loading import import_string

    from simclr_beam.kubernetes_end import KubernetesEndTrigger

    kubernetes.jobs["job-a"] = {}
    given = {"job_name": "job-a", "job_namespace": "default", "pod_names": ["job-a-0"], "pod_namespace": "default", "base_container_name": "simclr-beam"}
    path, kept = KubernetesEndTrigger(**given).serialize()
    for _ in range(2):
        asyncio.run(import_string(path)(**kept).on_kill())
    assert not kubernetes.jobs and kubernetes.asked[0][2]["propagationPolicy"] == ["Foreground"]
