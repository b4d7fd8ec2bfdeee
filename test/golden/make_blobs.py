"""Blobs in 3-D of scikit-image 0.19, eight voxels a byte (64³, the first voxel the highest bit): blobs.npy. The optimum for them was found with NumPy in float64."""
import pathlib

import numpy as np
from skimage.data import binary_blobs

HERE = pathlib.Path(__file__).parent
blobs = binary_blobs(64, 0.2, 3, 0.3, seed=0)
assert blobs.sum() == 78643
np.save(HERE / 'blobs.npy', np.packbits(blobs.ravel()))
