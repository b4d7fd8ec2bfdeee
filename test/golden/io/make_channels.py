"""Writes channels.json: TIFFs whose channels have names and colours, and whose images a time between them, as tifffile writes them. Run with /usr/bin/python3."""

import base64
import io
import json
import pathlib

import numpy as np
import tifffile

NAMES = ["DAPI", "GFP µ", "bright"]
COLOURS = [(0, 0, 255), (0, 255, 0), (255, 255, 255)]

voxels = np.arange(2 * 3 * 4 * 5, dtype="uint16").reshape(2, 1, 3, 4, 5)
ramp = np.arange(256) / 255
tables = [np.stack([np.round(ramp * end) for end in colour]).astype("uint8") for colour in COLOURS]


def imagej(byteorder, labels, luts):
    out = io.BytesIO()
    metadata = {"axes": "TZCYX", "finterval": 500, "tunit": "msec", "mode": "composite", "Labels": labels, "LUTs": luts}
    tifffile.imwrite(out, voxels, imagej=True, byteorder=byteorder, metadata=metadata)
    return base64.b64encode(out.getvalue()).decode()


def alone():
    """A label of the only page is most often a file's name."""
    out = io.BytesIO()
    tifffile.imwrite(out, voxels[0, 0, 0], imagej=True, metadata={"axes": "YX", "Labels": ["cells.tif"]})
    return base64.b64encode(out.getvalue()).decode()


def ome():
    out = io.BytesIO()
    colours = [int.from_bytes(bytes([*colour, 255]), "big", signed=True) for colour in COLOURS]
    metadata = {"axes": "TZCYX", "TimeIncrement": 0.5, "Channel": {"Name": NAMES, "Color": colours}}
    tifffile.imwrite(out, voxels, ome=True, metadata=metadata)
    return base64.b64encode(out.getvalue()).decode()


slices = [f"c:{c + 1}/3 t:{t + 1}/2" for t in range(2) for c in range(3)]
files = {
    "little.tif": imagej("<", NAMES * 2, tables),
    "big.tif": imagej(">", NAMES * 2, tables),
    "ome.tif": ome(),
    # labels of slices are no names, and a table of many colours is none
    "slices.tif": imagej("<", slices, [np.stack([200 * ramp**power for power in (1, 2, 3)]).astype("uint8")] * 3),
    "alone.tif": alone(),
}
pathlib.Path(__file__).with_name("channels.json").write_text(json.dumps(files, indent=1) + "\n")
