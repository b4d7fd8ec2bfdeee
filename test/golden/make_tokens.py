"""A block of a transformer in PyTorch, whose tokens are voxels: what it makes, its state dict before and after three steps, and channels shuffled into blocks, in one safetensors file.

Run: /usr/bin/python3 test/golden/make_tokens.py   (Debian 12: python3-torch 1.13.1)
"""
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from write_safetensors import write_safetensors


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attend = nn.ModuleDict({"norm": nn.LayerNorm(8), "look": nn.MultiheadAttention(8, 2, batch_first=True)})
        self.think = nn.ModuleDict({"norm": nn.LayerNorm(8), "wide": nn.Linear(8, 12), "narrow": nn.Linear(12, 8)})

    def forward(self, x):
        tokens = x.flatten(2).transpose(1, 2)
        seen = self.attend.norm(tokens)
        tokens = tokens + self.attend.look(seen, seen, seen, need_weights=False)[0]
        tokens = tokens + self.think.narrow(F.gelu(self.think.wide(self.think.norm(tokens))))
        return tokens.transpose(1, 2).reshape(x.shape)


torch.manual_seed(0)
net = Block()
with torch.no_grad():
    for name, parameter in net.named_parameters():
        if name.endswith("bias"):
            parameter.copy_(torch.randn_like(parameter) / 4)
images, target = torch.randn(2, 8, 3, 5), torch.randn(2, 8, 3, 5)
tensors = {"images": images, "target": target, "made": net(images), "shuffled": F.pixel_shuffle(images, 2)}
tensors.update({f"first/{key}": value.clone() for key, value in net.state_dict().items()})
optimizer = torch.optim.SGD(net.parameters(), lr=0.3)
for _ in range(3):
    optimizer.zero_grad()
    torch.mean((net(images) - target) ** 2).backward()
    optimizer.step()
tensors.update({f"after/{key}": value for key, value in net.state_dict().items()})
out = Path(__file__).parent / "networks" / "tokens.safetensors"
write_safetensors(out, tensors, {"torch": torch.__version__, "format": "pt"})
print(out, out.stat().st_size)
