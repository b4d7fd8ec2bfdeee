"""Fourier transforms and convolutions of NumPy and SciPy 1.10: fourier.json. Run with both installed."""
import json
import pathlib

import numpy as np
from scipy import signal

rng = np.random.default_rng(11)
inputs, cases = {}, []


def stored(array):
    axes = 'zyx'[3 - array.ndim:]
    return {'shape': dict(zip(axes, array.shape)), 'data': [float(v) for v in array.ravel()]}


def add(operation, names, expected, **parameters):
    cases.append({'operation': operation, 'inputs': names, 'parameters': parameters, 'expected': stored(expected)})


image, volume = rng.random((5, 8)).astype('f4'), rng.random((3, 4, 5)).astype('f4')
kernel, solid = rng.random((4, 3)).astype('f4'), rng.random((2, 3, 2)).astype('f4')
for name, array in [('image', image), ('volume', volume), ('kernel', kernel), ('solid', solid)]:
    inputs[name] = stored(array)
for name, array, other, weights in [('image', image, 'kernel', kernel), ('volume', volume, 'solid', solid)]:
    a, w = array.astype(float), weights.astype(float)
    for mode in ['full', 'same', 'valid']:
        # by the sum: fftconvolve itself is no more exact than what is tested
        add('fftConvolve', [name, other], signal.convolve(a, w, mode, method='direct'), mode=mode)
    for norm in ['backward', 'ortho']:
        power = np.abs(np.fft.fftn(a, norm=norm)) ** 2
        add('powerSpectrum', [name], np.fft.fftshift(power), norm=norm)
        add('powerSpectrum', [name], np.log1p(power), norm=norm, scale='log', shifted=False)
    add('fftshift', [name], np.fft.fftshift(a))
    add('ifftshift', [name], np.fft.ifftshift(a))

here = pathlib.Path(__file__).parent
(here / 'fourier.json').write_text(json.dumps({'inputs': inputs, 'cases': cases}) + '\n')
