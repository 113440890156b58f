"""Plans and operators of the cloud DAG outside of a run."""

from simclr_beam import plans, tasks
from simclr_beam.parameters import GOOGLE, normalized, schemas

DAG = "simclr_beam_cloud"
CONF = {"input": "gs://bucket/images", "test": "gs://bucket/test", "output": "gs://bucket/out", "recipe": "fashion-mnist", "minimumTop1": 0.5}


def plan(**change):
    params = schemas(GOOGLE, "gpu0")
    values = normalized({name: param.value for name, param in params.items() if name not in CONF} | CONF | change, params)
    return plans.plan(DAG, "run", values, tasks.fingerprints(values))


def training_job(bag, stage=None):
    """The job of the train task, as it would be sent."""
    options = {"views": "gs://bucket/views", "output": "gs://bucket/model", "devices": "gpu0"}
    made_up = {"command": "train", "options": options, "job": "simclr-beam-cloud-model-0123456789abcdef"}
    train = bag.dags[DAG].task_dict["train"].prepare_for_execution()
    train.stage = stage or made_up
    train.image, train.namespace, train.service_account_name = "image:1", "default", "default"
    return train.build_job_request_obj()
