"""The cloud DAG's stages on Dataflow, against a stand-in for its interface; what a trigger does, too."""

import asyncio

import pytest

import clouds
import clouds_plan
from clouds_plan import CONF, DAG


@pytest.fixture(autouse=True)
def images(files):
    """An input, and nothing made of it."""
    files.store.clear()
    for name in ("images/a.png", "images/b.png", "test/c.png"):
        files.pipe(f"/bucket/{name}", b"png")


def launched(dataflow):
    return dataflow.posts("flexTemplates:launch")


def trigger(dataflow, **change):
    """The trigger as the triggerer makes it again from what is stored of it."""
    from airflow.sdk.module_loading import import_string

    from simclr_beam.dataflow_end import DataflowEndTrigger

    given = {"job_id": "2026-01-01_00_00_00-0", "project_id": "proj-x", "location": "us-central1", "poll_sleep": 0}
    path, kept = DataflowEndTrigger(**given | change).serialize()
    return import_string(path)(**kept)


def fired(trigger):
    async def first():
        async for event in trigger.run():
            return event.payload

    return asyncio.run(asyncio.wait_for(first(), 60))


def with_job(dataflow, state="JOB_STATE_QUEUED"):
    dataflow.launched("proj-x", "us-central1", {"jobName": clouds_plan.plan()["views"]["job"], "parameters": clouds_plan.plan()["views"]["options"]})
    dataflow.jobs["2026-01-01_00_00_00-0"]["currentState"] = state


def test_whole_chain(run, dataflow, kubernetes, files):
    """the cloud's chain ends with a marker in the bucket: three jobs on Dataflow, two on Kubernetes"""
    done = run(DAG, CONF)
    assert set(done.states.values()) == {"success"}
    plan = clouds_plan.plan()
    bodies = [body["launchParameter"] for body in launched(dataflow)]
    # The two of embed go side by side, so in any order.
    assert bodies[0]["jobName"] == plan["views"]["job"]
    assert {body["jobName"] for body in bodies[1:]} == {plan[stage]["job"] for stage in ("embed_train", "embed_test")}
    assert bodies[0] == {
        "jobName": plan["views"]["job"],
        "containerSpecGcsPath": "gs://bucket/templates/views.json",
        "parameters": {"input": "gs://bucket/images", "recipe": "fashion-mnist", "seed": "0", "output": plan["run"]["folder"] + "/views"},
        "environment": {"maxWorkers": 3, "tempLocation": "gs://bucket/temp"},
    }
    assert bodies[1]["containerSpecGcsPath"] == bodies[2]["containerSpecGcsPath"] == "gs://bucket/templates/embed.json"
    assert list(kubernetes.jobs) == [f"job-{plan[stage]['job']}" for stage in ("train", "probe")]
    assert files.exists("/bucket/out/published.json")
    again = run(DAG, CONF)
    assert set(again.states.values()) == {"success", "skipped"} and len(launched(dataflow)) == 3


def test_failed_job(run, dataflow):
    """a job that fails is launched again by a retry, by the same name, and its id was told before it ended"""
    dataflow.end = "JOB_STATE_FAILED"
    done = run(DAG, CONF)
    assert done.states["views"] == "failed" and done.states["train"] == "upstream_failed"
    assert [job["name"] for job in dataflow.jobs.values()] == [clouds_plan.plan()["views"]["job"]] * 3
    assert done.pushed("views", "job_id") == list(dataflow.jobs)[-1]


def test_cancelled_job(run, dataflow):
    """a job that somebody cancelled fails its task at once and stays cancelled"""
    dataflow.end = "JOB_STATE_CANCELLED"
    done = run(DAG, CONF)
    assert done.states["views"] == "failed" and len(dataflow.jobs) == 1


def test_lost_answer(run, dataflow):
    """a launch whose answer is lost has one job, which is waited for"""
    dataflow.faults = [clouds.LOST]
    dataflow.end = "JOB_STATE_CANCELLED"
    done = run(DAG, CONF)
    assert len(dataflow.jobs) == 1 and len(launched(dataflow)) >= 1
    assert done.pushed("views", "job_id") == list(dataflow.jobs)[0]


def test_active_job(run, dataflow):
    """a job that is active by its name is waited for, and not launched again"""
    with_job(dataflow)
    dataflow.end = "JOB_STATE_CANCELLED"
    done = run(DAG, CONF)
    assert not launched(dataflow) and done.pushed("views", "job_id") == "2026-01-01_00_00_00-0"


def test_refused_launch(run, dataflow):
    """a launch that is refused has no job, and fails the task"""
    dataflow.faults = [403, 403, 403]
    done = run(DAG, CONF)
    assert done.states["views"] == "failed" and not dataflow.jobs


def test_no_manifest(run, dataflow, monkeypatch):
    """a job that ends well but leaves no manifest is a failure"""
    monkeypatch.setattr(dataflow, "complete", lambda *_: None)
    assert run(DAG, CONF).states["views"] == "failed"


def test_missing_variables(run, dataflow, monkeypatch):
    """variables that are not set are named before anything starts"""
    monkeypatch.delenv("AIRFLOW_VAR_SIMCLR_BEAM_REGION")
    done = run(DAG, CONF)
    assert done.states["plan"] == "failed" and done.tasks["plan"].try_number == 1 and not dataflow.asked


@pytest.mark.parametrize("text", ["maxWorkers=3", "[]"])
def test_bad_environment(text):
    """a Dataflow environment that is no JSON object is named"""
    from airflow.sdk.exceptions import AirflowFailException

    from simclr_beam.dataflow import runtime

    with pytest.raises(AirflowFailException, match="must be a JSON object, but was: .*"):
        runtime(text)


@pytest.mark.parametrize("state", ["DONE", "FAILED", "CANCELLED", "DRAINED", "UPDATED"])
def test_terminal_states(dataflow, state):
    """the trigger fires in every terminal state"""
    with_job(dataflow, f"JOB_STATE_{state}")
    assert fired(trigger(dataflow)) == {
        "job_id": "2026-01-01_00_00_00-0",
        "state": f"JOB_STATE_{state}",
        "message": f"Dataflow job 2026-01-01_00_00_00-0 ended in JOB_STATE_{state}",
    }


def test_no_answer(dataflow, monkeypatch):
    """the trigger outlives a fault, and gives up after ten in a row"""
    with_job(dataflow, "JOB_STATE_DONE")
    right = dataflow.answer
    wrong = iter([(503, {})] * 9)
    monkeypatch.setattr(dataflow, "answer", lambda *asked: next(wrong, None) or right(*asked))
    assert fired(trigger(dataflow))["state"] == "JOB_STATE_DONE"
    monkeypatch.setattr(dataflow, "answer", lambda *asked: (503, {}))
    assert fired(trigger(dataflow))["state"] == "" and len(dataflow.asked) == 20


@pytest.mark.parametrize(("cancel", "state"), [(True, "JOB_STATE_CANCELLED"), (False, "JOB_STATE_QUEUED")], ids=["cancelled", "left alone"])
def test_kill_deferred(dataflow, cancel, state):
    """a kill of the deferred task cancels the job, unless it is told not to"""
    with_job(dataflow)
    asyncio.run(trigger(dataflow, cancel_on_kill=cancel).on_kill())
    assert dataflow.jobs["2026-01-01_00_00_00-0"]["currentState"] == state


def test_kill_running(bag, dataflow):
    """a kill while the task runs cancels the job in the project and region that the job says"""
    with_job(dataflow)
    views = bag.dags[DAG].task_dict["views"].prepare_for_execution()
    views.on_kill()
    views.job = dataflow.jobs["2026-01-01_00_00_00-0"]
    views.on_kill()
    assert [path for method, path, _ in dataflow.asked if method == "PUT"] == ["/v1b3/projects/proj-x/locations/us-central1/jobs/2026-01-01_00_00_00-0"]
    assert views.job["currentState"] == "JOB_STATE_CANCELLED"


def test_changed_inputs(run, files, monkeypatch):
    """inputs that change while the run goes on are not published"""
    from simclr_beam import tasks

    plan = clouds_plan.plan()
    for stage in ("views", "train", "embed_train", "embed_test", "probe"):
        clouds.Cloud(files).complete(plan[stage]["command"], plan[stage]["options"]["output"])
    before = tasks.fingerprints
    answers = iter([before, lambda values: before(values) | {"test": {}}])
    monkeypatch.setattr(tasks, "fingerprints", lambda values: next(answers)(values))
    done = run(DAG, CONF)
    assert (done.states["gate"], done.states["publish"]) == ("success", "failed")
    assert done.tasks["publish"].try_number == 1 and not files.exists("/bucket/out/published.json")
