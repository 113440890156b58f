"""Runs the exports of one checkpoint where they are meant to run and compares what they give with our embeddings of the same images.

usage: exports.py FOLDER NAME
FOLDER holds encoder.safetensors, {pixels,tensor}.{onnx,torchscript}, and embeddings as TFRecord: h, and pixels / 255.
"""

import json
import os
import pathlib
import sys
import time

import numpy
import onnx
import onnxruntime
import safetensors
import safetensors.torch
import tfrecord
import torch
import torchvision

TOLERANCE = 1e-4


def rows(embeddings):
    manifest = json.loads((embeddings / "manifest.json").read_text())
    records = [row for shard in manifest["shards"] for row in tfrecord.tfrecord_loader(f"{embeddings}/{shard['file']}", None)]
    return {row["id"].decode(): row["embedding"] for row in records}


class Check:
    def __init__(self, folder, name):
        self.folder, self.name = folder, name
        with safetensors.safe_open(folder / "encoder.safetensors", "pt") as file:
            self.metadata = file.metadata()
        self.architecture = json.loads(self.metadata["architecture"])
        self.preprocessing = json.loads(self.metadata["preprocessing"])
        h, pixels = rows(folder / "h"), rows(folder / "pixels")
        assert list(h) == list(pixels) and len(h) > 7
        size, channels = self.preprocessing["imageSize"], self.preprocessing["channels"]
        self.h = numpy.stack(list(h.values()))
        self.pixels = numpy.rint(numpy.stack(list(pixels.values())) * 255).astype(numpy.uint8).reshape(-1, size, size, channels)

    def standardized(self):
        """What README says of --input=tensor, in numpy."""
        x = self.pixels.astype(numpy.float32) / 255
        mean, std = (numpy.array(self.preprocessing[key] or [value], numpy.float32) for key, value in (("mean", 0), ("std", 1)))
        return numpy.ascontiguousarray(((x - mean) / std).transpose(0, 3, 1, 2))

    def case(self, what, action):
        try:
            told = action()
            print(f"passed  {self.name}: {what}{told or ''}", flush=True)
        except Exception as e:  # Every fault of another program is a failed case.
            print(f"failed  {self.name}: {what}: {type(e).__name__} {str(e).splitlines()[:3]}", flush=True)

    def compare(self, h):
        h = numpy.asarray(h)
        assert h.dtype == numpy.float32 and h.shape == self.h[: len(h)].shape, f"{h.dtype} {h.shape}"
        off = numpy.abs(h - self.h[: len(h)]).max() / numpy.abs(self.h).max()
        assert off <= TOLERANCE, f"h is off by {off:.1e} of its greatest number"
        assert len({row.tobytes() for row in h}) == len(h), "rows must differ"
        return off

    def batches(self, run, images):
        """One, seven and all images at a time."""
        return f", off by {max(self.compare(run(images[:count])) for count in (1, 7, len(images))):.0e}"


class Tiny(torchvision.models.ResNet):
    """resnet-tiny in torchvision's words, of which there is no function: one basic block a layer, three layers."""

    def __init__(self, widths):
        super().__init__(torchvision.models.resnet.BasicBlock, [1, 1, 1, 1], norm_layer=torch.nn.BatchNorm2d)
        self.inplanes = widths[0]
        self.bn1 = torch.nn.BatchNorm2d(widths[0])
        for i, width in enumerate(widths):
            setattr(self, f"layer{i + 1}", self._make_layer(torchvision.models.resnet.BasicBlock, width, 1, stride=1 if i == 0 else 2))
        self.layer4 = torch.nn.Identity()


def network(architecture):
    """A torchvision network without a classifier, as infra/docs/EXPORTS.md makes it."""
    tiny = architecture["name"] == "resnet-tiny"
    model = Tiny(architecture["widths"]) if tiny else getattr(torchvision.models, architecture["name"])()
    model.fc = torch.nn.Identity()
    width = model.bn1.num_features
    if architecture["stem"] == "small":
        model.conv1 = torch.nn.Conv2d(architecture["channels"], width, 3, 1, 1, bias=False)
        model.maxpool = torch.nn.Identity()
    elif architecture["channels"] != 3:
        model.conv1 = torch.nn.Conv2d(architecture["channels"], width, 7, 2, 3, bias=False)
    return model


def torchvision_strict(check):
    model = network(check.architecture)
    model.load_state_dict(safetensors.torch.load_file(check.folder / "encoder.safetensors"), strict=True)
    model.eval()
    with torch.no_grad():
        return check.batches(lambda x: model(torch.from_numpy(x)), check.standardized())


def metadata(check):
    expected = {key: value for key, value in check.metadata.items() if key != "format"}
    assert check.metadata["format"] == "pt" and int(expected["step"]) == 2 and len(expected["encoderDigest"]) == 64
    for kind in "pixels", "tensor":
        properties = onnxruntime.InferenceSession(check.folder / f"{kind}.onnx").get_modelmeta().custom_metadata_map
        extra = {"metadata.json": ""}
        torch.jit.load(check.folder / f"{kind}.torchscript", _extra_files=extra)
        assert properties == expected | {"input": kind}, properties
        assert json.loads(extra["metadata.json"]) == properties, extra


def onnx_checker(check, kind):
    model = onnx.load(check.folder / f"{kind}.onnx")
    onnx.checker.check_model(model, full_check=True)
    inferred = onnx.shape_inference.infer_shapes(model, strict_mode=True, data_prop=True)
    shape = [d.dim_param or d.dim_value for d in inferred.graph.output[0].type.tensor_type.shape.dim]
    assert shape == ["N", check.h.shape[1]], shape


def onnx_runtime(check, kind, images):
    session = onnxruntime.InferenceSession(check.folder / f"{kind}.onnx", providers=["CPUExecutionProvider"])
    return check.batches(lambda x: session.run(["h"], {kind: x})[0], images)


def torch_script(check, kind, images):
    module = torch.jit.load(check.folder / f"{kind}.torchscript")
    assert not any(parameter.requires_grad for parameter in module.parameters())
    return check.batches(lambda x: module(torch.from_numpy(x)).numpy(), images)


def state_dict(check):
    weights = safetensors.torch.load_file(check.folder / "encoder.safetensors")
    for kind in "pixels", "tensor":
        state = torch.jit.load(check.folder / f"{kind}.torchscript").state_dict()
        assert list(state) == list(network(check.architecture).state_dict()), list(state)[:5]
        assert all(torch.equal(state[name], weights[name]) and state[name].dtype == weights[name].dtype for name in state)


def other_size(check):
    """Half the size is refused, not embedded."""
    half = check.pixels[:2, ::2, ::2]
    session = onnxruntime.InferenceSession(check.folder / "pixels.onnx")
    for run, error in (
            (lambda: session.run(None, {"pixels": half}), "invalid dimensions"),
            (lambda: torch.jit.load(check.folder / "pixels.torchscript")(torch.from_numpy(half.copy())), "must be of shape [N, ")):
        try:
            run()
        except Exception as e:
            assert error in str(e), e
        else:
            raise AssertionError("was embedded")


def sizes(folder):
    return ", ".join(f"{file.name} {file.stat().st_size:,}" for file in sorted(folder.iterdir()) if file.is_file())


def main(folder, name):
    check = Check(pathlib.Path(folder), name)
    images = {"pixels": check.pixels, "tensor": check.standardized()}
    check.case("torchvision, strict=True", lambda: torchvision_strict(check))
    check.case("metadata of all formats", lambda: metadata(check))
    for kind, x in images.items():
        check.case(f"onnx.checker, --input={kind}", lambda: onnx_checker(check, kind))
        check.case(f"onnxruntime, --input={kind}", lambda: onnx_runtime(check, kind, x))
        check.case(f"torch.jit.load, --input={kind}", lambda: torch_script(check, kind, x))
    check.case("state_dict of torchscript is torchvision's", lambda: state_dict(check))
    check.case("another size is refused", lambda: other_size(check))
    print(f"bytes: {sizes(check.folder)}", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
