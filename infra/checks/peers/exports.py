"""Runs the exports of one checkpoint where they are meant to run, by the code of infra/docs/EXPORTS.md as it stands there, and compares what
they give with our embeddings of the same images.

usage: exports.py FOLDER NAME
FOLDER holds encoder.safetensors, {pixels,tensor}.{onnx,torchscript}, and embeddings as TFRecord: h, and pixels / 255.
"""

import json
import pathlib
import sys

import numpy
import onnx
import onnxruntime
import safetensors.torch
import torch
import torchvision
from embedded import Embedded, block

HALF_TOLERANCE = 1e-2


def tiny(widths):
    """resnet-tiny in torchvision's words: basic blocks, one a layer, in three layers."""
    basic = torchvision.models.resnet.BasicBlock
    model = torchvision.models.ResNet(basic, [1, 1, 1, 1])
    model.conv1, model.bn1, model.inplanes = torch.nn.Conv2d(3, widths[0], 7), torch.nn.BatchNorm2d(widths[0]), widths[0]
    for layer, width in enumerate(widths, 1):
        setattr(model, f"layer{layer}", model._make_layer(basic, width, 1, stride=1 if layer == 1 else 2))
    model.layer4 = torch.nn.Identity()
    return model


def torchvision_strict(check):
    setattr(torchvision.models, "resnet-tiny", lambda: tiny(json.loads(check.metadata["architecture"])["widths"]))
    model = block("torchvision", file=check.folder / "encoder.safetensors")["model"]
    with torch.no_grad():
        return check.batches(lambda x: model(torch.from_numpy(x)), check.tensor)


def onnx_checker(check, kind):
    model = onnx.load(check.folder / f"{kind}.onnx")
    onnx.checker.check_model(model, full_check=True)
    inferred = onnx.shape_inference.infer_shapes(model, strict_mode=True, data_prop=True)
    shape = [size.dim_param or size.dim_value for size in inferred.graph.output[0].type.tensor_type.shape.dim]
    assert shape == ["N", check.h.shape[1]], f"h must be [N, {check.h.shape[1]}], but was: {shape}"


def onnx_pixels(check):
    return check.batches(lambda x: block("onnx", file=check.folder / "pixels.onnx", pixels=x)["h"], check.pixels)


def onnx_tensor(check):
    session = onnxruntime.InferenceSession(check.folder / "tensor.onnx")
    return check.batches(lambda x: session.run(["h"], {"tensor": x})[0], check.tensor)


def torchscript_pixels(check):
    return check.batches(lambda x: block("torchscript", file=check.folder / "pixels.torchscript", pixels=x)["h"], check.pixels)


def torchscript_tensor(check):
    module = torch.jit.load(check.folder / "tensor.torchscript").train()
    return check.batches(lambda x: module(torch.from_numpy(x)).numpy(), check.tensor)


def torchscript_half(check):
    module = torch.jit.load(check.folder / "pixels.torchscript").half()
    return f", off by {check.compare(module(torch.from_numpy(check.pixels)).float().numpy(), HALF_TOLERANCE):.0e}"


def metadata(check):
    assert check.metadata["format"] == "pt" and check.metadata["step"] == "2", check.metadata
    for kind in "pixels", "tensor":
        expected = {key: value for key, value in check.metadata.items() if key != "format"} | {"input": kind}
        of_onnx = onnxruntime.InferenceSession(check.folder / f"{kind}.onnx").get_modelmeta().custom_metadata_map
        of_torch = block("torchscript-metadata", file=check.folder / f"{kind}.torchscript", torch=torch)["metadata"]
        assert of_onnx == of_torch == expected, f"{of_onnx}, {of_torch}"


def state_dict(check):
    weights = safetensors.torch.load_file(check.folder / "encoder.safetensors")
    for kind in "pixels", "tensor":
        state = torch.jit.load(check.folder / f"{kind}.torchscript").state_dict()
        assert state.keys() == weights.keys(), list(state.keys() ^ weights.keys())[:5]
        assert all(torch.equal(state[name], weights[name]) and state[name].dtype == weights[name].dtype for name in state)


def other_size(check):
    half = numpy.ascontiguousarray(check.pixels[:2, ::2, ::2])
    for name, error in ("onnx", "invalid dimensions"), ("torchscript", "pixels must be of shape [N, "):
        try:
            block(name, file=check.folder / f"pixels.{name}", pixels=half)
        except Exception as fault:
            assert error in str(fault), fault
        else:
            raise AssertionError(f"images of half the size were embedded by {name}")


def main(folder, name):
    folder = pathlib.Path(folder)
    with safetensors.safe_open(folder / "encoder.safetensors", "pt") as file:
        check = Embedded(folder, name, file.metadata())
    check.case("torchvision, strict=True", lambda: torchvision_strict(check))
    for kind in "pixels", "tensor":
        check.case(f"onnx.checker, {kind}", lambda: onnx_checker(check, kind))
    check.case("onnxruntime, pixels", lambda: onnx_pixels(check))
    check.case("onnxruntime, tensor", lambda: onnx_tensor(check))
    check.case("torch.jit.load, pixels", lambda: torchscript_pixels(check))
    check.case("torch.jit.load, tensor", lambda: torchscript_tensor(check))
    check.case("torch.jit.load, half", lambda: torchscript_half(check))
    check.case("metadata of all formats", lambda: metadata(check))
    check.case("state_dict of torchscript", lambda: state_dict(check))
    check.case("another size is refused", lambda: other_size(check))


if __name__ == "__main__":
    main(*sys.argv[1:])
