"""Runs DAGs as they lie in infra/airflow; a case is a test, named by its docstring, and printed as a line to file descriptor 3."""

import os
import pathlib

import pytest

import clouds

AIRFLOW = pathlib.Path(__file__).parents[2] / "airflow"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    report = (yield).get_result()
    report.case = item.function.__doc__ + (f" ({item.callspec.id})" if hasattr(item, "callspec") else "")


def pytest_runtest_logreport(report):
    if report.when == "call" or report.failed:
        os.write(3, f"{'failed' if report.failed else 'passed'}  {report.case}\n".encode())


@pytest.fixture(scope="session")
def bag():
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(dag_folder=AIRFLOW / "dags")
    assert not bag.import_errors
    for task in bag.dags["simclr_beam_cloud"].tasks:
        # The stand-ins answer at once.
        for interval in {"poll_sleep", "job_poll_interval", "startup_check_interval_seconds"} & vars(task).keys():
            setattr(task, interval, 0)
    return bag


class Finished:
    """A run that has ended."""

    def __init__(self, run):
        self.run = run
        self.state = str(run.state)
        self.tasks = {each.task_id: each for each in run.get_task_instances()}
        self.states = {name: str(each.state) for name, each in self.tasks.items()}

    def pushed(self, task, key="return_value"):
        from airflow.models.xcom import XComModel
        from airflow.utils.session import create_session

        with create_session() as session:
            found = session.scalars(XComModel.get_many(run_id=self.run.run_id, task_ids=task, key=key)).first()
            return None if found is None else XComModel.deserialize_value(found)


@pytest.fixture
def run(bag):
    """run(DAG's id, parameters, logical date) runs a DAG to its end."""

    def run(dag_id, conf, **date):
        return Finished(bag.dags[dag_id].test(run_conf=conf, **date))

    return run


@pytest.fixture(scope="session")
def files():
    """What is at gs:// for Airflow: a file system in memory."""
    from airflow.sdk.io import attach
    from fsspec.implementations.memory import MemoryFileSystem

    memory = MemoryFileSystem()
    attach("gs", "google_cloud_default", fs=memory)
    return memory


@pytest.fixture
def dataflow(files, monkeypatch):
    from airflow.providers.google.cloud.hooks.dataflow import DataflowHook
    from google.api_core.client_options import ClientOptions

    server = clouds.start(clouds.Dataflow(files))
    monkeypatch.setattr(DataflowHook, "get_client_options", lambda hook: ClientOptions(api_endpoint=server.url))
    yield server.cloud
    server.end()


@pytest.fixture
def kubernetes(files):
    server = clouds.start(clouds.Kubernetes(files), port=int(os.environ["KUBERNETES_PORT"]))
    yield server.cloud
    server.end()
