"""resnet-tiny of torchvision's classes: a 3x3 stem and three layers of one BasicBlock each, with torchvision's parameter names."""
import torch
from torchvision.models.resnet import BasicBlock, ResNet


class TinyResNet(ResNet):
    def __init__(self, widths, channels, classes=10):
        super().__init__(BasicBlock, [1, 1, 1, 1])
        first, second, third = widths
        self.inplanes = first
        self.conv1 = torch.nn.Conv2d(channels, first, 3, 1, 1, bias=False)
        self.bn1 = torch.nn.BatchNorm2d(first)
        self.maxpool = torch.nn.Identity()
        self.layer1 = self._make_layer(BasicBlock, first, 1)
        self.layer2 = self._make_layer(BasicBlock, second, 1, stride=2)
        self.layer3 = self._make_layer(BasicBlock, third, 1, stride=2)
        self.layer4 = torch.nn.Identity()
        self.fc = torch.nn.Linear(third, classes)
