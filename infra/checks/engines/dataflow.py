#!/usr/bin/env python3
"""A stand-in for Dataflow's job service, version v1b3, on loopback.

usage: dataflow.py PORT_FILE FOLDER GCS_URL

Takes jobs and template launches and refuses, as the service does, every field that Google's own client has not (dataflow-fields.json).
It runs no pipeline: a job runs until it is told to end. What was submitted lies in FOLDER/jobs/ID.json, each request in FOLDER/requests.log.
PORT_FILE gets the port once requests are taken. Beside the service's own addresses there are:

  POST /control/answers  {"create": [503, 403]}: the statuses of the next requests of a kind (create, list, metrics, get), in the place of an answer;
                         "lost" takes the job and then answers 503, "empty" answers that there is nothing
  POST /control/end      {"name": NAME, "state": "JOB_STATE_FAILED", "error": TEXT}: how the active job of that name ends
  POST /control/counters {"images": 600}: what the metrics of every job say
  POST /control/images   {IMAGE: {"FLEX_TEMPLATE_JAVA_MAIN_CLASS": ..., "FLEX_TEMPLATE_JAVA_CLASSPATH": ...}}: what a template's image holds
"""
import collections
import gzip
import json
import os
import pathlib
import re
import subprocess
import sys
import threading
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PORT_FILE, FOLDER, GCS = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
FIELDS = json.loads((pathlib.Path(__file__).parent / "dataflow-fields.json").read_text())
NAME = re.compile(r"[a-z]([-a-z0-9]{0,1022}[a-z0-9])?")
LABEL, LABEL_VALUE = re.compile(r"[a-z][a-z0-9_-]{0,62}"), re.compile(r"[a-z0-9_-]{0,63}")
ENDED = ("JOB_STATE_DONE", "JOB_STATE_FAILED", "JOB_STATE_CANCELLED")
PAGE = 2

lock = threading.RLock()
jobs = collections.OrderedDict()
answers = collections.defaultdict(list)
counters = {}
images = {}


class Refused(Exception):
    def __init__(self, code, status, message):
        super().__init__(message)
        self.code, self.status, self.message = code, status, message


def invalid(message):
    return Refused(400, "INVALID_ARGUMENT", message)


def check(value, kind, where):
    """Refuses what the client's classes would not hold."""
    if kind == "any":
        return
    if isinstance(kind, list):
        if not isinstance(value, list):
            raise invalid(f"Invalid value at '{where}': must be a list")
        for i, item in enumerate(value):
            check(item, kind[0], f"{where}[{i}]")
    elif isinstance(kind, dict):
        if not isinstance(value, dict):
            raise invalid(f"Invalid value at '{where}': must be a map")
        for name, item in value.items():
            check(item, kind["*"], f"{where}.{name}")
    elif kind in FIELDS:
        if not isinstance(value, dict):
            raise invalid(f"Invalid value at '{where}': must be a message")
        for name, item in value.items():
            if name not in FIELDS[kind]:
                raise invalid(f"Invalid JSON payload received. Unknown name \"{name}\" at '{where}': Cannot find field.")
            check(item, FIELDS[kind][name], f"{where}.{name}")
    elif not {"string": isinstance(value, str), "boolean": isinstance(value, bool),
              "number": isinstance(value, (int, float)) or str(value).lstrip("-").isdigit()}[kind]:
        raise invalid(f"Invalid value at '{where}' ({kind}): {value!r}")


def object_text(uri):
    bucket, name = re.fullmatch(r"gs://([^/]+)/(.+)", uri).groups()
    with urllib.request.urlopen(f"{GCS}/storage/v1/b/{bucket}/o/{urllib.parse.quote(name, safe='')}?alt=media") as answer:
        return answer.read().decode()


def active(name):
    return next((job for job in jobs.values() if job["name"] == name and job["currentState"] not in ENDED), None)


def check_job(job):
    check(job, "Job", "job")
    if not NAME.fullmatch(job.get("name", "")):
        raise invalid(f"The workflow could not be created. Causes: the job name {job.get('name')!r} is invalid")
    for name, value in job.get("labels", {}).items():
        if not LABEL.fullmatch(name) or not LABEL_VALUE.fullmatch(value):
            raise invalid(f"The workflow could not be created. Causes: the label {name}={value} is invalid")
    for package in (p for pool in job["environment"]["workerPools"] for p in pool.get("packages", [])):
        if not package.get("location", "").startswith(("gs://", "storage.googleapis.com/")):
            raise invalid(f"The workflow could not be created. Causes: the package {package} is not on Cloud Storage")


def new_job(project, region, name, state, submitted):
    number = len(jobs) + 1
    job = {"id": f"2026-01-01_00_00_{number:02d}-{number:019d}", "name": name, "projectId": project, "location": region,
           "type": submitted.get("type", "JOB_TYPE_BATCH"), "clientRequestId": submitted.get("clientRequestId", ""),
           "currentState": state, "createTime": "2026-01-01T00:00:00Z", "messages": [], "labels": submitted.get("labels", {})}
    jobs[job["id"]] = job
    keep(job, submitted)
    return job


def keep(job, submitted):
    (FOLDER / "jobs" / (job["id"] + ".json")).write_text(json.dumps(submitted, indent=1))


def shown(job, *more):
    """A job's summary, which is all that the service promises of a list: no labels."""
    return {name: value for name, value in job.items() if name not in ("messages", "labels") or name in more}


def say(job, importance, text):
    job["messages"].append({"id": f"m{len(job['messages'])}", "time": "2026-01-01T00:00:01Z", "messageText": text, "messageImportance": importance})


def create(project, region, job):
    check_job(job)
    found = active(job["name"])
    return shown(found or new_job(project, region, job["name"], "JOB_STATE_RUNNING", job))


def launch(project, region, request):
    check(request, "LaunchFlexTemplateRequest", "launch_flex_template_request")
    launched = request["launchParameter"]
    if not NAME.fullmatch(launched.get("jobName", "")):
        raise invalid("launch_parameter.job_name is missing or invalid")
    try:
        spec = json.loads(object_text(launched["containerSpecGcsPath"]))
    except OSError as e:
        raise invalid(f"Unable to open template file: {launched['containerSpecGcsPath']}. {e}")
    check(spec, "ContainerSpec", "container_spec")
    parameters, known = launched.get("parameters", {}), {p["name"]: p for p in spec["metadata"]["parameters"]}
    causes = [f"Missing required parameter: {name}" for name, p in known.items() if not p.get("isOptional") and name not in parameters]
    causes += [f"Unrecognized parameter: {name}" for name in parameters if name not in known]
    causes += [f"{name}: {parameters[name]} does not match the regex {regex}" for name, p in known.items() if name in parameters
               for regex in p.get("regexes", []) if not re.fullmatch(regex, parameters[name])]
    if causes:
        raise invalid("The template parameters are invalid. Details: " + "; ".join(causes))
    if active(launched["jobName"]):
        raise Refused(409, "ALREADY_EXISTS", f"There is already an active job named {launched['jobName']}")
    job = new_job(project, region, launched["jobName"], "JOB_STATE_QUEUED", {})
    threading.Thread(target=start_launcher, args=(job, spec, launched), daemon=True).start()
    return {"job": shown(job)}


def start_launcher(job, spec, launched):
    """What the launcher's virtual machine does: calls the main class, then starts the job that it wrote."""
    image, environment = images[spec["image"]], {**spec.get("defaultEnvironment", {}), **launched.get("environment", {})}
    temporary = environment.get("tempLocation", "gs://bkt/template-tmp")
    written = f"{temporary}/template_launches/{job['id']}/job_object"
    added = {"runner": "DataflowRunner", "project": job["projectId"], "region": job["location"], "jobName": job["name"], "templateLocation": written,
             "tempLocation": temporary, "stagingLocation": environment.get("stagingLocation", temporary + "/staging"),
             "labels": json.dumps({"goog-dataflow-provided-template-type": "flex"})}
    names = {"machineType": "workerMachineType", "numWorkers": "numWorkers", "maxWorkers": "maxNumWorkers", "serviceAccountEmail": "serviceAccount"}
    added.update({names[name]: str(value) for name, value in environment.items() if name in names})
    # The service reaches Cloud Storage by itself.
    here = {"gcsEndpoint": GCS + "/storage/v1/", "credentialFactoryClass": "org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory"}
    arguments = [f"--{name}={value}" for name, value in {**launched.get("parameters", {}), **added, **here}.items()]
    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    run = subprocess.run([java, "-Xmx1g", "-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-cp", image["FLEX_TEMPLATE_JAVA_CLASSPATH"],
                          image["FLEX_TEMPLATE_JAVA_MAIN_CLASS"], *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    (FOLDER / "jobs" / (job["id"] + ".console")).write_text(run.stdout + f"exit status {run.returncode}\n")
    with lock:
        try:
            if run.returncode != 0:
                raise invalid(f"Template launch failed: java failed with exit status {run.returncode}")
            submitted = json.loads(object_text(written))
            check_job(submitted)
            keep(job, submitted)
            job["labels"] = submitted.get("labels", {})
            job["currentState"] = "JOB_STATE_RUNNING"
        except (Refused, OSError) as e:
            say(job, "JOB_MESSAGE_ERROR", str(e))
            job["currentState"] = "JOB_STATE_FAILED"


def listed(query):
    found = [shown(job) for job in jobs.values() if query.get("filter") != "ACTIVE" or job["currentState"] not in ENDED]
    found = [job for job in found if query.get("name") in (None, job["name"])]
    start = int(query.get("pageToken", 0))
    more = {"nextPageToken": str(start + PAGE)} if len(found) > start + PAGE else {}
    return {"jobs": found[start:start + PAGE], **more}


def refuse(fault):
    status = {400: "INVALID_ARGUMENT", 403: "PERMISSION_DENIED", 409: "ALREADY_EXISTS", 503: "UNAVAILABLE"}[fault]
    raise Refused(fault, status, f"the stand-in says {status}")


def metrics():
    def update(name, value, extra):
        return {"name": {"origin": "user", "name": name, "context": {"step": "s1", "namespace": "simclr-beam", **extra}}, "scalar": value}
    return {"metrics": [update(n, v, extra) for n, v in counters.items() for extra in ({}, {"tentative": "true"})]}


def control(what, told):
    if what == "answers":
        for kind, statuses in told.items():
            answers[kind] = list(statuses)
    elif what == "counters":
        counters.update(told)
    elif what == "images":
        images.update(told)
    elif what == "end":
        job = active(told["name"])
        if job is None:
            raise Refused(404, "NOT_FOUND", "no active job " + told["name"])
        if "error" in told:
            say(job, "JOB_MESSAGE_ERROR", told["error"])
        job["currentState"] = told["state"]
    return {}


def answer(method, path, query, body):
    if path.startswith("/control/"):
        return control(path.split("/")[2], body)
    base = r"/v1b3/projects/([^/]+)/locations/([^/]+)/"
    found = re.fullmatch(base + r"(jobs|flexTemplates:launch)", path)
    if found:
        kind = "launch" if found[3] != "jobs" else "create" if method == "POST" else "list"
        fault = answers[kind].pop(0) if answers[kind] else None
        if fault == "empty":
            return {}
        if fault == "lost":
            create(found[1], found[2], body)
            fault = 503
        if fault:
            refuse(fault)
        return {"create": lambda: create(found[1], found[2], body), "list": lambda: listed(query),
                "launch": lambda: launch(found[1], found[2], body)}[kind]()
    found = re.fullmatch(base + r"jobs/([^/]+)(/messages|/metrics)?", path)
    if not found or found[3] not in jobs:
        raise Refused(404, "NOT_FOUND", path)
    job = jobs[found[3]]
    if found[4] == "/messages":
        return {"jobMessages": job["messages"]}
    if found[4] == "/metrics":
        if answers["metrics"]:
            refuse(answers["metrics"].pop(0))
        return metrics()
    if method == "GET" and answers["get"]:
        refuse(answers["get"].pop(0))
    if method == "PUT":
        check(body, "Job", "job")
        job["currentState"] = body["requestedState"]
    return shown(job, *(["labels"] if query.get("view") in ("JOB_VIEW_DESCRIPTION", "JOB_VIEW_ALL") else []))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def body(self):
        if self.headers.get("transfer-encoding", "").lower() == "chunked":
            body = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        return json.loads(body) if body else {}

    def handle_request(self):
        path, _, query = self.path.partition("?")
        code, body = 200, self.body()
        with lock:
            try:
                result = answer(self.command, path, dict(urllib.parse.parse_qsl(query)), body)
            except Refused as e:
                code, result = e.code, {"error": {"code": e.code, "message": e.message, "status": e.status}}
            with (FOLDER / "requests.log").open("a") as log:
                log.write(f"{self.command} {path} {code}\n")
        data = json.dumps(result).encode()
        self.send_response(code)
        self.send_header("content-type", "application/json; charset=UTF-8")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = handle_request


if __name__ == "__main__":
    (FOLDER / "jobs").mkdir(parents=True, exist_ok=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    PORT_FILE.with_suffix(".new").write_text(str(server.server_address[1]))
    PORT_FILE.with_suffix(".new").rename(PORT_FILE)
    server.serve_forever()
