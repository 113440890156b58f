#!/usr/bin/env python3
"""Prints what torchvision's residual networks are made of, for EncoderArchitecturesTest: a line per network with the length of
h, its parameters and tensors (parameters and buffers) without fc, and the SHA-256 of its state dictionary's lines
"name [sizes]". Nothing is allocated (meta device). With names, prints the lines themselves, to see what differs.

A name may end with x2, x3 or x4: all widths, the stem's too, times that, as --width_multiplier of google-research/simclr does.

usage: resnets.py [NAME ...]       needs PyTorch and torchvision
"""
import hashlib
import re
import sys

import torch
from torchvision.models import get_model
from torchvision.models.resnet import BasicBlock, Bottleneck, ResNet

NAMES = ["resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "wide_resnet50_2", "wide_resnet101_2"]


class Multiplied(ResNet):
    """A network of torchvision's with every width multiplied."""

    def __init__(self, like, times):
        block = type(like.layer1[0])
        depths = [len(layer) for layer in (like.layer1, like.layer2, like.layer3, like.layer4)]
        super().__init__(block, depths, width_per_group=like.base_width)
        self.inplanes = 64 * times
        self.conv1 = torch.nn.Conv2d(3, 64 * times, 7, 2, 3, bias=False)
        self.bn1 = torch.nn.BatchNorm2d(64 * times)
        for i, depth in enumerate(depths):
            setattr(self, f"layer{i + 1}", self._make_layer(block, 64 * times * 2**i, depth, stride=1 if i == 0 else 2))
        self.fc = torch.nn.Linear(512 * times * block.expansion, 1000)


def network(name):
    plain, times = re.fullmatch(r"(.*?)(?:-x(\d))?", name).groups()
    with torch.device("meta"):
        like = get_model(plain)
        return Multiplied(like, int(times)) if times else like


def lines(model):
    return [f"{name} {list(tensor.shape)}\n" for name, tensor in model.state_dict().items() if not name.startswith("fc.")]


if sys.argv[1:]:
    for name in sys.argv[1:]:
        sys.stdout.writelines(lines(network(name)))
else:
    for name in NAMES + ["resnet18-x2", "resnet50-x2", "resnet50-x4", "resnet152-x3", "wide_resnet50_2-x2"]:
        model = network(name)
        text = lines(model)
        parameters = sum(p.numel() for n, p in model.named_parameters() if not n.startswith("fc."))
        print(name, model.fc.in_features, parameters, len(text), hashlib.sha256("".join(text).encode()).hexdigest(), sep=", ")
