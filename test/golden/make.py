#!/usr/bin/env python3
"""Writes the golden arrays beside this file: what NumPy, SciPy and scikit-image answer on small inputs, in float64.

Run: python3 test/golden/make.py   (Debian: apt install python3-scipy python3-skimage; versions are kept in versions.json)

Each chapter is one JSON file: named inputs, and cases {operation, inputs, parameters, expected}. Operations, parameters and
axis names are those of test/oracle; an array is its lengths by axis name and its numbers in C order n c z y x, with "nan",
"inf" and "-inf" as text. camera.npy is the photograph itself, camera.json single numbers about it.
"""
import json
import platform
from pathlib import Path

import numpy as np
import scipy
import scipy.ndimage as ndi
import skimage
from skimage import data, exposure, filters, img_as_float

HERE = Path(__file__).parent
AXES = 'nczyx'
BORDERS = ['reflect', 'mirror', 'nearest', 'constant', 'wrap']
PAD_MODES = dict(reflect='symmetric', mirror='reflect', nearest='edge', constant='constant')  # and wrap: see padded
np.seterr(all='ignore')


def five(array, axes=None):
    """The array with all five axes; without names its axes are the last ones."""
    array = np.asarray(array, float)
    axes = axes or AXES[-array.ndim:]
    return array.reshape([array.shape[axes.index(a)] if a in axes else 1 for a in AXES])


def noise(seed, axes, *shape, low=-4, high=9, digits=2):
    return five(np.random.RandomState(seed).uniform(low, high, shape).round(digits), axes)


def number(value):
    value = float(value)
    if np.isnan(value):
        return 'nan'
    if np.isinf(value):
        return 'inf' if value > 0 else '-inf'
    return int(value) if value == int(value) and abs(value) < 2**53 else float(f'{value:.15g}')


def plain(array):
    return {
        'shape': {a: n for a, n in zip(AXES, array.shape) if n > 1},
        'data': [number(v) for v in array.ravel()],
    }


class Chapter:
    """Collects cases and writes one file, a case a line."""

    def __init__(self, name, inputs):
        self.name, self.inputs, self.cases = name, inputs, []

    def add(self, operation, names, expected, **parameters):
        expected = np.asarray(expected, float)
        assert expected.ndim == 5, (operation, expected.shape)
        names = names.split()
        assert all(n in self.inputs for n in names), names
        self.cases.append(dict(operation=operation, inputs=names, parameters=parameters, expected=plain(expected)))

    def write(self):
        def line(value):
            return json.dumps(value, separators=(',', ':'), allow_nan=False)

        inputs = ',\n'.join(f'{line(k)}:{line(plain(v))}' for k, v in self.inputs.items())
        cases = ',\n'.join(line(c) for c in self.cases)
        (HERE / f'{self.name}.json').write_text(f'{{"inputs":{{\n{inputs}\n}},"cases":[\n{cases}\n]}}\n')


def axis_numbers(axes):
    return tuple(AXES.index(a) for a in axes)


# --- pointwise -------------------------------------------------------------------------------------------------------


def pointwise():
    special = five([[np.nan, np.inf, -np.inf, 0, 1, -1], [2.5, -2.5, 0.5, np.nan, -0.25, 3]])
    other = five([[1, np.inf, 2, np.nan, 0, np.inf], [-2, 3, -np.inf, np.nan, -0.25, 0.5]])
    unit = five(np.array([[0, 0.1, 0.25, 0.5, 0.75, 1], [0.125, 0.375, 0.625, 0.875, 1.25, -0.5]]))
    a, b = noise(1, 'yx', 3, 4), noise(2, 'yx', 3, 4)
    positive = noise(3, 'yx', 3, 4, low=0.1, high=6)
    row, column, channel = noise(4, 'x', 4), noise(5, 'y', 3), noise(6, 'c', 2)
    bits, more = five([[0, 0, 1, 1, 0, 2]]), five([[0, 1, 0, 1, np.nan, -1]])
    u8 = five(np.arange(0, 256, 17))
    inputs = dict(special=special, other=other, unit=unit, a=a, b=b, positive=positive, row=row, column=column,
                  channel=channel, bits=bits, more=more, u8=u8)
    c = Chapter('pointwise', inputs)

    binary = dict(add=np.add, subtract=np.subtract, multiply=np.multiply, divide=np.divide, minimum=np.minimum,
                  maximum=np.maximum, greater=np.greater, greaterEqual=np.greater_equal, less=np.less,
                  lessEqual=np.less_equal, equal=np.equal, notEqual=np.not_equal, power=np.power)
    for name, f in binary.items():
        c.add(name, 'special other', f(special, other))
        c.add(name, 'other special', f(other, special))
        first = 'positive' if name == 'power' else 'a'
        c.add(name, f'{first} b', f(inputs[first], b))
    c.add('add', 'row column', row + column)
    c.add('multiply', 'a channel', a * channel)
    c.add('subtract', 'channel a', channel - a)
    c.add('divide', 'a row', a / row)
    c.add('maximum', 'column row', np.maximum(column, row))
    for name, f in dict(abs=np.abs, sqrt=np.sqrt, exp=np.exp, log=np.log, sin=np.sin, cos=np.cos).items():
        for x in ['special', 'a', 'positive']:
            c.add(name, x, f(inputs[x]))
    c.add('clamp', 'special', np.clip(special, -1, 2), min=-1, max=2)
    c.add('clamp', 'a', np.clip(a, 0, None), min=0)
    c.add('clamp', 'a', np.clip(a, None, 3.3), max=3.3)
    c.add('invert', 'u8', 255 - u8, max=255)
    c.add('invert', 'special', 1 - special)
    for g, gain in [(1, 1), (2.2, 1), (0.45, 1.5)]:
        c.add('gamma', 'positive', exposure.adjust_gamma(positive, g, gain), gamma=g, gain=gain)
    c.add('gamma', 'special', 2 * np.power(special, 0.5), gamma=0.5, gain=2)
    clipped = np.clip(unit, 0, 1)
    inside = exposure.rescale_intensity(clipped, in_range=(0, 1), out_range=(-3.0, 7.0))  # clips, so inside the range only
    c.add('mapRange', 'unit', np.where(unit == clipped, inside, unit * 10 - 3), **{'from': [0, 1], 'to': [-3, 7]})
    c.add('mapRange', 'u8', exposure.rescale_intensity(u8, in_range=(0, 255), out_range=(0.0, 1.0)), **{'from': [0, 255]})
    c.add('mapRange', 'special', (special + 2) / 5, **{'from': [-2, 3]})
    for levels in [2, 3, 5]:
        c.add('quantise', 'unit', np.round(np.clip(unit, 0, 1) * (levels - 1)) / (levels - 1), levels=levels)
    c.add('quantise', 'u8', np.round(u8 / 255 * 3) * 85, levels=4, range=[0, 255])
    c.add('quantise', 'special', np.round(np.clip(special, -1, 1) + 1) - 1, levels=3, range=[-1, 1])
    c.add('where', 'bits special other', np.where(bits != 0, special, other))
    c.add('where', 'column row channel', np.where(column != 0, row, channel))
    c.add('where', 'special other bits', np.where(special.astype(bool), other, bits))
    c.add('and', 'bits more', np.logical_and(bits, more))
    c.add('or', 'bits more', np.logical_or(bits, more))
    c.add('not', 'more', np.logical_not(more))
    c.add('not', 'special', np.logical_not(special))
    c.write()


# --- reductions ------------------------------------------------------------------------------------------------------


def masked(f, x, mask, axes):
    """f on the numbers of each batch position, in C order over the axes, where the mask is set; length 1 on those axes."""
    numbers = axis_numbers(axes)
    keep = [i for i in range(5) if i not in numbers]
    order = keep + list(numbers)
    lengths = [x.shape[i] for i in keep]
    rows = x.transpose(order).reshape(int(np.prod(lengths)), -1)
    chosen = np.broadcast_to(mask, x.shape).transpose(order).reshape(rows.shape) != 0
    out = np.array([f(r[m]) for r, m in zip(rows, chosen)], float)
    return out.reshape([1 if i in numbers else x.shape[i] for i in range(5)])


def reductions():
    all5 = noise(11, 'nczyx', 2, 2, 3, 4, 5)
    image = noise(12, 'yx', 7, 5)
    ties = five(np.random.RandomState(13).randint(-2, 3, (6, 7)))
    special = noise(14, 'yx', 4, 5)
    special[..., 1, 2] = np.nan
    special[..., 1, 4] = np.nan
    special[..., 2, 1] = np.inf
    special[..., 3, 0] = -np.inf
    infinite = five([[1, 2, 4, 8, np.inf]])
    mask = five(np.random.RandomState(15).randint(0, 2, (4, 5)))
    rows = five([0, 1, 1, 0], 'y')
    constant = five(np.full((3, 4), 2.5))
    u8 = five(np.concatenate([np.random.RandomState(16).normal(60, 9, 60), np.random.RandomState(17).normal(170, 20, 40)])
              .round().clip(0, 255).reshape(10, 10))
    u16 = u8 * 201 + 1000
    i16 = u8 * 3 - 400
    bimodal = five(np.concatenate([np.random.RandomState(18).normal(0.2, 0.05, 60),
                                   np.random.RandomState(19).normal(0.7, 0.1, 61)]).round(4).reshape(11, 11))
    edges = five(np.arange(0, 21) / 10)
    inputs = dict(all5=all5, image=image, ties=ties, special=special, infinite=infinite, mask=mask, rows=rows,
                  constant=constant, u8=u8, u16=u16, i16=i16, bimodal=bimodal, edges=edges)
    c = Chapter('reductions', inputs)

    functions = dict(sum=np.sum, mean=np.mean, variance=np.var, minimum=np.min, maximum=np.max, argmax=np.argmax,
                     argmin=np.argmin, countNonzero=np.count_nonzero)
    one = np.ones((1,) * 5)
    for name, f in functions.items():
        for axes in ['nczyx', 'yx', 'zyx', 'c', 'nx', 'z']:
            c.add(name, 'all5', masked(f, all5, one, axes), axes=list(axes))
        c.add(name, 'ties', masked(f, ties, one, 'nczyx'))
        for axes in ['nczyx', 'x', 'y']:
            c.add(name, 'ties', masked(f, ties, one, axes), axes=list(axes))
            c.add(name, 'special', masked(f, special, one, axes), axes=list(axes))
        if not name.startswith('arg'):
            c.add(name, 'special mask', masked(f, special, mask, 'nczyx'))
            c.add(name, 'special rows', masked(f, special, rows, 'yx'), axes=['y', 'x'])
            c.add(name, 'all5 mask', masked(f, all5, mask, 'yx'), axes=['y', 'x'])
    # the index of a masked voxel is its place in the whole: NumPy does that with the others set out of the running
    c.add('argmax', 'all5 mask', masked(np.argmax, np.where(mask, all5, -np.inf), one, 'yx'), axes=['y', 'x'])
    c.add('argmin', 'all5 mask', masked(np.argmin, np.where(mask, all5, np.inf), one, 'yx'), axes=['y', 'x'])
    c.add('variance', 'image', masked(lambda v: np.var(v, ddof=1), image, one, 'nczyx'), ddof=1)

    for q in [0, 0.1, 0.25, 0.5, 0.99, 1]:
        f = lambda v: np.quantile(v, q)
        c.add('quantile', 'image', masked(f, image, one, 'nczyx'), q=q)
        c.add('quantile', 'all5', masked(f, all5, one, 'yx'), q=q, axes=['y', 'x'])
        c.add('quantile', 'all5 mask', masked(f, all5, mask, 'zyx'), q=q, axes=['z', 'y', 'x'])
    c.add('quantile', 'special', masked(lambda v: np.quantile(v, 0.5), special, one, 'nczyx'), q=0.5)
    c.add('quantile', 'infinite', masked(lambda v: np.quantile(v, 0.4), infinite, one, 'nczyx'), q=0.4)

    for axis in 'nczyx':
        c.add('cumulativeSum', 'all5', np.cumsum(all5, AXES.index(axis)), axis=axis)
    c.add('cumulativeSum', 'special', np.cumsum(special, 4), axis='x')

    def finite(v):
        return v[np.isfinite(v)]

    for name, chosen, bins, span in [('image', None, 10, None), ('image', None, 7, (-2, 5)), ('edges', None, 20, None),
                                     ('edges', None, 7, (0, 1.4)), ('edges', None, 3, (0.1, 0.7)), ('edges', None, 5, (0.2, 0.7)),
                                     ('ties', None, 4, None), ('constant', None, 4, None), ('special', None, 5, None), ('special', 'mask', 5, None),
                                     ('u8', None, 256, (0, 256)), ('all5', None, 6, None)]:
        v = inputs[name][np.broadcast_to(inputs[chosen], inputs[name].shape) != 0] if chosen else inputs[name].ravel()
        counts, bin_edges = np.histogram(finite(v), bins, span)
        names = f'{name} {chosen}' if chosen else name
        parameters = dict(bins=bins, **(dict(range=list(span)) if span else {}))
        c.add('histogram', names, five(counts), **parameters)
        c.add('histogramEdges', names, five(bin_edges), **parameters)
        c.add('histogramNonFinite', names, five([v.size - finite(v).size]), **parameters)
    batches = [[np.histogram(all5[n, k], 6, (all5.min(), all5.max()))[0] for k in range(2)] for n in range(2)]
    c.add('histogram', 'all5', five(np.array(batches), 'ncx'), bins=6, axes=['z', 'y', 'x'])

    otsu = filters.threshold_otsu
    for dtype in ['u8', 'u16', 'i16']:
        integers = inputs[dtype].astype(dict(u8=np.uint8, u16=np.uint16, i16=np.int16)[dtype])
        c.add('thresholdOtsu', dtype, five([otsu(integers[0, 0, 0])]), dtype=dtype)
    for name in ['bimodal', 'image', 'constant', 'u8']:
        c.add('thresholdOtsu', name, five([otsu(inputs[name].squeeze())]))
    c.add('thresholdOtsu', 'bimodal', five([otsu(bimodal.squeeze(), 32)]), bins=32)
    c.add('thresholdOtsu', 'u8', five([otsu(u8.squeeze())]), dtype='i32')  # 32-bit integers: bins, as for floats
    c.add('thresholdOtsu', 'special', five([otsu(finite(special.ravel()))]))
    c.add('thresholdOtsu', 'all5', five([[otsu(all5[n, k]) for k in range(2)] for n in range(2)], 'nc'),
          axes=['z', 'y', 'x'])
    c.add('thresholdOtsu', 'all5 mask', five([otsu(all5[np.broadcast_to(mask, all5.shape) != 0])]))
    c.write()


# --- filter ----------------------------------------------------------------------------------------------------------


def spatial(f, x):
    """f(array, names of its axes) on the axes among z y x longer than one, for each n and c."""
    active = [a for a in 'zyx' if x.shape[AXES.index(a)] > 1]
    out = np.empty(x.shape)
    for n in range(x.shape[0]):
        for k in range(x.shape[1]):
            block = x[n, k].reshape([x.shape[AXES.index(a)] for a in active])
            out[n, k] = f(block, active).reshape(x.shape[2:])
    return out


def padded(x, width, border, value):
    """numpy.pad by our names of the borders; its own `wrap` is wrong at some widths beyond one period (1.24)."""
    if border == 'wrap':
        for axis, (before, after) in enumerate(width):
            x = np.take(x, np.arange(-before, x.shape[axis] + after), axis, mode='wrap')
        return x
    return np.pad(x, width, mode=PAD_MODES[border], **(dict(constant_values=value) if border == 'constant' else {}))


def tuned(parameter, axes, default):
    return [parameter.get(a, default) if isinstance(parameter, dict) else parameter for a in axes]


def correlate_far(x, kernel, border, value, convolution=False):
    """ndi.correlate by padding and a valid correlation: scipy's own is wrong in `reflect` beyond one period."""
    reach = [(n, n) for n in kernel.shape]
    far = padded(x, reach, border, value)
    full = (ndi.convolve if convolution else ndi.correlate)(far, kernel, mode='constant')
    return full[tuple(slice(n, n + m) for (n, _), m in zip(reach, x.shape))]


def filter_chapter():
    image = noise(21, 'yx', 7, 5)
    line = noise(22, 'x', 9)
    tiny = noise(23, 'yx', 2, 3)
    larger = noise(24, 'yx', 13, 17)
    volume = noise(25, 'zyx', 6, 7, 8)
    colour = noise(26, 'ncyx', 2, 2, 4, 5)
    point = noise(27, 'yx', 1, 1)
    special = noise(28, 'yx', 8, 9)
    special[..., 1, 2] = np.nan
    special[..., 4, 6:8] = np.inf
    special[..., 6, 3] = -np.inf
    stripe = noise(29, 'yx', 6, 5)
    stripe[..., 2, :] = np.nan
    stripe[..., 5, :] = np.inf
    k33, k24, k15, k222, k532 = (noise(30 + i, 'zyx', *s) for i, s in
                                 enumerate([(1, 3, 3), (1, 2, 4), (1, 1, 5), (2, 2, 2), (5, 3, 2)]))
    holes = five([[1, 0, -2], [0, 0, 3], [0, 0.5, 0]])
    wide = noise(36, 'yx', 9, 14, digits=1)
    inputs = dict(image=image, line=line, tiny=tiny, larger=larger, volume=volume, colour=colour, point=point,
                  special=special, stripe=stripe, k33=k33, k24=k24, k15=k15, k222=k222, k532=k532, holes=holes, wide=wide)
    c = Chapter('filter', inputs)

    def borders(*values):
        for b in BORDERS:
            for v in values if b == 'constant' else [0]:
                yield b, v, dict(border=b, **(dict(value=v) if b == 'constant' else {}))

    # one axis
    for border, value, p in borders(2.5):
        for weights, origin in [([1, 2, -4], 0), ([1, 2, 3, -5], 0), ([3, 1], 0), ([1, 2, -4], 1), ([1, 2, 3, -5], -2),
                                ([0.5], 0), (list(range(1, 30)), 0), (list(range(1, 27)), 3)]:
            for name, axis in [('line', 'x'), ('tiny', 'x')]:
                c.add('convolveAxis', name,
                      ndi.convolve1d(inputs[name], np.array(weights, float), AXES.index(axis), None, border, value, origin),
                      axis=axis, weights=weights, **(dict(origin=origin) if origin else {}), **p)
        for name, axis in [('image', 'y'), ('image', 'z'), ('point', 'x')]:
            weights = [1, -2, 0.5, 4]
            c.add('convolveAxis', name, ndi.convolve1d(inputs[name], weights, AXES.index(axis), None, border, value),
                  axis=axis, weights=weights, **p)
    c.add('convolveAxis', 'volume', ndi.convolve1d(volume, [1, 2, 3], 2), axis='z', weights=[1, 2, 3])
    c.add('convolveAxis', 'special', ndi.convolve1d(special, [1, 2, -3], 4), axis='x', weights=[1, 2, -3])
    # a zero tap is not read: n-dimensional, which skips it, where the 1-D filter would read it
    c.add('convolveAxis', 'special', ndi.convolve(special, np.array([1, 0, 0, 2, 0.0]).reshape(1, 1, 1, 1, 5)),
          axis='x', weights=[1, 0, 0, 2, 0])

    # Gaussians
    def gaussian(name, sigma, order=0, truncate=4.0, border='reflect', value=0.0):
        def f(block, axes):
            if not axes:
                return block
            return ndi.gaussian_filter(block, tuned(sigma, axes, 1), tuned(order, axes, 0), None, border, value, truncate)
        return spatial(f, inputs[name])

    for border, value, p in borders(0, 1.5):
        c.add('gaussian', 'image', gaussian('image', 1, border=border, value=value), sigma=1, **p)
        c.add('gaussian', 'tiny', gaussian('tiny', 6, border=border, value=value), sigma=6, **p)
        per_axis = dict(y=0.7, x=2.3)
        c.add('gaussian', 'image', gaussian('image', per_axis, dict(y=1), border=border, value=value),
              sigma=per_axis, order=dict(y=1), **p)
        for order in [1, 2, 3]:
            c.add('gaussian', 'line', gaussian('line', 1.2, order, border=border, value=value), sigma=1.2, order=order, **p)
        c.add('gaussianLaplace', 'image',
              spatial(lambda b, _: ndi.gaussian_laplace(b, 1.1, None, border, value), image), sigma=1.1, **p)
    c.add('gaussian', 'image', gaussian('image', 1))
    c.add('gaussian', 'point', gaussian('point', 1), sigma=1)
    c.add('gaussian', 'image', gaussian('image', dict(y=0, x=1)), sigma=dict(y=0, x=1))
    c.add('gaussian', 'image', gaussian('image', 0.1), sigma=0.1)
    c.add('gaussian', 'image', gaussian('image', 1.5, truncate=2.0), sigma=1.5, truncate=2)
    c.add('gaussian', 'image', gaussian('image', dict(y=1.3, x=0.8), dict(y=2, x=1)),
          sigma=dict(y=1.3, x=0.8), order=dict(y=2, x=1))
    c.add('gaussian', 'larger', gaussian('larger', 2, border='nearest'), sigma=2, border='nearest')
    per_axis = dict(z=0.5, y=1, x=1.7)
    c.add('gaussian', 'volume', gaussian('volume', per_axis, border='mirror'), sigma=per_axis, border='mirror')
    c.add('gaussian', 'colour', gaussian('colour', 0.8), sigma=0.8)
    c.add('gaussian', 'special', gaussian('special', 0.6), sigma=0.6)
    c.add('gaussian', 'stripe', gaussian('stripe', dict(y=0.5, x=1)), sigma=dict(y=0.5, x=1))
    slope = np.array([1, 0, -1]) * np.exp(-0.5 / 0.25) / (1 + 2 * np.exp(-0.5 / 0.25)) / 0.25  # sigma .5, truncate 2: radius 1
    bell = np.array([np.exp(-2), 1, np.exp(-2)]) / (1 + 2 * np.exp(-2))
    sloped = ndi.convolve(ndi.convolve(special, bell.reshape(3, 1)[None, None, None]), slope[None, None, None, None])
    c.add('gaussian', 'special', sloped, sigma=0.5, order=dict(x=1), truncate=2)
    c.add('gaussianLaplace', 'volume', spatial(lambda b, _: ndi.gaussian_laplace(b, [0.6, 0.9, 1.2]), volume),
          sigma=dict(z=0.6, y=0.9, x=1.2))

    # boxes
    for border, value, p in borders(2):
        for name, size in [('image', 3), ('image', 4), ('image', dict(y=2, x=3)), ('line', 6), ('tiny', 11), ('tiny', 12)]:
            out = spatial(lambda b, axes: ndi.uniform_filter(b, tuned(size, axes, 1), None, border, value), inputs[name])
            c.add('uniformFilter', name, out, size=size, **p)
    c.add('uniformFilter', 'volume', spatial(lambda b, _: ndi.uniform_filter(b, [3, 2, 5]), volume), size=dict(z=3, y=2, x=5))
    c.add('uniformFilter', 'special', spatial(lambda b, _: ndi.correlate(b, np.full((3, 4), 1 / 12)), special), size=dict(y=3, x=4))

    # any kernel
    for border, value, p in borders(2):
        for operation, f in [('convolve', ndi.convolve), ('correlate', ndi.correlate)]:
            for name, k in [('image', 'k33'), ('image', 'k24'), ('image', 'k15')]:
                c.add(operation, f'{name} {k}', f(inputs[name][0, 0], inputs[k][0, 0], None, border, value)[None, None], **p)
            far = correlate_far(tiny[0, 0], wide[0, 0], border, value, operation == 'convolve')
            c.add(operation, 'tiny wide', far[None, None], **p)
        c.add('convolve', 'volume k532' if border == 'wrap' else 'image k222',
              ndi.convolve((volume if border == 'wrap' else image)[0, 0],
                           (k532 if border == 'wrap' else k222)[0, 0], None, border, value)[None, None], **p)
    for operation, f in [('convolve', ndi.convolve), ('correlate', ndi.correlate)]:
        c.add(operation, 'image k24', f(image[0, 0], k24[0, 0], origin=[0, -1, 1])[None, None], origin=dict(y=-1, x=1))
        c.add(operation, 'image k33', f(image[0, 0], k33[0, 0], origin=[0, 1, -1])[None, None], origin=dict(y=1, x=-1))
        c.add(operation, 'special holes', f(special, holes))
        c.add(operation, 'stripe holes', f(stripe, holes))
    c.add('correlate', 'colour k33', ndi.correlate(colour, k33))

    # differences
    skimage_edges = dict(sobel=filters.sobel, scharr=filters.scharr, prewitt=filters.prewitt)
    smooth = dict(sobel=np.array([1, 2, 1]) / 4, scharr=np.array([3, 10, 3]) / 16, prewitt=np.ones(3) / 3)

    def central(block, axis, border, value):
        shape = [1] * block.ndim
        shape[axis] = 3
        return ndi.correlate(block, np.array([-0.5, 0, 0.5]).reshape(shape), None, border, value)

    def central_magnitude(block, border, value):
        return np.sqrt(sum(central(block, i, border, value) ** 2 for i in range(block.ndim)))

    def edge(block, kind, axis, border, value):
        kernel = np.ones([1] * block.ndim)
        for i in range(block.ndim):
            weights = np.array([1, 0, -1]) if i == axis else smooth[kind]
            kernel = kernel * weights.reshape([-1 if j == i else 1 for j in range(block.ndim)])
        return ndi.convolve(block, kernel, None, border, value)

    def edge_magnitude(block, kind, border, value):
        return np.sqrt(sum(edge(block, kind, i, border, value) ** 2 for i in range(block.ndim)) / block.ndim)

    for border, value, p in borders(0, 3):
        c.add('laplace', 'image', spatial(lambda b, _: ndi.laplace(b, None, border, value), image), **p)
        for axis in 'yx':
            c.add('gradientComponent', 'image', central(image, AXES.index(axis), border, value), axis=axis, **p)
        c.add('gradientMagnitude', 'image', spatial(lambda b, _: central_magnitude(b, border, value), image), **p)
        for kind, f in skimage_edges.items():
            if value == 0:  # scikit-image 0.19 ignores cval
                out = spatial(lambda b, _: f(b, mode=border), image)
                component = spatial(lambda b, _: f(b, axis=0, mode=border), image)
            else:
                out = spatial(lambda b, _: edge_magnitude(b, kind, border, value), image)
                component = spatial(lambda b, _: edge(b, kind, 0, border, value), image)
            c.add(kind, 'image', out, **p)
            c.add(kind, 'image', component, axis='y', **p)
    for name in ['volume', 'colour', 'line', 'special', 'stripe', 'tiny', 'point']:
        x = inputs[name]
        c.add('laplace', name, spatial(lambda b, axes: ndi.laplace(b) if axes else np.zeros(()), x))
        c.add('gradientMagnitude', name,
              spatial(lambda b, axes: central_magnitude(b, 'reflect', 0) if axes else np.zeros(()), x))
    c.add('gradientComponent', 'volume', central(volume, 2, 'reflect', 0), axis='z')
    c.add('gradientComponent', 'image', central(image, 2, 'reflect', 0), axis='z')
    for kind, f in skimage_edges.items():
        c.add(kind, 'volume', spatial(lambda b, _: f(b), volume))
        c.add(kind, 'colour', spatial(lambda b, _: f(b), colour))
        c.add(kind, 'line', spatial(lambda b, _: np.abs(f(b)), line))  # scikit-image gives the signed component of a line
        c.add(kind, 'line', spatial(lambda b, _: f(b), line), axis='x')
        c.add(kind, 'special', spatial(lambda b, _: f(b), special))
        c.add(kind, 'point', np.zeros_like(point))
    c.add('sobel', 'volume', spatial(lambda b, _: filters.sobel(b, axis=0), volume), axis='z')
    c.write()


# --- geometry --------------------------------------------------------------------------------------------------------


def geometry():
    image = five(np.arange(1, 36).reshape(7, 5))
    small = five(np.arange(1, 7).reshape(2, 3))
    volume = five(np.random.RandomState(41).randint(-9, 99, (3, 4, 5)), 'zyx')
    all5 = five(np.random.RandomState(42).randint(-9, 99, (2, 3, 2, 3, 4)), 'nczyx')
    line = five([1, 2, 3, 4])
    special = volume.copy()
    special[0, 0, 1, 2, 3] = np.nan
    special[0, 0, 0, 1, 1] = np.inf
    other = five(np.arange(50, 56).reshape(2, 3))
    inputs = dict(image=image, small=small, volume=volume, all5=all5, line=line, special=special, other=other)
    c = Chapter('geometry', inputs)

    c.add('crop', 'image', image[..., 2:5, 1:], start=dict(y=2, x=1), size=dict(y=3))
    c.add('crop', 'all5', all5[1:, :2, 1:, :, 1:3], start=dict(n=1, z=1, x=1), size=dict(c=2, x=2))
    for border in BORDERS:
        p = dict(border=border, **(dict(value=-7) if border == 'constant' else {}))
        for name, before, after in [('small', dict(y=1, x=2), dict(x=1)), ('small', dict(y=6, x=9), dict(y=9, x=7)),
                                    ('line', dict(x=11), dict(x=14)), ('line', dict(x=1), dict(x=5)),
                                    ('line', dict(y=2, x=1), dict(z=1)),
                                    ('all5', dict(c=2), dict(n=1, y=1))]:
            width = [(before.get(a, 0), after.get(a, 0)) for a in AXES]
            c.add('pad', name, padded(inputs[name], width, border, -7), before=before, after=after, **p)
    c.add('pad', 'small', np.pad(small, [(0, 0)] * 4 + [(1, 1)], mode='symmetric'), before=dict(x=1), after=dict(x=1))
    for axes in ['x', 'y', 'yx', 'nczyx', '']:
        c.add('flip', 'all5', np.flip(all5, axis_numbers(axes)), axes=list(axes))
    for source in [dict(x='y', y='x'), dict(z='y', y='x', x='z'), dict(n='c', c='n'), {}]:
        c.add('transpose', 'all5', all5.transpose(axis_numbers(source.get(a, a) for a in AXES)), **{'from': source})
    for shift in [dict(x=1), dict(y=-2, x=7), dict(n=1, c=-1, z=5)]:
        c.add('roll', 'all5', np.roll(all5, list(shift.values()), axis_numbers(shift)), shift=shift)
    for k in [-1, 0, 1, 2, 3, 5]:
        c.add('rot90', 'small', np.rot90(small, k, (3, 4)), turns=k)
        c.add('rot90', 'volume', np.rot90(volume, k, (4, 2)), turns=k, axes=['x', 'z'])
    c.add('rot90', 'image', np.rot90(image, 1, (3, 4)))
    for repeats in [dict(x=2), dict(z=2, y=3, x=1), dict(n=2, c=3)]:
        c.add('tile', 'small', np.tile(small, [repeats.get(a, 1) for a in AXES]), repeats=repeats)
    c.add('stack', 'small other small', np.concatenate([small, other, small], 2), axis='z')
    c.add('stack', 'small other', np.stack([small[:, 0], other[:, 0]], 1), axis='c')
    c.add('concatenate', 'small other', np.concatenate([small, other], 3), axis='y')
    c.add('concatenate', 'small', small, axis='x')
    c.add('concatenate', 'small other small', np.concatenate([small, other, small], 4), axis='x')
    for axis, parts in [('x', 2), ('c', 3), ('y', [1]), ('x', [1, 3])]:
        for i, part in enumerate(np.split(all5, parts, AXES.index(axis))):
            c.add('split', 'all5', part, axis=axis, parts=parts, part=i)
    for axis, i in [('n', 1), ('z', 0), ('x', 3)]:
        c.add('select', 'all5', np.take(all5, [i], AXES.index(axis)), axis=axis, index=i)
    for i in range(3):
        c.add('channel', 'all5', all5[:, i:i + 1], index=i)
    for name, f in dict(maxProjection=np.max, minProjection=np.min, meanProjection=np.mean).items():
        for x in ['volume', 'special', 'all5']:
            c.add(name, x, f(inputs[x], 2, keepdims=True))
        for axis in 'ncyx':
            c.add(name, 'all5', f(all5, AXES.index(axis), keepdims=True), axis=axis)
    c.write()


# --- camera ----------------------------------------------------------------------------------------------------------


def camera():
    u8 = data.camera()
    np.save(HERE / 'camera.npy', u8)
    image = img_as_float(u8)
    rows = []

    def add(operation, output, parameters=None, statistics=('sum', 'norm')):
        values = dict(sum=np.sum(output), norm=np.linalg.norm(output))
        rows.append(dict(operation=operation, parameters=parameters or {},
                         **{s: float(values[s]) for s in statistics}))

    for sigma, border in [(1, 'reflect'), (1, 'mirror'), (2, 'reflect'), (5, 'reflect')]:
        add('gaussian', ndi.gaussian_filter(image, sigma, mode=border), dict(sigma=sigma, border=border))
    add('sobel', filters.sobel(image))
    add('scharr', filters.scharr(image))
    add('laplace', ndi.laplace(image))
    add('uniformFilter', ndi.uniform_filter(image, 6), dict(size=6))
    result = dict(filters=rows, mean=float(image.mean()), variance=float(image.var()),
                  median=float(np.quantile(image, 0.5)), otsuU8=int(filters.threshold_otsu(u8)),
                  otsuFloat=float(filters.threshold_otsu(image)))
    lines = ',\n'.join(json.dumps(r, separators=(',', ':')) for r in rows)
    result.pop('filters')
    (HERE / 'camera.json').write_text(
        f'{{"filters":[\n{lines}\n],\n{json.dumps(result, separators=(",", ":"))[1:-1]}}}\n')


def main():
    pointwise()
    reductions()
    filter_chapter()
    geometry()
    camera()
    versions = dict(python=platform.python_version(), numpy=np.__version__, scipy=scipy.__version__,
                    skimage=skimage.__version__)
    (HERE / 'versions.json').write_text(json.dumps(versions, indent=2) + '\n')
    total = sum(p.stat().st_size for p in [*HERE.glob('*.json'), *HERE.glob('*.npy')])
    print(f'{total} bytes with {versions}')
    assert total < 600_000, 'golden arrays are meant to stay small'


if __name__ == '__main__':
    main()
