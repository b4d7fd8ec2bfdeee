"""Watersheds of scikit-image 0.19 from markers on equal ground, for test/gpu/segment/golden.test.ts: what its heap makes of parts of photographs of 8 bits and of volumes of few levels.

Run: python3 test/golden/make_ties.py   (Debian: apt install python3-skimage)
"""
import json
import pathlib

import numpy as np
from scipy import ndimage as ndi
from skimage import data, filters, segmentation

rng = np.random.default_rng(7)
cases = []


def add(ground, share, params):
    seeds = np.where(rng.random(ground.shape) < share, rng.integers(1, 999, ground.shape), 0).astype(np.int32)
    theirs = {'watershed_line' if name == 'watershedLine' else name: value for name, value in params.items()}
    wanted = segmentation.watershed(ground, seeds, **theirs)
    cases.append({
        'operation': 'watershed',
        'shape': list(ground.shape),
        'inputs': [ground.ravel().tolist(), seeds.ravel().tolist()],
        'params': {**params, 'ties': 'heap'},
        'result': wanted.ravel().tolist(),
    })


camera = data.camera()[150:190, 220:276]
coins = data.coins()[40:76, 30:80]
edges = np.rint(255 * filters.sobel(camera)).astype(np.uint8)
blurred = ndi.gaussian_filter(rng.random((7, 11, 13)), 1)
levels = np.floor(5.99 * (blurred - blurred.min()) / np.ptp(blurred)).astype(np.uint8)
add(camera, 0.03, {})
add(edges, 0.02, {'connectivity': 2})
add(coins, 0.02, {'connectivity': 2, 'watershedLine': True})
add(camera, 0.02, {'compactness': 1.7})
add(coins, 0.1, {'compactness': 0.3, 'watershedLine': True})
add(levels, 0.05, {'connectivity': 2})
add(levels, 0.05, {'connectivity': 3, 'compactness': 0.7})

here = pathlib.Path(__file__).parent
(here / 'ties.json').write_text(json.dumps(cases, separators=(',', ':')) + '\n')
