"""Our embeddings of some images, to compare what other programs give for the same prepared pixels."""

import json
import pathlib
import re

import numpy
import tfrecord

PAGE = pathlib.Path(__file__).parents[2] / "docs" / "EXPORTS.md"
TOLERANCE = 1e-4


def block(name, **variables):
    """Runs the block ```python NAME of infra/docs/EXPORTS.md with these variables and returns all."""
    found = re.search(rf"^```python {name}\n(.*?)^```$", PAGE.read_text(), re.M | re.S)
    assert found, f"{PAGE} has no block of Python called {name}"
    variables["json"] = json
    exec(compile(found[1], f"{PAGE}#{name}", "exec"), variables)
    return variables


def manifest(embeddings):
    return json.loads((embeddings / "manifest.json").read_text())


def rows(embeddings):
    shards = manifest(embeddings)["shards"]
    records = [row for shard in shards for row in tfrecord.tfrecord_loader(f"{embeddings}/{shard['file']}", None)]
    return {row["id"].decode(): row["embedding"] for row in records}


class Embedded:
    """FOLDER holds embeddings as TFRecord: h, and pixels / 255, which were prepared as metadata["preprocessing"] says."""

    def __init__(self, folder, name, metadata):
        self.folder, self.name, self.metadata = folder, name, metadata
        h, pixels = rows(folder / "h"), rows(folder / "pixels")
        assert list(h) == list(pixels) and len(h) > 7, "the same images must have been embedded"
        size, channels = (json.loads(metadata["preprocessing"])[key] for key in ("imageSize", "channels"))
        self.h = numpy.stack(list(h.values()))
        self.pixels = numpy.rint(numpy.stack(list(pixels.values())) * 255).astype(numpy.uint8).reshape(-1, size, size, channels)
        self.tensor = block("tensor", metadata=metadata, pixels=self.pixels)["tensor"]

    def case(self, what, action):
        try:
            print(f"passed  {self.name}: {what}{action() or ''}", flush=True)
        except Exception as fault:  # Every fault of another program is a failed case.
            print(f"failed  {self.name}: {what}: {type(fault).__name__}: {str(fault)[:300]!r}", flush=True)

    def compare(self, h, tolerance=TOLERANCE):
        h = numpy.asarray(h)
        expected = self.h[: len(h)]
        assert h.shape == expected.shape, f"h must be {expected.shape}, but was: {h.shape}"
        off = numpy.abs(h - expected).max() / numpy.abs(expected).max()
        assert off <= tolerance, f"h must be ours within {tolerance} of the greatest number, but is off by {off:.1e}"
        assert len({row.tobytes() for row in h}) == len(h), "images must differ"
        return off

    def batches(self, run, images):
        """One, seven and all images at a time."""
        return f", off by {max(self.compare(run(images[:count])) for count in (1, 7, len(images))):.0e}"
