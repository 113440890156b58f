"""The local DAG, with the program itself; cases stand in the order in which they run, since later ones look at what earlier ones left."""

import json
import os
import pathlib
import subprocess

import pytest

from conftest import Finished

WORK = pathlib.Path(os.environ["AIRFLOW_WORK"])
FAULTS = pathlib.Path(os.environ["FAULTS"])
DAG = "simclr_beam_local"
CONF = {
    "input": f"{WORK}/in/labelled-images-idx3-ubyte",
    "test": f"{WORK}/in/test-images-idx3-ubyte",
    "output": f"{WORK}/out",
    "recipe": "fashion-mnist",
    "viewsPerImage": 2,
    "encoder": "resnet-tiny",
    "batchSize": 32,
    "maxSteps": 2,
    "protocol": "quick",
    "minimumTop1": 0.15,
}
STAGES = ["views", "train", "embed_train", "embed_test", "probe"]
MARKER = WORK / "out/published.json"


def started():
    log = FAULTS / "started"
    return log.read_text().split() if log.exists() else []


@pytest.fixture
def starts():
    """What a case starts."""
    before = len(started())
    return lambda: started()[before:]


def command(conf, date):
    """airflow dags test, as a person would type it; and the run that it left."""
    from airflow.models.dagrun import DagRun
    from airflow.utils.session import create_session
    from sqlalchemy import select

    done = subprocess.run(["airflow", "dags", "test", DAG, date, "--conf", json.dumps(conf)], capture_output=True, text=True)
    with create_session() as session:
        found = session.scalars(select(DagRun).where(DagRun.dag_id == DAG)).all()
        return done, next(Finished(run) for run in found if str(run.logical_date).startswith(date))


@pytest.mark.parametrize(
    ("name", "value"),
    [("minimumTop1", 2), ("viewsPerImage", 1), ("epochs", "all"), ("input", "images"), ("recipe", "a; b"), ("anew", "yes")],
    ids=str,
)
def test_bad_parameters(run, starts, name, value):
    """bad parameters are refused before there is a run"""
    from airflow.sdk.exceptions import ParamValidationError

    with pytest.raises((ParamValidationError, ValueError), match=f"(?s){name}"):
        run(DAG, CONF | {name: value})
    assert not starts()


@pytest.mark.parametrize("change", [{"epoch": 1}, {"input": f"{WORK}/in/none"}], ids=["unknown", "no input"])
def test_unknown_parameters(run, starts, change):
    """unknown parameters and inputs that are not there are refused before a stage starts, and not tried again"""
    refused = run(DAG, CONF | change)
    assert refused.state == "failed"
    assert refused.states == {"plan": "failed"} | {name: "upstream_failed" for name in ["fresh", *STAGES, "gate", "publish"]}
    assert refused.tasks["plan"].try_number == 1 and not starts()


def test_bad_options(run, starts):
    """what the program refuses is not tried again"""
    refused = run(DAG, CONF | {"recipe": "none-such"})
    assert refused.states["views"] == "failed" and refused.states["train"] == "upstream_failed"
    assert starts() == ["views"]


def test_failing_stage(starts):
    """a failing stage is tried again, then fails the run: exit code 1, nothing below it, no marker"""
    (FAULTS / "views").write_text("always")
    done, run = command(CONF | {"seed": 1}, "2026-01-01")
    (FAULTS / "views").unlink()
    assert done.returncode == 1, done.stdout[-2000:]
    assert run.state == "failed" and run.states["views"] == "failed"
    assert {run.states[name] for name in [*STAGES[1:], "gate", "publish"]} == {"upstream_failed"}
    assert starts() == ["views"] * 3 and not MARKER.exists()


def test_chain(starts):
    """the chain ends with a report and a marker, though stages failed once; a retry does no work twice"""
    (FAULTS / "views").write_text("after")
    (FAULTS / "train").write_text("stopped")
    done, run = command(CONF, "2026-01-02")
    assert done.returncode == 0, done.stdout[-4000:]
    assert set(run.states.values()) == {"success"}
    # Views were whole when their answer was lost; training was stopped before it had done anything.
    assert starts() == ["views", "train", "train", "embed", "embed", "probe"]
    assert (run.tasks["views"].try_number, run.tasks["train"].try_number, run.tasks["probe"].try_number) == (2, 2, 1)
    marker = json.loads(MARKER.read_text())
    card = json.loads(pathlib.Path(marker["evaluation"]).read_text())
    assert marker["top1"] == card["linearProbe"]["top1"] and all(check["pass"] for check in card["integrity"])
    assert pathlib.Path(marker["evaluation"]).with_name("report.html").stat().st_size > 10000
    assert pathlib.Path(marker["checkpoint"], "manifest.json").exists()
    assert marker["runId"] == run.run.run_id


def test_fresh(run, starts):
    """a run of what is published is skipped, and seen to be"""
    again = run(DAG, CONF | {"maxSteps": 2.0})
    assert again.state == "success" and again.states.pop("plan") == "success"
    assert set(again.states.values()) == {"skipped"} and not starts()


def test_accuracy(run, starts):
    """the gate refuses a low accuracy, once, and the marker stays"""
    before = MARKER.read_bytes()
    refused = run(DAG, CONF | {"minimumTop1": 1})
    assert refused.state == "failed"
    assert (refused.states["probe"], refused.states["gate"], refused.states["publish"]) == ("success", "failed", "upstream_failed")
    assert refused.tasks["gate"].try_number == 1 and not starts()
    assert MARKER.read_bytes() == before


def test_integrity(run, starts):
    """the gate refuses a failed integrity check, and the marker stays"""
    before = MARKER.read_bytes()
    evaluation = pathlib.Path(json.loads(before)["evaluation"])
    good = evaluation.read_text()
    card = json.loads(good)
    card["integrity"][0]["pass"] = False
    evaluation.write_text(json.dumps(card))
    refused = run(DAG, CONF)
    evaluation.write_text(good)
    assert (refused.states["gate"], refused.states["publish"]) == ("failed", "upstream_failed")
    assert MARKER.read_bytes() == before and not starts()


def test_no_date(run, starts):
    """a run without a logical date publishes too, and finds the stages complete"""
    MARKER.unlink()
    dateless = run(DAG, CONF, logical_date=None)
    assert dateless.run.logical_date is None and set(dateless.states.values()) == {"success"}
    assert json.loads(MARKER.read_text())["runId"] == dateless.run.run_id and not starts()
