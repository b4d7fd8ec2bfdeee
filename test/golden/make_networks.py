"""A small network in PyTorch: what it makes, and its parameters after five steps of each optimizer, in one safetensors file.

Run: /usr/bin/python3 test/golden/make_networks.py   (Debian 12: python3-torch 1.13.1)
"""
from pathlib import Path

import torch
from torch import nn

from write_safetensors import write_safetensors

STEPS = 5


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, padding=1)
        self.conv2 = nn.Conv2d(4, 6, 3, stride=2, padding=1)
        self.fc = nn.Linear(6 * 4 * 4, 3)

    def forward(self, x):
        x = torch.relu(self.conv1(x))
        x = torch.relu(self.conv2(x))
        return self.fc(x.flatten(1))


torch.manual_seed(0)
first = Net().state_dict()
images = torch.randn(5, 1, 8, 8)
target = torch.randn(5, 3)
tensors = {"images": images, "target": target}


def trained(make):
    net = Net()
    net.load_state_dict(first)
    optimizer = make(net.parameters())
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = torch.mean((net(images) - target) ** 2)
        loss.backward()
        optimizer.step()
    return net.state_dict()


net = Net()
net.load_state_dict(first)
tensors["made"] = net(images)
for name, state in {
    "first": first,
    "adam": trained(lambda p: torch.optim.Adam(p, lr=1e-2)),
    "adamDecay": trained(lambda p: torch.optim.Adam(p, lr=1e-2, weight_decay=0.1)),
    "adamW": trained(lambda p: torch.optim.AdamW(p, lr=1e-2, weight_decay=0.1)),
    "momentum": trained(lambda p: torch.optim.SGD(p, lr=1e-2, momentum=0.9, weight_decay=0.01)),
    "nesterov": trained(lambda p: torch.optim.SGD(p, lr=1e-2, momentum=0.9, nesterov=True)),
}.items():
    tensors.update({f"{name}/{key}": value for key, value in state.items()})
out = Path(__file__).parent / "networks" / "torch.safetensors"
write_safetensors(out, tensors, {"torch": torch.__version__, "format": "pt"})
print(out, out.stat().st_size)
