#!/usr/bin/env python3
"""Replays a traced training run in plain PyTorch, with autograd and torch.optim, and compares.

RUN is a run directory made with `train --traceSteps=N --maxSteps=N`: its trace holds the batches and the weights before them, its
metrics the losses and learning rates, its last checkpoint the weights and the optimizer's state after N steps. Everything that the
replay needs to know stands in the checkpoint's state.json. Prints a line a step and the largest relative differences; exit code 1
when one is above its tolerance.

usage: parity.py RUN [--loss TOLERANCE] [--state TOLERANCE] [--steps N] [--threads N] [--encoder FILE]
  --loss   of the loss of the first N steps, relative
  --state  of weights, running statistics and the optimizer's state after all steps: the largest difference of a tensor, relative to
           its largest number; without it they are not compared
  --encoder writes the encoder that the replay ends with, as safetensors
"""
import argparse
import json
import math
import os
import sys

# As the launcher sets it: threads that spin while they wait take the processor from whatever else runs.
os.environ.setdefault("GOMP_SPINCOUNT", "1000")

import numpy as np
import torch
import torch.nn.functional as F
import torchvision
from safetensors.torch import load_file, save_file
from tiny_network import TinyResNet
from torch import nn


def encoder(made):
    if made["name"] == "resnet-tiny":
        net = TinyResNet(made["widths"], made["channels"])
    else:
        net = getattr(torchvision.models, made["name"])(weights=None)
        if made["stem"] == "small":
            net.conv1, net.maxpool = nn.Conv2d(made["channels"], 64, 3, 1, 1, bias=False), nn.Identity()
    net.fc = nn.Identity()
    return net


def projector(made, dimension):
    """(Linear, [BatchNorm], ReLU) x (layers - 1), Linear; no biases where there is BatchNorm."""
    normed = made.get("batchNorm", False)
    layers, width = [], dimension
    for _ in range(made["layers"] - 1):
        layers.append(nn.Linear(width, made["hidden"], bias=not normed))
        layers += [nn.BatchNorm1d(made["hidden"])] if normed else []
        layers.append(nn.ReLU())
        width = made["hidden"]
    layers.append(nn.Linear(width, made["output"], bias=not normed))
    return nn.Sequential(*layers)


class SimCLR(nn.Module):
    def __init__(self, configuration):
        super().__init__()
        self.encoder = encoder(configuration["encoder"])
        self.projector = projector(configuration["projector"], configuration["encoder"]["dimension"])
        self.separate = configuration.get("viewStatistics") == "separate"

    def forward(self, x):
        if self.separate:
            return torch.cat([self.projector(self.encoder(view)) for view in x.chunk(2)])
        return self.projector(self.encoder(x))


def loss_of(z, made):
    """NT-Xent over all 2N anchors, or DCL: the positive is left out of its anchor's sum; z holds the first views, then the second."""
    rows = len(z)
    positive = (torch.arange(rows) + rows // 2) % rows
    z = F.normalize(z, dim=1)
    s = (z @ z.T / made["temperature"]).masked_fill(torch.eye(rows, dtype=torch.bool), -math.inf)
    hits = s[torch.arange(rows), positive]
    if made["name"] == "dcl":
        s = s.masked_fill(F.one_hot(positive, rows).bool(), -math.inf)
    mean = (torch.logsumexp(s, 1) - hits).mean()
    return 2 * mean if made.get("reduction") == "sum-of-views" else mean


class Lars(torch.optim.Optimizer):
    """google-research/simclr's: g + wd w; trust eta |w| / |g|, 1 where either is 0; v = m v + rate trust g; w -= v."""

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for w in group["params"]:
                g = w.grad + group["weight_decay"] * w
                lengths = w.norm(), g.norm()
                trust = group["eta"] * lengths[0] / lengths[1] if group["adapted"] and min(lengths) > 0 else 1.0
                state = self.state[w]
                v = group["momentum"] * state.get("momentum_buffer", torch.zeros_like(w)) + group["lr"] * trust * g
                state["momentum_buffer"] = v
                w -= v


def optimizer(model, made):
    """Weights of convolutions and linear layers decay (and are adapted), the rest does not, unless all do."""
    everything = made.get("decayed") == ["all"]
    weights = [p for p in model.parameters() if p.ndim > 1]
    rest = [p for p in model.parameters() if p.ndim <= 1]
    decay = made.get("weightDecay", 0.0)
    groups = [{"params": weights, "weight_decay": decay, "adapted": True},
              {"params": rest, "weight_decay": decay if everything else 0.0, "adapted": everything}]
    if made["name"] == "lars":
        return Lars(groups, {"lr": 0.0, "momentum": made["momentum"], "eta": made["trustCoefficient"]})
    if made["name"] == "sgd":
        return torch.optim.SGD(groups, lr=0.0, momentum=made["momentum"], nesterov=made.get("nesterov", False))
    betas = made["beta1"], made["beta2"]
    kind = torch.optim.AdamW if made["name"] == "adamw" else torch.optim.Adam
    return kind(groups, lr=0.0, betas=betas, eps=made["epsilon"])


def relative(ours, theirs):
    largest = theirs.abs().max().item()
    return (ours.double() - theirs.double()).abs().max().item() / (largest or 1.0)


def compare(checkpoint, model, opt):
    """The largest relative difference of weights and buffers, and of the optimizer's state."""
    weights = {"encoder." + k: v for k, v in load_file(checkpoint + "/encoder.safetensors").items()}
    weights |= {"projector." + k: v for k, v in load_file(checkpoint + "/projector.safetensors").items()}
    theirs = {k: v for k, v in model.state_dict().items()}
    assert set(weights) == set(theirs), set(weights) ^ set(theirs)
    worst = {"weights": max(relative(weights[k], v) for k, v in theirs.items())}
    names = {p: n for n, p in model.named_parameters()}
    state = load_file(checkpoint + "/optimizer.safetensors")
    kinds = {"momentum_buffer": "velocity", "exp_avg": "mean", "exp_avg_sq": "variance"}
    found = 0
    for p, values in opt.state.items():
        for kind, value in values.items():
            if kind in kinds:
                worst["optimizer"] = max(worst.get("optimizer", 0.0), relative(state[f"{kinds[kind]}.{names[p]}"], value))
                found += 1
    assert found == len(state) - 1, f"{found} tensors of the optimizer's state were compared, {len(state) - 1} are there"
    return worst


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run")
    parser.add_argument("--loss", type=float, default=1e-3)
    parser.add_argument("--state", type=float)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--encoder")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    metrics = [json.loads(line) for line in open(args.run + "/metrics.jsonl")]
    last = sorted(os.listdir(args.run + "/checkpoints"))
    checkpoint = args.run + "/checkpoints/" + [name for name in last if name.startswith("step-")][-1]
    made = json.load(open(checkpoint + "/state.json"))["configuration"]
    double = made.get("precision") == "fp64"
    model = SimCLR(made)
    model.load_state_dict(load_file(args.run + "/trace/initial.safetensors"), strict=True)
    if double:
        model.double()
    opt = optimizer(model, made["optimizer"])
    pixels = made["preprocessing"]
    worst = 0.0
    for metric in metrics[:args.steps]:
        x = torch.from_numpy(np.load(f"{args.run}/trace/step-{metric['step']:05d}.npy"))
        if double:
            assert not pixels.get("mean"), "a double is not told from a normalized float"
            x = torch.round(x * 255).double() / 255
        for group in opt.param_groups:
            group["lr"] = metric["learningRate"]
        loss = loss_of(model(x), made["loss"])
        opt.zero_grad()
        loss.backward()
        opt.step()
        difference = abs(metric["loss"] - loss.item()) / abs(loss.item())
        worst = max(worst, difference)
        print(f"step {metric['step']}: ours {metric['loss']:.12f}, PyTorch's {loss.item():.12f}, difference {difference:.1e}")
    if args.encoder:
        save_file(model.encoder.state_dict(), args.encoder)
    passed = worst <= args.loss
    print(f"losses: {worst:.1e} at most, {args.loss:.0e} allowed")
    if args.state is not None:
        for name, value in compare(checkpoint, model, opt).items():
            print(f"{name}: {value:.1e} at most, {args.state:.0e} allowed")
            passed = passed and value <= args.state
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
