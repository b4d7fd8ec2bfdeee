#!/usr/bin/env python3
"""Writes deconvolution.json beside this file: what scikit-image 0.19 makes of a blurred corner of the camera image, in float64.

Run: python3 test/golden/make_deconvolution.py   (Debian: apt install python3-skimage)
"""
import json
import pathlib

import numpy as np
from scipy import ndimage as ndi
from skimage import data, restoration

camera = data.camera()[100:132, 200:240] / 255
at = np.arange(-2, 3)
psf = np.exp(-(at[:, None] ** 2) / 2 - (at[None] - 0.4) ** 2 / 3)
psf /= psf.sum()
rng = np.random.default_rng(5)
image = np.clip(ndi.convolve(camera, psf, mode='reflect') + 0.02 * rng.standard_normal(camera.shape), 0, None)
stack = np.clip(ndi.gaussian_filter(rng.random((6, 10, 12)), 1) * 4 - 1, 0.05, None)
deep = np.einsum('i,j,k', [0.25, 0.5, 0.25], [0.2, 0.5, 0.3], [0.3, 0.4, 0.3])

plain = lambda array: {'shape': list(array.shape), 'data': [float(f'{v:.9g}') for v in array.ravel()]}
image, psf, stack = [np.array([float(f'{v:.9g}') for v in a.ravel()]).reshape(a.shape) for a in (image, psf, stack)]

quiet = rng.normal(0, 0.1, (7, 9, 12)) + np.arange(12)
quiet[:, :3] = 0  # left out; of any other constant scikit-image counts what rounding leaves
sigmas = [plain(a) | {'sigma': float(restoration.estimate_sigma(a))} for a in (image, image[:17, :21], quiet, image[3])]

# the posterior mean is a matter of luck: the mean of many, and how far one is from it. Of an odd width: of an even one scikit-image counts the last column of
# half a spectrum twice, and finds a prior a third too weak here
odd = image[:, :35]
runs = [restoration.unsupervised_wiener(odd, psf, clip=False, random_state=k) for k in range(40)]
means = np.array([mean for mean, _ in runs])
late = lambda name: float(np.mean([np.mean(chain[name][16:]) for _, chain in runs]))

json.dump({
    'image': plain(image), 'psf': plain(psf), 'stack': plain(stack), 'deep': plain(deep),
    'wiener': plain(restoration.wiener(image, psf, 0.05)),
    'richardsonLucy': plain(restoration.richardson_lucy(image, psf, num_iter=12)),
    'richardsonLucyEpsilon': plain(restoration.richardson_lucy(image, psf, num_iter=5, clip=False, filter_epsilon=0.2)),
    'richardsonLucyStack': plain(restoration.richardson_lucy(stack, deep, num_iter=7, clip=False)),
    'estimateSigma': sigmas,
    'unsupervisedWiener': {'mean': plain(means.mean(0)), 'spread': float(np.sqrt(np.mean((means - means.mean(0)) ** 2))),
                           'noise': late('noise'), 'prior': late('prior')},
}, open(pathlib.Path(__file__).parent / 'deconvolution.json', 'w'))
