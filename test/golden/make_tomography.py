#!/usr/bin/env python3
"""Writes tomography.json beside this file: what skimage.transform's radon and iradon answer on small inputs, in float64.

Run: python3 test/golden/make_tomography.py   (as make.py, whose form the file has)
"""
import warnings

import numpy as np
from skimage import transform

from make import Chapter, five, noise

warnings.simplefilter('ignore')
ANGLES = [0, 17.5, 90, 133, 250, -30]


def main():
    inputs = dict(square=noise(1, 'yx', 12, 12), wide=noise(2, 'yx', 9, 14), tall=noise(3, 'yx', 15, 8), sinogram=noise(4, 'yx', 13, 6), even=noise(5, 'yx', 16, 5))
    c = Chapter('tomography', inputs)
    for name in ['square', 'wide', 'tall']:
        for circle in [True, False]:
            seen = transform.radon(inputs[name][0, 0, 0], ANGLES, circle, preserve_range=True)
            c.add('radon', name, five(seen), theta=ANGLES, circle=circle)
    for filter_name in ['ramp', 'shepp-logan', 'cosine', 'hamming', 'hann', None]:
        image = transform.iradon(inputs['sinogram'][0, 0, 0], ANGLES, filter_name=filter_name)
        c.add('iradon', 'sinogram', five(image), theta=ANGLES, filter=filter_name or 'none')
    for name in ['sinogram', 'even']:
        c.add('iradon', name, five(transform.iradon(inputs[name][0, 0, 0], circle=False)), circle=False)
        c.add('iradon', name, five(transform.iradon(inputs[name][0, 0, 0])))
    c.write()


if __name__ == '__main__':
    main()
