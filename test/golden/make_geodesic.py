"""Geodesic operations of scikit-image 0.19 and scipy 1.10 on random images: geodesic.json. Run with both installed."""
import json
import pathlib

import numpy as np
from scipy import ndimage as ndi
from skimage import filters, morphology

rng = np.random.default_rng(7)
cases = []


def plain(value):
    """The number as JSON writes it shortest."""
    return int(value) if float(value).is_integer() else float(value)


def add(operation, inputs, params, wanted):
    cases.append({
        'operation': operation,
        'shape': list(inputs[0].shape),
        'dtype': {'uint8': 'u8', 'float32': 'f32'}[inputs[0].dtype.name],
        'inputs': [[plain(v) for v in a.ravel()] for a in inputs],
        'params': params,
        'result': [plain(v) for v in np.asarray(wanted).ravel()],
    })


for shape in [(9, 14), (4, 5, 6)]:
    for kind in ['u8', 'f32']:
        smooth = ndi.gaussian_filter(rng.random(shape), 0.8)
        smooth = (smooth - smooth.min()) / (smooth.max() - smooth.min())
        # fractions of 64, so that heights are met exactly
        unit, dtype = (1, np.uint8) if kind == 'u8' else (np.float32(1 / 64), np.float32)
        image = np.floor(smooth * 255).astype(dtype) * unit
        other = np.floor(rng.random(shape) * 255).astype(dtype) * unit
        for connectivity in range(1, len(shape) + 1):
            near = ndi.generate_binary_structure(len(shape), connectivity)
            how = {'connectivity': connectivity}
            below, above = np.minimum(image, other), np.maximum(image, other)
            grown = morphology.reconstruction(below, image, 'dilation', footprint=near)
            add('reconstruction', [below, image], how, grown)
            shrunk = morphology.reconstruction(above, image, 'erosion', footprint=near)
            add('reconstruction', [above, image], {**how, 'method': 'erosion'}, shrunk)
            h = 40 * unit
            add('hMaxima', [image], {**how, 'h': float(h)}, morphology.h_maxima(image, h, footprint=near))
            add('hMinima', [image], {**how, 'h': float(h)}, morphology.h_minima(image, h, footprint=near))
            if kind == 'u8':
                mask = (image > 110).astype(np.uint8)
                add('fillHoles', [mask], how, ndi.binary_fill_holes(mask, near))
        low, high = float(120 * unit), float(200 * unit)
        wanted = filters.apply_hysteresis_threshold(image, low, high)
        add('applyHysteresisThreshold', [image], {'low': low, 'high': high}, wanted)

for shape in [(1, 9), (13, 37), (24, 31)]:
    smooth = ndi.gaussian_filter(rng.random(shape), min(1.5, shape[0] / 6))
    mask = (smooth > np.median(smooth) * 0.97).astype(np.uint8)
    add('skeletonize', [mask], {}, morphology.skeletonize(mask))
noise = (rng.random((40, 53)) > 0.25).astype(np.uint8)
add('skeletonize', [noise], {}, morphology.skeletonize(noise))

for kind in ['u8', 'f32']:
    smooth = ndi.gaussian_filter(rng.random((19, 22)), 0.7)
    smooth = (smooth - smooth.min()) / (smooth.max() - smooth.min())
    image = np.floor(smooth * 255).astype(np.uint8)
    image = image if kind == 'u8' else image.astype(np.float32) / np.float32(64) - np.float32(1)
    for connectivity, area in [(1, 9), (2, 40)]:
        how = {'connectivity': connectivity, 'areaThreshold': area}
        wanted = morphology.area_opening(image, area, connectivity)
        add('areaOpening', [image], how, wanted)
        if kind == 'u8':
            add('areaClosing', [image], how, morphology.area_closing(image, area, connectivity))
blocks = np.floor(ndi.gaussian_filter(rng.random((5, 7, 9)), 0.6) * 255).astype(np.uint8)
how = {'connectivity': 2, 'areaThreshold': 12}
add('areaOpening', [blocks], how, morphology.area_opening(blocks, 12, connectivity=2))

for shape in [(9, 10, 12), (23, 29)]:
    smooth = ndi.gaussian_filter(rng.random(shape), 1.2)
    mask = (smooth > np.median(smooth) * 0.97).astype(np.uint8)
    add('skeletonize', [mask], {'method': 'lee'}, morphology.skeletonize(mask, method='lee') > 0)

here = pathlib.Path(__file__).parent
(here / 'geodesic.json').write_text(json.dumps(cases, separators=(',', ':')) + '\n')
