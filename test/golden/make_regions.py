#!/usr/bin/env python3
"""Writes regions.json beside this file: what skimage.measure.regionprops and skimage.feature.peak_local_max answer, in float64.

Run: python3 test/golden/make_regions.py   (as make.py, whose form the file has)

A case is one column of a table, named by the parameter `column`, with as many rows as there are. Peaks are sorted in the order of memory.
"""
import numpy as np
import scipy.ndimage as ndi
from skimage import feature, measure

from make import Chapter, five

FLAT = dict(
    label='label', numPixels='area', eulerNumber='euler_number', bboxMinY='bbox-0', bboxMinX='bbox-1', bboxMaxY='bbox-2', bboxMaxX='bbox-3', centroidY='centroid-0', centroidX='centroid-1',
    equivalentDiameterArea='equivalent_diameter_area', extent='extent', momentsCentralYY='moments_central-2-0', momentsCentralXX='moments_central-0-2',
    momentsCentralXY='moments_central-1-1', momentsCentralXXX='moments_central-0-3', momentsCentralXXY='moments_central-1-2', momentsCentralYYY='moments_central-3-0',
    momentsNormalizedXX='moments_normalized-0-2', momentsNormalizedXYY='moments_normalized-2-1', **{f'momentsHu{k}': f'moments_hu-{k}' for k in range(7)}, inertiaEigenvalue0='inertia_tensor_eigvals-0', inertiaEigenvalue1='inertia_tensor_eigvals-1',
    axisMajorLength='axis_major_length', axisMinorLength='axis_minor_length', eccentricity='eccentricity', orientation='orientation', perimeter='perimeter',
    perimeterCrofton='perimeter_crofton', intensityMean='intensity_mean', intensityMin='intensity_min', intensityMax='intensity_max',
    centroidWeightedY='centroid_weighted-0', centroidWeightedX='centroid_weighted-1', momentsX='moments-0-1', momentsXY='moments-1-1', momentsYYY='moments-3-0', momentsXXY='moments-1-2',
    momentsWeightedY='moments_weighted-1-0', momentsWeightedXX='moments_weighted-0-2', momentsWeightedXYY='moments_weighted-2-1', momentsWeightedCentralXX='moments_weighted_central-0-2',
    momentsWeightedCentralXY='moments_weighted_central-1-1', momentsWeightedCentralXXY='moments_weighted_central-1-2', momentsWeightedCentralYYY='moments_weighted_central-3-0',
    momentsWeightedNormalizedYY='moments_weighted_normalized-2-0', momentsWeightedNormalizedXXX='moments_weighted_normalized-0-3', **{f'momentsWeightedHu{k}': f'moments_weighted_hu-{k}' for k in range(7)})
DEEP = dict(
    numPixels='area', eulerNumber='euler_number', bboxMinZ='bbox-0', bboxMaxX='bbox-5', centroidZ='centroid-0', centroidX='centroid-2', equivalentDiameterArea='equivalent_diameter_area',
    momentsCentralXYZ='moments_central-1-1-1', momentsCentralXXZ='moments_central-1-0-2', momentsNormalizedZZ='moments_normalized-2-0-0',
    momentsNormalizedYYZ='moments_normalized-1-2-0', momentsCentralZZ='moments_central-2-0-0', momentsCentralXZ='moments_central-1-0-1', momentsCentralYZ='moments_central-1-1-0',
    inertiaEigenvalue0='inertia_tensor_eigvals-0', inertiaEigenvalue1='inertia_tensor_eigvals-1', inertiaEigenvalue2='inertia_tensor_eigvals-2',
    axisMajorLength='axis_major_length', momentsZ='moments-1-0-0', momentsYZ='moments-1-1-0', momentsXZZ='moments-2-0-1', momentsXYZ='moments-1-1-1', momentsWeightedXZ='moments_weighted-1-0-1',
    momentsWeightedXYZ='moments_weighted-1-1-1', momentsWeightedCentralZZ='moments_weighted_central-2-0-0', momentsWeightedCentralYYZ='moments_weighted_central-1-2-0',
    momentsWeightedCentralXYZ='moments_weighted_central-1-1-1', momentsWeightedNormalizedXZZ='moments_weighted_normalized-2-0-1')


OUTLINES = dict(label='label', areaFilled='area_filled', areaConvex='area_convex', solidity='solidity', feretDiameterMax='feret_diameter_max')


def nested():
    """Labels in holes of others, and in holes of their own, that touch each other by sides and by corners, at the border too."""
    y, x = np.mgrid[:27, :33]
    far = np.hypot(y - 13, x - 14)
    rings = (far < 13.5) * (1 + (far // 3).astype(int) % 2)
    rings[13, 14] = 7
    rings[:, 29] = 5
    rings[3:20:4, 30] = 5
    return np.where((rings == 2) & ((3 * y + 5 * x) % 17 == 0), 4, rings)


def blobs(seed, *shape):
    random = np.random.RandomState(seed)
    found = measure.label(ndi.gaussian_filter(random.normal(size=shape), 1.5) > 0.06)
    # no region whose axes are equally long, where its direction is a matter of rounding, nor one as wide as high, where 0.19 takes the other diagonal
    for region in measure.regionprops(found):
        values, tensor = region.inertia_tensor_eigvals, region.inertia_tensor
        if values[0] - values[-1] < 0.02 * values[0] + 1e-9 or abs(tensor[0, 0] - tensor[1, 1]) < 1e-9:
            found[found == region.label] = 0
    return found, random.uniform(0, 9, shape).round(2)


def main():
    flat, light = blobs(1, 24, 37)
    deep, glow = blobs(2, 9, 23, 25)
    random = np.random.RandomState(3)
    peaky = random.uniform(0, 9, (23, 29)).round(2)
    quarters = np.add.outer(np.arange(23) // 8, 3 * (np.arange(29) // 13))
    c = Chapter('regions', dict(flat=five(flat), light=five(light), deep=five(deep), glow=five(glow), peaky=five(peaky), nested=five(nested()), quarters=five(quarters)))
    for columns, names, labels, intensity in [(FLAT, 'flat light', flat, light), (DEEP, 'deep glow', deep, glow)]:
        table = measure.regionprops_table(labels, intensity, properties=sorted({name.split('-')[0] for name in columns.values()}))
        for column, name in columns.items():
            c.add('regionprops', names, five(table[name], 'x'), column=column)
    # a region in one plane has no hull there
    thick = deep * np.isin(deep, [r.label for r in measure.regionprops(deep) if r.area_convex > 0])
    for names, labels in [('flat', flat), ('nested', nested()), ('deep', thick)]:
        table = measure.regionprops_table(labels, properties=list(OUTLINES.values()))
        for column, name in OUTLINES.items():
            # columns of a table have 32 bits
            c.add('regionShapes', names, five(np.float32(table[name]), 'x'), column=column)
    coords = [(r.label, *at) for r in measure.regionprops(deep) for at in r.coords]
    for column, values in zip(['label', 'z', 'y', 'x'], np.transpose(coords)):
        c.add('regionCoords', 'deep', five(values, 'x'), column=column)
    for distance in [1, 3]:
        for relative in [None, 0.7]:
            peaks = feature.peak_local_max(peaky, min_distance=distance, threshold_rel=relative)
            peaks = peaks[np.lexsort(peaks.T[::-1])]
            how = dict(minDistance=distance, **({} if relative is None else dict(thresholdRel=relative)))
            for axis, column in enumerate('yx'):
                c.add('peakLocalMax', 'peaky', five(peaks[:, axis], 'x'), column=column, **how)
    for how, sought in [(dict(minDistance=2, numPeaks=9), dict(min_distance=2, num_peaks=9)),
                        (dict(minDistance=3, excludeBorder=1), dict(min_distance=3, exclude_border=1, labels=quarters)),
                        (dict(minDistance=2, numPeaksPerLabel=3), dict(min_distance=2, num_peaks_per_label=3, labels=quarters))]:
        peaks = feature.peak_local_max(peaky, **sought)
        peaks = peaks[np.lexsort(peaks.T[::-1])]
        for axis, column in enumerate('yx'):
            c.add('peakLocalMax', 'peaky quarters' if 'labels' in sought else 'peaky', five(peaks[:, axis], 'x'), column=column, **how)
    c.write()


main()
