"""Tasks that both DAGs begin and end with."""

from __future__ import annotations

import json
from typing import Any

from airflow.sdk import Asset, Variable, chain, get_current_context, task
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from simclr_beam import plans, published, storage
from simclr_beam.gate import refusals, top1_of
from simclr_beam.inputs import fingerprint
from simclr_beam.parameters import normalized


@task(multiple_outputs=True)
def plan(variables: list[str]) -> dict[str, Any]:
    """Refuses what cannot run before anything starts; otherwise says what every stage does."""
    context = get_current_context()
    missing = [name for name in variables if Variable.get(name, default=None) is None]
    if missing:
        raise AirflowFailException(f"variables that must be set: {', '.join(missing)}")
    try:
        values = normalized(context["params"], context["dag"].params)
        inputs = fingerprints(values)
    except (ValueError, FileNotFoundError) as problem:
        raise AirflowFailException(str(problem)) from None
    return plans.plan(context["dag"].dag_id, context["run_id"], values, inputs)


@task
def fresh(run: dict[str, Any]) -> str:
    """Skips itself and all that follows when just this was published before."""
    if published.is_published(run):
        raise AirflowSkipException(f"published already: {run['published']} names {run['folder']}")
    return run["folder"]


@task
def gate(run: dict[str, Any]) -> str:
    """Lets an evaluation pass, and returns its SHA-256; a retry would not change a refusal."""
    data = storage.read(run["evaluation"])
    card = json.loads(data)
    reasons = refusals(card, run["parameters"]["minimumTop1"])
    if reasons:
        raise AirflowFailException(f"{run['evaluation']} is not published: {'; '.join(reasons)}")
    print(f"top-1 {top1_of(card)}, {len(card['integrity'])} integrity checks passed")
    return published.sha256(data)


def publish(outlet: Asset) -> Any:
    """The task that writes the marker, and tells Airflow that the outlet has changed."""

    @task(outlets=[outlet])
    def publish(run: dict[str, Any], evaluation: str) -> dict[str, Any]:
        context = get_current_context()
        if fingerprints(run["parameters"]) != run["inputs"]:
            raise AirflowFailException("the inputs changed while the run was going on; nothing is published")
        return published.publish(run, evaluation, context["dag"].dag_id, context["run_id"])

    return publish


def in_order(run: Any, outlet: Asset, views: Any, train: Any, embeds: list[Any], probe: Any) -> None:
    """The order of a whole run, from the question whether there is anything to do to its publication."""
    evaluation = gate(run)
    chain(fresh(run), views, train, embeds, probe, evaluation, publish(outlet)(run, evaluation))


def fingerprints(values: dict[str, Any]) -> dict[str, Any]:
    return {name: fingerprint(values[name]) for name in ("input", "labelled", "test") if values[name]}
