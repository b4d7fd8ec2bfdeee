"""Layers and losses as PyTorch has them, with their gradients by torch.autograd: layers.json. Run with a python that has torch (made with 1.13, in float64).

Every case is inputs, the result, and what each input is given of a fixed cotangent. Shapes are n, c, y, x of images and n, y, x of tokens.
"""
import json
import pathlib

import torch
import torch.nn.functional as F

torch.manual_seed(0)
torch.set_default_dtype(torch.float64)


def random(*shape, scale=1.0, shift=0.0):
    return (torch.randn(*shape) * scale + shift).float().double()


def listed(tensor):
    return {'shape': list(tensor.shape), 'data': [float('%.9g' % item) for item in tensor.detach().flatten().tolist()]}


cases = {}


def case(name, function, *inputs, **others):
    given = [tensor.clone().requires_grad_() for tensor in inputs]
    result = function(*given)
    cotangent = random(*result.shape) if result.dim() else torch.tensor(1.0)
    gradients = torch.autograd.grad(result, given, cotangent)
    cases[name] = {
        'inputs': [listed(tensor) for tensor in inputs],
        'others': {key: listed(tensor.double()) for key, tensor in others.items()},
        'result': listed(result),
        'cotangent': listed(cotangent),
        'gradients': [listed(tensor) for tensor in gradients],
    }


image = random(2, 4, 3, 5)
scale, shift = random(4, scale=0.5, shift=1), random(4)
running = {'mean': random(4), 'variance': random(4).abs() + 0.5}

case('gelu', lambda x: F.gelu(x), random(1, 1, 3, 7, scale=2))
case('geluTanh', lambda x: F.gelu(x, approximate='tanh'), random(1, 1, 3, 7, scale=2))
case('softplus', lambda x: F.softplus(x, beta=2), random(1, 1, 3, 7, scale=2))
case('elu', lambda x: F.elu(x, alpha=1.5), random(1, 1, 3, 7, scale=2))
case('silu', lambda x: F.silu(x), random(1, 1, 3, 7, scale=2))
case('softmax', lambda x: F.softmax(x, 1), image)
case('logSoftmax', lambda x: F.log_softmax(x, 1), image)
case('maxPool', lambda x: F.max_pool2d(x, 3, 2, 1), image)
case('meanPool', lambda x: F.avg_pool2d(x, 3, 2, 1), image)
case('meanPoolWithout', lambda x: F.avg_pool2d(x, 3, 2, 1, count_include_pad=False), image)
case('upsampleNearest', lambda x: F.interpolate(x, scale_factor=2, mode='nearest'), random(1, 2, 2, 3))
case('resize', lambda x: F.interpolate(x, scale_factor=2, mode='bilinear', align_corners=False), random(1, 2, 3, 4))
case('groupNorm', lambda x, a, b: F.group_norm(x, 2, a, b), image, scale, shift)
case('instanceNorm', lambda x, a, b: F.instance_norm(x, weight=a, bias=b), image, scale, shift)
case('layerNorm', lambda x, a, b: F.layer_norm(x, [5], a, b), image, random(5), random(5))
kept = {key: tensor.clone() for key, tensor in running.items()}
case('batchNorm', lambda x, a, b: F.batch_norm(x, kept['mean'], kept['variance'], a, b, True, 0.3), image, scale, shift, **running)
cases['batchNorm']['kept'] = {key: listed(tensor) for key, tensor in kept.items()}
case('batchNormKnown', lambda x, a, b: F.batch_norm(x, running['mean'], running['variance'], a, b, False), image, scale, shift, **running)

labels = torch.randint(0, 4, (2, 3, 5))
ignoring = torch.where(torch.rand(2, 3, 5) < 0.2, torch.tensor(255), labels)
shares = torch.softmax(random(2, 4, 3, 5), 1).float().double()
weight = torch.tensor([1.0, 2.0, 0.5, 3.0])
case('crossEntropy', lambda x: F.cross_entropy(x, labels), image, labels=labels.unsqueeze(1))
case('crossEntropyWeighed', lambda x: F.cross_entropy(x, ignoring, weight, ignore_index=255, label_smoothing=0.2), image, labels=ignoring.unsqueeze(1), weight=weight)
case('crossEntropyShares', lambda x: F.cross_entropy(x, shares, weight, label_smoothing=0.1), image, shares=shares, weight=weight)
yes = torch.rand(2, 4, 3, 5).float().double()
case('binary', lambda x: F.binary_cross_entropy_with_logits(x, yes, pos_weight=torch.tensor(2.5)), image, target=yes)
case('huber', lambda x: F.huber_loss(x, yes, delta=0.7), image, target=yes)
case('meanAbsoluteError', lambda x: F.l1_loss(x, yes), image, target=yes)


def attended(q, k, v):
    heads = lambda t: t.reshape(t.shape[0], t.shape[1], 2, -1).transpose(1, 2)
    layer = torch.softmax(heads(q) @ heads(k).transpose(2, 3) / 3**0.5, -1) @ heads(v)
    return layer.transpose(1, 2).reshape(q.shape[0], q.shape[1], -1)


case('attention', attended, random(2, 3, 6), random(2, 5, 6), random(2, 5, 8))
# the layer with several heads, its projections left as they are
module = torch.nn.MultiheadAttention(6, 2, bias=False, batch_first=True)
with torch.no_grad():
    module.in_proj_weight.copy_(torch.eye(6).repeat(3, 1))
    module.out_proj.weight.copy_(torch.eye(6))
case('multihead', lambda q, k, v: module(q, k, v, need_weights=False)[0], random(2, 3, 6), random(2, 5, 6), random(2, 5, 6))

path = pathlib.Path(__file__).with_name('layers.json')
path.write_text(json.dumps(cases) + '\n')
print(len(cases), path.stat().st_size, torch.__version__)
