"""Small files of other programs that the readers are tested against, and what they hold.

Run with Debian's python3 (numpy, tifffile, Pillow, OpenCV) and zstd: /usr/bin/python3 test/golden/io/make.py
All of it goes into files.json: the bytes of each file, and the values that a reader must find, as little-endian bytes of the
type that they are read as, in the order of the layout.
"""

import base64
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

import cv2
import numpy as np
import PIL.Image
import PIL.TiffImagePlugin
import tifffile

OUT = pathlib.Path(__file__).parent / "files.json"
HERE = pathlib.Path(tempfile.mkdtemp())
READ_AS = {"bool": "u1", "float64": "f4", "int64": "i4", "uint64": "u4", "complex128": "c8"}
files = {}
rng = np.random.RandomState(7)


def note(name, array, layout, spacing="", unit=""):
    """What a reader must find: values in the order of the layout."""
    array = np.asarray(array)
    dtype = np.dtype(READ_AS.get(array.dtype.name, array.dtype)).newbyteorder("<")
    files[name] = {
        "layout": layout,
        "shape": " ".join(map(str, array.shape)),
        "dtype": dtype.name,
        "spacing": spacing,
        "unit": unit,
        "values": base64.b64encode(array.astype(dtype).tobytes()).decode(),
        "bytes": base64.b64encode((HERE / name).read_bytes()).decode(),
    }


def some(shape, dtype):
    """Values over the whole range of a type, some of them special."""
    dtype = np.dtype(dtype)
    count = int(np.prod(shape))
    if dtype.kind == "b":
        return rng.randint(0, 2, shape).astype(bool)
    if dtype.kind in "ui":
        info = np.iinfo(dtype)
        low, high = max(info.min, -(2**31)), min(info.max, 2**32 - 1 if dtype.kind == "u" else 2**31 - 1)
        out = rng.randint(low, high, count, dtype=np.int64)
        out[:2] = low, high
        return out.reshape(shape).astype(dtype)
    out = rng.randn(*shape).astype(dtype)
    out.flat[:3] = np.nan, np.inf, -np.inf
    return out


# npy ------------------------------------------------------------------------------------------------------------------
for code in "b1 u1 i1 u2 i2 u4 i4 u8 i8 f2 f4 f8 c8 c16".split():
    for order, letter in (("<", "le"), (">", "be")):
        if code in ("b1", "u1", "i1") and order == ">":
            continue
        array = some((2, 3, 4), code).astype(np.dtype(code).newbyteorder(order))
        np.save(HERE / f"{code}_{letter}.npy", array)
        note(f"{code}_{letter}.npy", array, "zyx")
fortran = np.asfortranarray(some((2, 3, 4), "f4"))
np.save(HERE / "fortran.npy", fortran)
note("fortran.npy", fortran, "zyx")
for rank, layout in enumerate(["", "x", "yx", "zyx", "czyx", "nczyx"]):
    array = some(tuple(range(2, 2 + rank)), "i2") if rank else np.array(-5, "i2")
    np.save(HERE / f"rank{rank}.npy", array)
    note(f"rank{rank}.npy", array, layout)
colour = some((3, 4, 3), "u1")
np.save(HERE / "colour.npy", colour)
note("colour.npy", colour, "yxc")
for version in (2, 3):
    array = some((2, 3), "f4")
    with open(HERE / f"version{version}.npy", "wb") as file:
        np.lib.format.write_array(file, array, version=(version, 0))
    note(f"version{version}.npy", array, "yx")

# PNG, JPEG ------------------------------------------------------------------------------------------------------------
for name, shape, dtype in (
    ("gray8", (5, 7), "u1"),
    ("gray16", (5, 7), "u2"),
    ("rgb8", (5, 7, 3), "u1"),
    ("rgb16", (5, 7, 3), "u2"),
    ("rgba8", (5, 7, 4), "u1"),
    ("rgba16", (5, 7, 4), "u2"),
):
    array = some(shape, dtype)
    swapped = array[..., [2, 1, 0, 3][: shape[2]]] if len(shape) == 3 else array
    cv2.imwrite(str(HERE / f"{name}.png"), swapped)
    note(f"{name}.png", array, "yx" if len(shape) == 2 else "yxc")
gray_alpha = some((5, 7, 2), "u1")
PIL.Image.fromarray(gray_alpha, "LA").save(HERE / "la8.png")
note("la8.png", gray_alpha, "yxc")
bilevel = some((5, 11), "b1")
PIL.Image.fromarray(bilevel).save(HERE / "bits1.png")
note("bits1.png", bilevel.astype("u1"), "yx")
for bits in (1, 2, 4, 8):
    colours = rng.randint(0, 256, (min(2**bits, 200), 3)).astype("u1")
    index = rng.randint(0, len(colours), (5, 11)).astype("u1")
    image = PIL.Image.fromarray(index, "P")
    image.putpalette(colours.tobytes())
    image.save(HERE / f"palette{bits}.png", bits=bits)
    note(f"palette{bits}.png", colours[index], "yxc")
clear = PIL.Image.fromarray(index, "P")
clear.putpalette(colours.tobytes())
clear.save(HERE / "palette_alpha.png", transparency=bytes(range(200)), dpi=(254, 127))
note("palette_alpha.png", np.dstack([colours[index], index]), "yxc", "y=0.2 x=0.1", "mm")

smooth = (np.add.outer(np.arange(19) * 9, np.arange(27) * 3) % 256).astype("u1")
PIL.Image.fromarray(smooth).save(HERE / "gray.jpg", quality=95)
note("gray.jpg", np.array(PIL.Image.open(HERE / "gray.jpg")), "yx")
colour = np.dstack([smooth, smooth[::-1], 255 - smooth])
for name, extra in (("rgb", {}), ("progressive", {"progressive": True}), ("subsampled", {"subsampling": 2})):
    PIL.Image.fromarray(colour).save(HERE / f"{name}.jpg", **{"quality": 95, "subsampling": 0, **extra})
    note(f"{name}.jpg", np.array(PIL.Image.open(HERE / f"{name}.jpg")), "yxc")

# TIFF -----------------------------------------------------------------------------------------------------------------
for code in "u1 i1 u2 i2 u4 i4 u8 i8 f2 f4 f8 c8 c16".split():
    for order, letter in (("<", "le"), (">", "be")):
        array = some((2, 3, 4), code)
        tifffile.imwrite(HERE / f"{code}_{letter}.tif", array, byteorder=order, metadata=None, photometric="minisblack")
        note(f"{code}_{letter}.tif", array, "zyx")
array = some((3, 12, 11), "u2")
tifffile.imwrite(HERE / "bigtiff.tif", array, bigtiff=True, byteorder=">", rowsperstrip=4, photometric="minisblack")
note("bigtiff.tif", array, "zyx")
array = some((2, 150, 2), "u2")
tifffile.imwrite(HERE / "strips_be.tif", array, byteorder=">", rowsperstrip=1, metadata=None, photometric="minisblack")
note("strips_be.tif", array, "zyx")
tifffile.imwrite(
    HERE / "imagej.tif",
    some((2, 3, 2, 4, 5), "u2"),
    imagej=True,
    resolution=(4, 2),
    metadata={"spacing": 1.5, "unit": "um", "axes": "TZCYX"},
)
note("imagej.tif", tifffile.imread(HERE / "imagej.tif"), "nzcyx", "x=0.25 y=0.5 z=1.5", "µm")
array = some((3, 4, 5, 3), "u1")
tifffile.imwrite(HERE / "imagej_rgb.tif", array, imagej=True, metadata={"spacing": 0.1, "unit": "\\u00B5m", "axes": "ZYXS"})
note("imagej_rgb.tif", array, "zyxc", "x=1 y=1 z=0.1", "µm")
array = some((3, 2, 4, 5), "f4")
tifffile.imwrite(
    HERE / "ome.ome.tif",
    array,
    metadata={
        "axes": "ZCYX",
        "PhysicalSizeX": 0.65,
        "PhysicalSizeXUnit": "µm",
        "PhysicalSizeY": 650,
        "PhysicalSizeYUnit": "nm",
        "PhysicalSizeZ": 2.5,
        "PhysicalSizeZUnit": "µm",
    },
)
note("ome.ome.tif", array, "zcyx", "x=0.65 y=0.65 z=2.5", "µm")
array = some((2, 4, 5, 3), "u2")
tifffile.imwrite(HERE / "ome_rgb.ome.tif", array, metadata={"axes": "TYXS"}, photometric="rgb")
note("ome_rgb.ome.tif", array, "nyxc")
array = some((2, 3, 4, 5), "u1")
tifffile.imwrite(HERE / "shaped.tif", array, photometric="minisblack")
note("shaped.tif", array, "czyx")
tifffile.imwrite(HERE / "shaped_axes.tif", array, photometric="minisblack", metadata={"axes": "TZYX"})
note("shaped_axes.tif", array, "nzyx")
array = some((5, 4, 6), "u2")
tifffile.imwrite(HERE / "truncated.tif", array, imagej=True, metadata={"axes": "ZYX"})
# ImageJ's way with stacks over 4 GB: one directory, whatever the number of images
data = bytearray((HERE / "truncated.tif").read_bytes())
with tifffile.TiffFile(HERE / "truncated.tif") as tif:
    page = tif.pages[0]
    where = page.offset + 2 + 12 * struct.unpack("<H", data[page.offset : page.offset + 2])[0]
    if tif.byteorder == ">":
        where = page.offset + 2 + 12 * struct.unpack(">H", data[page.offset : page.offset + 2])[0]
data[where : where + 4] = bytes(4)
(HERE / "truncated.tif").write_bytes(data)
note("truncated.tif", array, "zyx")
array = some((2, 7, 9, 3), "u1")
tifffile.imwrite(HERE / "planar.tif", np.moveaxis(array[0], -1, 0), photometric="rgb", planarconfig="separate", metadata=None)
note("planar.tif", np.moveaxis(array[0], -1, 0), "cyx")
tifffile.imwrite(HERE / "rgb.tif", array[0], photometric="rgb", resolution=(100, 50), resolutionunit="CENTIMETER")
note("rgb.tif", array[0], "yxc", "x=0.1 y=0.2", "mm")
for dtype in ("u1", "u2", "f4"):
    array = some((2, 18, 17), dtype)
    for order, letter in (("<", "le"), (">", "be")):
        if order == ">" and dtype != "u2":
            continue
        name = f"tiled_{dtype}_{letter}.tif"
        tifffile.imwrite(HERE / name, array, tile=(16, 16), byteorder=order, compression="zlib", metadata=None)
        note(name, array, "zyx")
# predictor 2 of 16 bits, both byte orders
wave = (np.cumsum(rng.randint(-90, 100, (2, 21, 34)), axis=2) + 3000).astype("u2")
for order, letter in (("<", "le"), (">", "be")):
    name = f"predictor2_{letter}.tif"
    tifffile.imwrite(HERE / name, wave, byteorder=order, compression="zlib", predictor=2, rowsperstrip=5, metadata=None)
    note(name, wave, "zyx")
rgb = (np.cumsum(rng.randint(-3, 4, (21, 34, 3)), axis=1) % 256).astype("u1")
tifffile.imwrite(HERE / "predictor2_rgb.tif", rgb, compression="zlib", predictor=2, photometric="rgb", metadata=None)
note("predictor2_rgb.tif", rgb, "yxc")

def libtiff(name, array, compression, predictor=None, layout="yx"):
    """Through libtiff, by Pillow."""
    info = PIL.TiffImagePlugin.ImageFileDirectory_v2()
    if predictor:
        info[317] = predictor
    PIL.Image.fromarray(array).save(HERE / name, compression=compression, tiffinfo=info)
    note(name, array, layout)


libtiff("lzw_u1.tif", smooth, "tiff_lzw")
libtiff("lzw_noise.tif", some((60, 50), "u1"), "tiff_lzw")
libtiff("lzw_predictor.tif", wave[0], "tiff_lzw", 2)
libtiff("lzw_rgb.tif", rgb, "tiff_lzw", 2, "yxc")
floats = np.cumsum(rng.randn(21, 34), axis=1).astype("f4")
libtiff("predictor3.tif", floats, "tiff_adobe_deflate", 3)
libtiff("predictor3_lzw.tif", floats, "tiff_lzw", 3)
libtiff("deflate_f4.tif", floats, "tiff_deflate")
libtiff("packbits.tif", (wave[0] // 100).astype("u1"), "packbits")
libtiff("bits1.tif", bilevel, "raw")


def by_hand(name, tags, data, order):
    """One directory and its data, for what no writer here makes."""
    short = lambda tag, *values: struct.pack(order + "HHI", tag, 3, len(values)) + struct.pack(order + "HH", *(values + (0,))[:2])
    offset = 8 + 2 + 12 * (len(tags) + 1) + 4
    at = struct.pack(order + "HHII", 273, 4, 1, offset)
    entries = sorted([short(tag, value) if tag != 279 else struct.pack(order + "HHII", 279, 4, 1, value) for tag, value in tags.items()] + [at],
                     key=lambda entry: struct.unpack(order + "H", entry[:2]))
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8) + struct.pack(order + "H", len(entries))
    (HERE / name).write_bytes(head + b"".join(entries) + bytes(4) + data)


# 12-bit samples, packed
packed = rng.randint(0, 4096, (5, 7)).astype("u2")
rows = [np.unpackbits(row.astype(">u2").view("u1").reshape(-1, 2), axis=1)[:, 4:].ravel() for row in packed]
bits = b"".join(np.packbits(row).tobytes() for row in rows)
by_hand("bits12.tif", {256: 7, 257: 5, 258: 12, 259: 1, 262: 1, 277: 1, 278: 5, 279: len(bits)}, bits, "<")
note("bits12.tif", packed, "yx")
# floating-point predictor in a big-endian file: its bytes are most significant first anyway
planes = floats.astype(">f4").view("u1").reshape(21, 34, 4).transpose(0, 2, 1).reshape(21, -1).astype("i2")
differences = np.diff(planes, axis=1, prepend=0).astype("u1").tobytes()
squeezed = zlib.compress(differences)
by_hand("predictor3_be.tif", {256: 34, 257: 21, 258: 32, 259: 8, 262: 1, 277: 1, 278: 21, 279: len(squeezed), 317: 3, 339: 3}, squeezed, ">")
note("predictor3_be.tif", floats, "yx")
# zstd, with the size in the frame
(HERE / "raw.tmp").write_bytes(wave[0].tobytes())
subprocess.run(["zstd", "-qf", str(HERE / "raw.tmp"), "-o", str(HERE / "zst.tmp")], check=True)
squeezed = (HERE / "zst.tmp").read_bytes()
by_hand("zstd.tif", {256: 34, 257: 21, 258: 16, 259: 50000, 262: 1, 277: 1, 278: 21, 279: len(squeezed)}, squeezed, "<")
note("zstd.tif", wave[0], "yx")

versions = f"numpy {np.__version__}, tifffile {tifffile.__version__}, Pillow {PIL.__version__}, OpenCV {cv2.__version__}"
OUT.write_text(json.dumps({"made with": versions, "files": files}, indent=2, ensure_ascii=False) + "\n")
print(versions, len(files), "files", OUT.stat().st_size, "bytes", file=sys.stderr)
