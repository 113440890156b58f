"""Weights of torchvision's networks for simclr-beam embed --weights, and what torchvision gives with them for the images that were embedded.

usage: weights.py random FILE ENCODER CHANNELS STEM PREFIX    random weights and statistics, with a classifier, PREFIX before all names
       weights.py train FILE EXPORT ENCODER STEM              an encoder that we exported, after one more step of torchvision's
       weights.py compare FOLDER NAME                         FOLDER holds weights.safetensors and embeddings as TFRecord: h, and pixels / 255
"""

import json
import pathlib
import sys

import numpy
import torch
import torchvision
from embedded import Embedded, manifest
from safetensors.torch import load_file, save_file


def network(encoder, channels, stem):
    """torchvision's, with another first layer where the stem or the channels ask for it."""
    model = getattr(torchvision.models, encoder)()
    width = model.conv1.out_channels
    if stem == "small":
        model.conv1, model.maxpool = torch.nn.Conv2d(channels, width, 3, 1, 1, bias=False), torch.nn.Identity()
    elif channels != 3:
        model.conv1 = torch.nn.Conv2d(channels, width, 7, 2, 3, bias=False)
    return model


def step(model, channels):
    """Moves weights and running statistics."""
    optimizer = torch.optim.SGD(model.parameters(), 0.01)
    images = torch.randn(8, channels, 32, 32, generator=torch.Generator().manual_seed(2))
    model.train()(images).square().mean().backward()
    optimizer.step()


def random(file, encoder, channels, stem, prefix=""):
    torch.manual_seed(1)
    model = network(encoder, int(channels), stem)
    step(model, int(channels))
    save_file({prefix + name: tensor.contiguous() for name, tensor in model.state_dict().items()}, file)


def train(file, export, encoder, stem):
    weights = load_file(export)
    channels = weights["conv1.weight"].shape[1]
    model = network(encoder, channels, stem)
    model.fc = torch.nn.Identity()
    model.load_state_dict(weights, strict=True)
    step(model, channels)
    after = model.state_dict()
    assert not torch.equal(after["layer1.0.conv1.weight"], weights["layer1.0.conv1.weight"]), "the step must move the weights"
    save_file({name: tensor.contiguous() for name, tensor in after.items()}, file)


def torchvisions(check, encoder):
    weights = load_file(check.folder / "weights.safetensors")
    prefix = min((name for name in weights if name.endswith("conv1.weight")), key=len).removesuffix("conv1.weight")
    weights = {name.removeprefix(prefix): tensor for name, tensor in weights.items() if "fc." not in name}
    channels = weights["conv1.weight"].shape[1]
    model = network(encoder["name"], channels, encoder["stem"])
    model.fc = torch.nn.Identity()
    model.load_state_dict(weights, strict=True)
    model.eval()
    # A gray image is, for weights that take colours, the same in all three channels.
    images = check.tensor.repeat(channels // check.tensor.shape[1], axis=1)
    with torch.no_grad():
        return check.batches(lambda x: model(torch.from_numpy(x)), numpy.ascontiguousarray(images))


def compare(folder, name):
    folder = pathlib.Path(folder)
    said = manifest(folder / "h")
    assert pathlib.Path(said["weights"]) == folder / "weights.safetensors", said["weights"]
    check = Embedded(folder, name, {"preprocessing": json.dumps(said["preprocessing"])})
    check.case("embed --weights gives what torchvision gives", lambda: torchvisions(check, said["encoder"]))


if __name__ == "__main__":
    {"random": random, "train": train, "compare": compare}[sys.argv[1]](*sys.argv[2:])
