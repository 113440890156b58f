"""What is asserted of jobs that were submitted to the stand-in; a line a case.

usage: submitted.py views JOB.json GCS_URL
       submitted.py embed JOB.json GCS_URL
       submitted.py template JOB.json GCS_URL
       submitted.py misspelt JOB.json STAND_IN_URL
"""
import json
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

kind, file, url = sys.argv[1:]
job = json.load(open(file))
failed = False


def case(name, held, seen=""):
    global failed
    failed |= not held
    print(f"{'passed' if held else 'failed'}  {name}" + ("" if held else f": {seen}"))


def stored(location):
    bucket, name = re.fullmatch(r"(?:gs://|storage.googleapis.com/)([^/]+)/(.+)", location).groups()
    with urllib.request.urlopen(f"{url}/storage/v1/b/{bucket}/o/{urllib.parse.quote(name, safe='')}?alt=media") as answer:
        return answer.read()


def refusal(changed):
    request = urllib.request.Request(f"{url}/v1b3/projects/proj-x/locations/us-central1/jobs", json.dumps(changed).encode(), {"Content-Type": "application/json"})
    try:
        urllib.request.urlopen(request)
        return "taken"
    except urllib.error.HTTPError as e:
        return f"{e.code} {json.load(e)['error']['message']}"


environment = job["environment"]
pool = environment["workerPools"][0]
if kind == "misspelt":
    job["name"] = "another"
    spellings = [(pool, "machineType", "machinetype"), (environment, "workerPools", "workerpools"), (job, "labels", "label")]
    for message, right, wrong in spellings:
        message[wrong] = message.pop(right)
        answer = refusal(job)
        message[right] = message.pop(wrong)
        case(f"the field {right} misspelt as {wrong} is refused", answer.startswith("400 ") and wrong in answer, answer)
    sys.exit(failed)

packages = {package["name"]: package["location"] for package in pool["packages"]}
names = " ".join(sorted(packages))
options = environment["sdkPipelineOptions"]["options"]
graph = stored(options["pipelineUrl"])
case(f"{kind}: the name is a legal one", re.fullmatch(r"[a-z]([-a-z0-9]*[a-z0-9])?", job["name"]), job["name"])
case(f"{kind}: it runs on runner v2", "use_runner_v2" in environment["experiments"], environment["experiments"])
case(f"{kind}: the labels say program, version and stage",
     job["labels"].get("program") == "simclr-beam" and job["labels"].get("version") == "0-1-0" and job["labels"].get("stage") == kind.replace("template", "views"), job["labels"])
case(f"{kind}: the labels tell configuration and output, by which it is known again",
     all(re.fullmatch("[0-9a-f]{8}", job["labels"].get(name, "")) for name in ("configuration", "output")), job["labels"])
case(f"{kind}: jars are staged by name and hash", all(re.search(r"-[A-Za-z0-9_-]{22,}\.jar$", name) for name in packages if name.endswith(".jar")), names)
case(f"{kind}: workers do not log to their console", "slf4j-simple" not in names, names)
case(f"{kind}: the program and the codecs are among them", all(part in names for part in ("views-0.1.0-", "beam-0.1.0-", "opencv-4")), names)

if kind == "views":
    case("views: the machine type and the numbers of workers are as asked for",
         (pool["machineType"], pool["numWorkers"], pool["autoscalingSettings"]["maxNumWorkers"]) == ("n2-standard-8", 2, 20), pool)
    case("views: the labels say recipe and data set, and hold the user's",
         job["labels"].get("recipe") == "fashion-mnist" and job["labels"].get("dataset") == "fashion-mnist" and job["labels"].get("team") == "vision", job["labels"])
    case("views: the steps are there", all(step in graph for step in (b"ListImages", b"MakeViewShards")), len(graph))
    case("views: no engine is staged", "pytorch-native" not in names and "openblas" not in names, names)
if kind == "embed":
    case("embed: the accelerator is asked for", environment["serviceOptions"] == ["worker_accelerator=type:nvidia-l4;count:1;install-nvidia-driver"], environment.get("serviceOptions"))
    case("embed: the machine type is as asked for", pool["machineType"] == "g2-standard-8", pool.get("machineType"))
    case("embed: the resource hint stands in the graph", b"beam:resources:min_ram_bytes:v1" in graph, len(graph))
    case("embed: the engine is staged", "pytorch-native" in names, names)
    case("embed: the steps are there", b"Embed" in graph, len(graph))
if kind == "template":
    case("template: the launch's environment holds", pool["machineType"] == "n1-standard-4", pool.get("machineType"))
    case("template: the service's labels stay", job["labels"].get("goog-dataflow-provided-template-type") == "flex", job["labels"])
    case("template: the steps are there", all(step in graph for step in (b"ListImages", b"MakeViewShards")), len(graph))
sys.exit(failed)
