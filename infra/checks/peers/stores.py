"""What stores.sh needs beside the emulators: S3 with objects in it, a proxy that refuses, and all objects of a bucket as files.

stores.py s3 PORT FOLDER       moto's S3 with the bucket bkt, which holds the files of the folder
stores.py gs SERVER FOLDER     the bucket bkt in fake-gcs-server, with the files of the folder
stores.py proxy PORT TO LOG    HTTP to the server TO ("127.0.0.1:5555"); a line of LOG for each request. While the file LOG.every is
                               there every n-th request, n standing in it, is answered with 503. Asked how much of an upload it
                               has, it answers as Cloud Storage does: fake-gcs-server would take the question for the end of it
stores.py get KIND SERVER PREFIX FOLDER   the objects of bkt whose names begin so, as files; KIND is gs or s3
stores.py pictures FOLDER COUNT           so many small pictures
"""

import http.client
import http.server
import json
import os
import pathlib
import re
import struct
import sys
import threading
import urllib.parse
import urllib.request
import xml.etree.ElementTree as xml
import zlib


def s3(port, folder):
    import moto.backends
    from moto.server import main

    backend = moto.backends.get_backend("s3")["123456789012"]["aws"]
    backend.create_bucket("bkt", "us-east-1")
    root = pathlib.Path(folder)
    for file in root.rglob("*"):
        if file.is_file():
            backend.put_object("bkt", str(file.relative_to(root)), file.read_bytes())
    main(["-H", "127.0.0.1", "-p", port])


def gs(server, folder):
    connection = http.client.HTTPConnection(server)

    def post(path, body):
        connection.request("POST", path, body)
        response = connection.getresponse()
        answer = response.read()
        if response.status != 200:
            raise SystemExit(f"{path}: {response.status} {answer[:200]}")

    post("/storage/v1/b?project=proj", json.dumps({"name": "bkt"}))
    root = pathlib.Path(folder)
    for file in root.rglob("*"):
        if file.is_file():
            name = urllib.parse.quote(str(file.relative_to(root)), safe="")
            post(f"/upload/storage/v1/b/bkt/o?uploadType=media&name={name}", file.read_bytes())


class Proxy(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    lock = threading.Lock()
    count = 0
    received = {}

    def relay(self):
        body = self.body()
        with Proxy.lock:
            Proxy.count += 1
            refused = Proxy.count % every(Proxy.log_file) == 0
            with open(Proxy.log_file, "a") as log:
                log.write(f"{self.command} {self.path} {'503' if refused else 'sent'}\n")
        if refused:
            self.answer(503, [], b"")
            return
        # https://cloud.google.com/storage/docs/performing-resumable-uploads
        sent = re.fullmatch(r"bytes (?:\d+-(\d+)|\*)/(\d+|\*)", self.headers.get("Content-Range", ""))
        if sent and not sent[1] and sent[2] != "0":
            last = Proxy.received.get(self.path)
            self.answer(308, [("Range", f"bytes=0-{last}")] if last else [], b"")
            return
        upstream = http.client.HTTPConnection(Proxy.to, timeout=120)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("transfer-encoding", "content-length", "connection", "expect")}
        # Always: a client that sends nothing says so too.
        headers["Content-Length"] = str(len(body))
        try:
            upstream.request(self.command, self.path, body, headers)
        except ConnectionRefusedError:
            # Not there yet.
            self.answer(502, [], b"")
            return
        response = upstream.getresponse()
        if sent:
            Proxy.received[self.path] = sent[1]
        self.answer(response.status, response.getheaders(), response.read())
        upstream.close()

    def body(self):
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def answer(self, status, headers, body):
        self.send_response_only(status)
        length = len(body)
        for name, value in headers:
            if name.lower() == "content-length" and self.command == "HEAD":
                length = int(value)
            elif name.lower() not in ("transfer-encoding", "content-length", "connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = relay

    def log_message(self, *_):
        pass


def every(log):
    try:
        return int(open(log + ".every").read())
    except FileNotFoundError:
        return sys.maxsize


def proxy(port, to, log):
    Proxy.to, Proxy.log_file = to, log
    http.server.ThreadingHTTPServer.request_queue_size = 128
    http.server.ThreadingHTTPServer(("127.0.0.1", int(port)), Proxy).serve_forever()


def ask(url):
    # moto gives what was copied only to who signs, and looks no further at the signature.
    request = urllib.request.Request(url, headers={"Authorization": "AWS test:signature"})
    with urllib.request.urlopen(request, timeout=60) as response:
        return response.read()


def get(kind, server, prefix, folder):
    token, names = "", []
    while True:
        if kind == "gs":
            page = json.loads(ask(f"http://{server}/storage/v1/b/bkt/o?{urllib.parse.urlencode({'prefix': prefix, 'pageToken': token})}"))
            names += [item["name"] for item in page.get("items", [])]
            token = page.get("nextPageToken", "")
        else:
            query = {"list-type": "2", "prefix": prefix} | ({"continuation-token": token} if token else {})
            page = xml.fromstring(ask(f"http://{server}/bkt?{urllib.parse.urlencode(query)}"))
            space = page.tag[: page.tag.index("}") + 1]
            names += [key.text for key in page.iter(space + "Key")]
            token = page.findtext(space + "NextContinuationToken", "")
        if not token:
            break
    for name in names:
        file = pathlib.Path(folder, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        path = f"storage/v1/b/bkt/o/{urllib.parse.quote(name, safe='')}?alt=media" if kind == "gs" else f"bkt/{urllib.parse.quote(name)}"
        file.write_bytes(ask(f"http://{server}/{path}"))


def pictures(folder, count):
    os.makedirs(folder, exist_ok=True)
    for number in range(int(count)):
        rows = b"".join(b"\0" + bytes((number * 7 + x * y) % 256 for x in range(8)) for y in range(8))
        chunks = b""
        for kind, data in ((b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")):
            chunks += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        pathlib.Path(folder, f"{number:05d}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunks)


if __name__ == "__main__":
    {"s3": s3, "gs": gs, "proxy": proxy, "get": get, "pictures": pictures}[sys.argv[1]](*sys.argv[2:])
