#!/usr/bin/env python3
"""Writes transform.json beside this file: what scipy.ndimage and skimage.transform answer on small inputs, in float64.

Run: python3 test/golden/make_transform.py   (as make.py, whose form the file has)

scipy's `wrap` of interpolation has a period of n - 1; `grid-wrap` is what is called wrap here. Its spline filter of `reflect` is exact
on long lines only, so the lines are long.
"""
import warnings

import numpy as np
import scipy.ndimage as ndi
from skimage import transform

from make import Chapter, five, noise

warnings.simplefilter('ignore')
BORDERS = dict(reflect='reflect', mirror='mirror', nearest='nearest', constant='constant', wrap='grid-wrap', gridConstant='grid-constant')
PADDED = dict(reflect='symmetric', mirror='reflect', nearest='edge', gridConstant='constant', wrap='wrap')
TURNED = [[0.9, 0.4], [-0.35, 0.85]]
TURNED3 = [[0.9, 0.3, -0.2, 0.5], [-0.2, 0.8, 0.4, 1.2], [0.1, -0.3, 1.1, -0.7]]
HORIZON = [[0.9, 0.2, 1], [-0.1, 1.1, 2], [0.01, -0.02, 0.6]]


def main():
    inputs = dict(block=noise(4, 'zyx', 3, 5, 4), image=noise(1, 'yx', 31, 37), volume=noise(2, 'zyx', 21, 19, 23), places=noise(3, 'cyx', 2, 5, 6, low=-9, high=40))
    image, volume, places = inputs['image'][0, 0, 0], inputs['volume'][0, 0], inputs['places'][0, :, 0]
    c = Chapter('transform', inputs)
    for border, mode in BORDERS.items():
        for order in [0, 1, 3]:
            how = dict(order=order, border=border, value=0.5)
            scipy = dict(order=order, mode=mode, cval=0.5)
            seen = ndi.affine_transform(image, TURNED, offset=(-7.13, 22.07), output_shape=(5, 6), **scipy)
            c.add('affineTransform', 'image', five(seen), matrix=TURNED, offset=dict(y=-7.13, x=22.07), outputShape=dict(y=5, x=6), **how)
            c.add('mapCoordinates', 'image places', five(ndi.map_coordinates(image, places, **scipy)), **how)
            if border in PADDED:
                small = transform.resize(image, (4, 5), order=order, mode=PADDED[border], cval=0.5, clip=False, anti_aliasing=order > 0)
                c.add('resize', 'image', five(small), outputShape=dict(y=4, x=5), **how)
        shifted = ndi.shift(inputs['block'][0, 0], (0, 3.25, -20.5), order=1, mode=mode, cval=0.5)
        c.add('shift', 'block', five(shifted), shift=dict(y=3.25, x=-20.5), order=1, border=border, value=0.5)
    seen = ndi.affine_transform(volume, TURNED3, output_shape=(3, 4, 5), order=3, mode='mirror')
    c.add('affineTransform', 'volume', five(seen), matrix=TURNED3, outputShape=dict(z=3, y=4, x=5), order=3, border='mirror')
    for grid in [False, True]:
        for order in [0, 1, 3]:
            zoomed = ndi.zoom(image, (0.2, 0.3), order=order, mode='mirror', grid_mode=grid)
            c.add('zoom', 'image', five(zoomed), zoom=dict(y=0.2, x=0.3), order=order, border='mirror', gridMode=grid)
    block = inputs['block'][0, 0]
    for axes, numbers in dict(yx=(1, 2), zx=(0, 2), zy=(0, 1)).items():
        c.add('rotate', 'block', five(ndi.rotate(block, 33, axes=numbers, order=1)), angle=33, axes=axes, order=1)
    c.add('rotate', 'block', five(ndi.rotate(block, -100, axes=(1, 2), order=3, reshape=False)), angle=-100, reshape=False)
    c.add('pyramidReduce', 'block', five(transform.pyramid_reduce(block, preserve_range=True)))
    c.add('pyramidExpand', 'block', five(transform.pyramid_expand(block, 1.5, preserve_range=True)), factor=1.5)
    for border in ['wrap', 'constant']:
        small = transform.pyramid_reduce(block, order=3, sigma=0.9, mode=border, cval=0.5, preserve_range=True)
        c.add('pyramidReduce', 'block', five(small), order=3, sigma=0.9, border=border, value=0.5)
    c.add('pyramidExpand', 'block', five(transform.pyramid_expand(block, order=1, mode='wrap', preserve_range=True)), border='wrap')
    small = transform.rescale(image, 0.15, clip=False, anti_aliasing=True)
    c.add('rescale', 'image', five(small), scale=0.15)
    c.add('warp', 'image', five(transform.warp(image, np.array(HORIZON), output_shape=(5, 7), mode='constant', cval=2, clip=False)),
          matrix=HORIZON, outputShape=dict(y=5, x=7), border='gridConstant', value=2)
    for scaling in ['linear', 'log']:
        polar = transform.warp_polar(image, center=(11, 14.5), radius=13, output_shape=(5, 6), scaling=scaling, clip=False)
        c.add('warpPolar', 'image', five(polar), center=dict(y=11, x=14.5), radius=13, outputShape=dict(y=5, x=6), scaling=scaling)
    c.add('downscaleLocalMean', 'image', five(transform.downscale_local_mean(image, (7, 8))), factors=dict(y=7, x=8))
    c.write()


if __name__ == '__main__':
    main()
