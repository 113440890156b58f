#!/usr/bin/env python3
"""Makes the sample of PretrainedEncoderTest: a network of torchvision's classes cut down to resnet-tiny (3 channels, widths 8, 8
and 16, one block a layer, small stem), with a classifier, written by safetensors as a part called "backbone". Prints h of
the image whose byte i is i * 37 % 256 (row-major, height x width x channels, 8 x 8 x 3), by ImageNet's mean and deviation.

usage: tiny-resnet.py FILE.safetensors       needs PyTorch, torchvision and safetensors
"""
import sys

import torch
from safetensors.torch import save_file
from tiny_network import TinyResNet

torch.manual_seed(1)
model = TinyResNet([8, 8, 16], 3)
with torch.no_grad():
    for module in model.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.weight.uniform_(0.5, 1.5)
            module.bias.normal_(0, 0.2)
    for _ in range(30):  # Moves the running statistics.
        model(torch.randn(16, 3, 8, 8))
state = {f"backbone.{name}": tensor.contiguous() for name, tensor in model.state_dict().items()}
save_file(state, sys.argv[1], metadata={"format": "pt"})

model.eval()
model.fc = torch.nn.Identity()
image = torch.tensor([i * 37 % 256 for i in range(8 * 8 * 3)]).reshape(8, 8, 3).permute(2, 0, 1) / 255
mean, deviation = torch.tensor([0.485, 0.456, 0.406]), torch.tensor([0.229, 0.224, 0.225])
with torch.no_grad():
    h = model(((image - mean[:, None, None]) / deviation[:, None, None])[None])[0]
print(", ".join(f"{value:.6f}f" for value in h.tolist()))
