"""Labels of scikit-image 0.19 for test/gpu/segment/golden.test.ts. Run it with scikit-image and scipy installed."""
import json
import pathlib

import numpy as np
from scipy import ndimage as ndi
from skimage import morphology, segmentation

rng = np.random.default_rng(11)
cases = []


def add(operation, inputs, params, wanted):
    cases.append({
        'operation': operation,
        'shape': list(inputs[0].shape),
        'inputs': [a.ravel().tolist() for a in inputs],
        'params': params,
        'result': np.asarray(wanted).astype(np.int64).ravel().tolist(),
    })


for shape in [(13, 19), (5, 6, 7)]:
    smooth = ndi.gaussian_filter(rng.random(shape), 1)
    parts = np.digitize(smooth, np.quantile(smooth, [0.4, 0.6, 0.8])).astype(np.int32)
    seeds = ((rng.random(shape) < 0.06) * rng.integers(1, 99, shape)).astype(np.int32)
    add('expandLabels', [seeds], {'distance': 2.5}, segmentation.expand_labels(seeds, 2.5))
    for mode in ['thick', 'inner', 'outer', 'subpixel']:
        add('findBoundaries', [parts], {'mode': mode}, segmentation.find_boundaries(parts, mode=mode))
    spread = (parts * 715827882).astype(np.int32)
    add('relabelSequential', [spread], {'offset': 5}, segmentation.relabel_sequential(spread, 5)[0])
    add('joinSegmentations', [parts, seeds], {}, segmentation.join_segmentations(parts, seeds))
    add('removeSmallObjects', [parts], {'minSize': 45}, morphology.remove_small_objects(parts, 45))
    add('clearBorder', [parts], {}, segmentation.clear_border(parts))
    ground = rng.permutation(np.prod(shape)).reshape(shape).astype(np.int32)
    add('watershed', [ground, seeds], {}, segmentation.watershed(ground, seeds))
    compact = segmentation.watershed(ground, seeds, compactness=9.7)
    add('watershed', [ground, seeds], {'compactness': 9.7}, compact)
    # where markers touch, lines are other than ours
    alone = np.where(ndi.convolve((seeds > 0).astype(int), np.ones((3,) * len(shape)), mode='constant') == 1, seeds, 0)
    line = segmentation.watershed(ground, alone, watershed_line=True)
    add('watershed', [ground, alone], {'watershedLine': True}, line)

# few levels: many ways cost the same. Each marker has ground of its own height, since scikit-image takes equal ones in no order
for seed, params in [(59, {'compactness': 10}), (59, {'compactness': 1}), (12, {'watershed_line': True})]:
    tied = np.random.default_rng(seed)
    smooth = ndi.gaussian_filter(tied.random((19, 31)), 1)
    ground = np.floor(7.999 * (smooth - smooth.min()) / np.ptp(smooth)).astype(np.int32)
    seeds = np.zeros_like(ground)
    for level in np.unique(ground):
        seeds.ravel()[tied.choice(np.flatnonzero(ground == level))] = level + 1
    ours = {'watershedLine' if name == 'watershed_line' else name: value for name, value in params.items()}
    add('watershed', [ground, seeds], ours, segmentation.watershed(ground, seeds, **params))

here = pathlib.Path(__file__).parent
(here / 'segment.json').write_text(json.dumps(cases, separators=(',', ':')) + '\n')
