"""The sets of shards that readers.sh makes."""

import json
import os
import pathlib
import shutil

from truth import Truth

WORK = pathlib.Path(os.environ["READERS_WORK"])


class Set:
    """One directory of view shards, with the pixels of another where those are the same."""

    def __init__(self, name, truth=None):
        self.name = name
        self.directory = str(WORK / name)
        self.manifest = json.loads((WORK / name / "manifest.json").read_text())
        if truth:
            self.truth = Truth(WORK / f"{truth}.npz", self.manifest)

    def damaged(self):
        """Returns the directory of a copy in which one byte of a view in the first shard is flipped."""
        copy = WORK / f"{self.name}-damaged"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.directory, copy)
        shard = copy / self.manifest["shards"][0]["file"]
        data = bytearray(shard.read_bytes())
        data[-200] ^= 1
        shard.write_bytes(data)
        return str(copy)


RAW = Set("raw", "raw")
PNG = Set("png", "raw")
SOME = Set("jpeg-some", "jpeg-some")
NONE = Set("jpeg-none", "jpeg-none")
EMPTY = Set("empty")
ONE = Set("one")
FILLED = (RAW, PNG, SOME, NONE)
