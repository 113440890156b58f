"""Stand-ins on loopback for the parts of Dataflow's and Kubernetes' interfaces that the DAGs use."""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

# An answer that never arrives.
LOST = object()

EVALUATION = {"linearProbe": {"top1": 0.8}, "integrity": [{"name": "layer", "pass": True, "evidence": "h"}]}


class Cloud:
    """Jobs by name; `end` says how the next ones end, `asked` the method, path and body, or query, of each question, `faults` what goes wrong next."""

    def __init__(self, files):
        self.files = files
        self.jobs = {}
        self.asked = []
        self.faults = []
        self.end = None

    def posts(self, suffix):
        return [body for method, path, body in self.asked if method == "POST" and path.endswith(suffix)]

    def complete(self, command, output):
        name = "evaluation.json" if command == "probe" else "manifest.json"
        self.files.pipe(f"{output.removeprefix('gs:/')}/{name}", json.dumps(EVALUATION).encode())


class Dataflow(Cloud):
    """A job is queued, then runs, then ends, a state a question."""

    states = ("JOB_STATE_QUEUED", "JOB_STATE_RUNNING")

    def answer(self, method, path, query, body):
        jobs = re.fullmatch(r"/v1b3/projects/([^/]+)/locations/([^/]+)/(jobs|flexTemplates:launch)(?:/([^/]+))?", path)
        project, location, kind, job_id = jobs.groups()
        if kind == "flexTemplates:launch":
            return self.launched(project, location, body["launchParameter"])
        if job_id is None:
            named = query.get("name", [None])[0]
            return 200, {"jobs": [job for job in self.jobs.values() if named in (None, job["name"])]}
        job = self.jobs[job_id]
        if method == "PUT":
            job["currentState"] = body["requestedState"]
        elif job["currentState"] in self.states:
            self.goes_on(job)
        return 200, job

    def launched(self, project, location, launch):
        name = launch["jobName"]
        if any(job["name"] == name and job["currentState"] in self.states for job in self.jobs.values()):
            return 409, {"error": {"code": 409, "message": f"({name}) already exists", "status": "ALREADY_EXISTS"}}
        fault = self.faults.pop(0) if self.faults else None
        if isinstance(fault, int):
            return fault, {"error": {"code": fault, "message": "stand-in says no"}}
        job = {"id": f"2026-01-01_00_00_00-{len(self.jobs)}", "name": name, "projectId": project, "location": location}
        self.jobs[job["id"]] = job | {"currentState": self.states[0], "launch": launch}
        return fault or (200, {"job": self.jobs[job["id"]]})

    def goes_on(self, job):
        if job["currentState"] == self.states[0]:
            job["currentState"] = self.states[1]
            return
        job["currentState"] = self.end or "JOB_STATE_DONE"
        if job["currentState"] == "JOB_STATE_DONE":
            self.complete("", job["launch"]["parameters"]["output"])


class Kubernetes(Cloud):
    """A job runs, then ends, at the second question; it has one pod."""

    def answer(self, method, path, query, body):
        kind, name, rest = re.fullmatch(r"/(?:api|apis/batch)/v1/namespaces/[^/]+/(jobs|pods)(?:/([^/]+))?(?:/(\w+))?", path).groups()
        if kind == "jobs":
            return self.job(method, name, body)
        if rest == "log":
            return 200, "2026-01-01T00:00:00.000000000Z step 1\n"
        names = [query["labelSelector"][0].removeprefix("job-name=")] if name is None else [name.removesuffix("-0")]
        pods = [self.pod(each) for each in names if each in self.jobs]
        if name is None:
            return 200, {"kind": "PodList", "apiVersion": "v1", "metadata": {}, "items": pods}
        return (200, pods[0]) if pods else (404, {"kind": "Status", "code": 404})

    def job(self, method, name, body):
        if method == "POST":
            name = body["metadata"]["name"]
            if name in self.jobs:
                return 409, {"kind": "Status", "code": 409, "reason": "AlreadyExists"}
            self.jobs[name] = body | {"status": {"active": 1}, "questions": 0}
            return 201, body
        if name not in self.jobs:
            return 404, {"kind": "Status", "code": 404, "reason": "NotFound"}
        if method == "DELETE":
            del self.jobs[name]
            return 200, {"kind": "Status", "status": "Success"}
        job = self.jobs[name]
        job["questions"] += 1
        if job["questions"] == 2:
            self.ends(job)
        return 200, job

    def ends(self, job):
        end = self.end or "Complete"
        job["status"] = {"conditions": [{"type": end, "status": "True", "reason": "BackoffLimitExceeded" if end == "Failed" else "Completed"}]}
        command, *options = job["spec"]["template"]["spec"]["containers"][0]["args"]
        if end == "Complete":
            self.complete(command, dict(option.removeprefix("--").split("=", 1) for option in options)["output"])

    def pod(self, job):
        spec = self.jobs[job]["spec"]["template"]["spec"]
        state = {"terminated": {"exitCode": 0, "startedAt": "2026-01-01T00:00:00Z", "finishedAt": "2026-01-01T00:00:01Z"}}
        status = {"phase": "Succeeded", "containerStatuses": [{"name": "simclr-beam", "image": "i", "imageID": "i", "ready": False, "restartCount": 0, "state": state}]}
        return {"kind": "Pod", "apiVersion": "v1", "metadata": {"name": f"{job}-0", "namespace": "default", "labels": {"job-name": job}}, "spec": spec, "status": status}


class Handler(BaseHTTPRequestHandler):
    """Hands questions to the server's cloud, one at a time."""

    protocol_version = "HTTP/1.1"

    def answer(self):
        data = self.rfile.read(int(self.headers.get("content-length") or 0))
        body = json.loads(data) if data else None
        parts = urlsplit(self.path)
        query = parse_qs(parts.query)
        with self.server.lock:
            self.server.cloud.asked.append((self.command, parts.path, query if body is None else body))
            answer = self.server.cloud.answer(self.command, parts.path, query, body)
        if answer is LOST:
            self.close_connection = True
            return
        code, said = answer
        text = said if isinstance(said, str) else json.dumps(said)
        self.send_response(code)
        self.send_header("content-type", "text/plain" if isinstance(said, str) else "application/json")
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = answer

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, cloud, port):
        super().__init__(("127.0.0.1", port), Handler)
        self.cloud = cloud
        self.lock = threading.Lock()
        self.url = f"http://127.0.0.1:{self.server_port}"

    def end(self):
        self.shutdown()
        self.server_close()


def start(cloud, port=0):
    server = Server(cloud, port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
