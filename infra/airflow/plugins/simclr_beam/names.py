"""Names of jobs that a retry, or another run of the same, finds again."""

from __future__ import annotations

import re

# Kubernetes' names and labels have 63 characters at most, and Airflow's operator puts job- before them.
MAX_LENGTH = 59


def job_name(dag_id: str, stage: str, digest: str) -> str:
    """A name of [a-z]([-a-z0-9]*[a-z0-9])?, MAX_LENGTH at most; a DAG's id that is too long is cut, since the digest tells runs apart."""
    end = f"-{slug(stage)}-{digest}"
    start = slug(dag_id)
    if not re.match("[a-z]", start):
        start = f"dag-{start}".rstrip("-")
    return start[: MAX_LENGTH - len(end)].rstrip("-") + end


def slug(text: str) -> str:
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")
