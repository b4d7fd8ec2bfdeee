"""Zarr hierarchies that the reader is tested against, and what they hold.

Run with Debian's python3 (python3-zarr 2.13, python3-numcodecs): /usr/bin/python3 test/golden/io/make_zarr.py
Version 2 is written by zarr-python. Version 3 in its final form is not written by it, so the keys are put together here from the
specification (https://zarr-specs.readthedocs.io), with the codecs of numcodecs. All of it goes into zarr.json: the bytes behind each
key, and the values that a reader must find, in the order of the layout.
"""

import base64
import json
import pathlib
import struct
import sys

import numcodecs
import numpy as np
import zarr

OUT = pathlib.Path(__file__).parent / "zarr.json"
READ_AS = {"bool": "u1", "float64": "f4", "int64": "i4", "uint64": "u4"}
hierarchies = {}
rng = np.random.RandomState(5)


def note(name, store, array, layout, spacing="", unit="", **more):
    array = np.asarray(array)
    dtype = np.dtype(READ_AS.get(array.dtype.name, array.dtype)).newbyteorder("<")
    hierarchies[name] = {
        "layout": layout,
        "shape": " ".join(map(str, array.shape)),
        "dtype": dtype.name,
        "spacing": spacing,
        "unit": unit,
        **more,
        "values": base64.b64encode(array.astype(dtype).tobytes()).decode(),
        "keys": {key: base64.b64encode(bytes(store[key])).decode() for key in sorted(store.keys())},
    }


def some(shape, dtype):
    dtype = np.dtype(dtype)
    if dtype.kind == "b":
        return rng.randint(0, 2, shape).astype(bool)
    if dtype.kind in "ui":
        info = np.iinfo(dtype)
        high = min(info.max, 2**32 - 1 if dtype.kind == "u" else 2**31 - 1)
        return rng.randint(max(info.min, -(2**31)), high, shape, dtype=np.int64).astype(dtype)
    return rng.randn(*shape).astype(dtype)


# version 2 ------------------------------------------------------------------------------------------------------------
def second(name, array, chunks, layout="zyx", **options):
    store = zarr.MemoryStore()
    made = zarr.create(store=store, shape=array.shape, chunks=chunks, dtype=array.dtype, **options)
    made[...] = array
    note(name, store, array, layout)


for code in "b1 u1 i1 u2 i2 u4 i4 u8 i8 f2 f4 f8".split():
    second(f"v2_{code}", some((3, 5, 7), code), (2, 3, 4), compressor=numcodecs.Zstd(1))
second("v2_be", some((3, 5, 7), ">i2"), (2, 5, 3), compressor=None)
second("v2_fortran", some((3, 5, 7), "f4"), (2, 3, 4), compressor=numcodecs.GZip(1), order="F", dimension_separator="/")
for name, compressor in (
    ("gzip", numcodecs.GZip(5)),
    ("zlib", numcodecs.Zlib(5)),
    ("lz4", numcodecs.LZ4()),
    ("blosc_lz4", numcodecs.Blosc("lz4", 5, numcodecs.Blosc.SHUFFLE)),
    ("blosc_zstd", numcodecs.Blosc("zstd", 5, numcodecs.Blosc.BITSHUFFLE)),
    ("blosc_lz4hc", numcodecs.Blosc("lz4hc", 5, numcodecs.Blosc.SHUFFLE)),
):
    smooth = np.add.outer(np.arange(20), np.arange(30) * 3).astype("u2")
    second(f"v2_{name}", smooth, (8, 16), "yx", compressor=compressor)
sparse = np.full((4, 6), np.nan, "f4")
store = zarr.MemoryStore()
made = zarr.create(store=store, shape=sparse.shape, chunks=(2, 3), dtype="f4", fill_value=np.nan, compressor=None)
made[2:, 3:] = sparse[2:, 3:] = some((2, 3), "f4")
note("v2_sparse", store, sparse, "yx")


# OME-Zarr 0.4 ---------------------------------------------------------------------------------------------------------
def axes(letters, unit=None):
    kinds = {"t": "time", "c": "channel"}
    return [{"name": each, "type": kinds.get(each, "space"), **({"unit": unit} if unit and each in "zyx" else {})} for each in letters]


def pyramid(group, image, letters, scale, unit):
    datasets = []
    for level, each in enumerate((image, image[..., ::2, ::2])):
        group.create_dataset(str(level), data=each, chunks=(1,) * (image.ndim - 2) + (4, 4), compressor=numcodecs.Blosc("lz4"), dimension_separator="/")
        factor = [1] * (image.ndim - 2) + [2**level] * 2
        steps = [{"type": "scale", "scale": [a * b for a, b in zip(scale, factor)]}]
        datasets.append({"path": str(level), "coordinateTransformations": steps})
    group.attrs["multiscales"] = [{"version": "0.4", "name": "cells", "axes": axes(letters, unit), "datasets": datasets}]


image = some((2, 2, 3, 8, 6), "u2")
for level, sizes in ((0, "z=2 y=0.25 x=0.25"), (1, "z=2 y=0.5 x=0.5")):
    store = zarr.MemoryStore()
    pyramid(zarr.group(store=store), image, "tczyx", [1, 1, 2, 0.25, 0.25], "micrometer")
    note(f"ome_0.4_level{level}", store, image[..., :: 2**level, :: 2**level], "nczyx", sizes, "µm", level=level)
store = zarr.MemoryStore()
root = zarr.group(store=store)
root.attrs["bioformats2raw.layout"] = 3
pyramid(root.create_group("0"), image[0], "czyx", [1, 4, 0.5, 0.5], "nanometer")
note("bioformats2raw", store, image[0], "czyx", "z=4 y=0.5 x=0.5", "nm")


# version 3 ------------------------------------------------------------------------------------------------------------
def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return struct.pack("<I", crc ^ 0xFFFFFFFF)


def encoded(block, codecs):
    """A chunk through a chain of codecs."""
    data = block
    for codec in codecs:
        name, options = codec["name"], codec.get("configuration", {})
        if name == "transpose":
            data = np.ascontiguousarray(data.transpose(options["order"]))
        elif name == "bytes":
            data = data.astype(data.dtype.newbyteorder(">" if options.get("endian") == "big" else "<")).tobytes()
        elif name == "crc32c":
            data = data + crc32c(data)
        else:
            made = {"gzip": lambda: numcodecs.GZip(5), "zstd": lambda: numcodecs.Zstd(3), "blosc": lambda: numcodecs.Blosc("zstd", 3, 1)}
            data = bytes(made[name]().encode(data))
    return data


def blocks(array, size):
    """Coordinates and whole blocks, filled up with zeros."""
    counts = [-(-length // each) for length, each in zip(array.shape, size)]
    for at in np.ndindex(*counts):
        block = np.zeros(size, array.dtype)
        part = array[tuple(slice(a * s, (a + 1) * s) for a, s in zip(at, size))]
        block[tuple(slice(0, each) for each in part.shape)] = part
        yield at, block


TYPES = {"bool": "bool", **{name: name for name in "uint8 int8 uint16 int16 uint32 int32 uint64 int64 float16 float32 float64".split()}}
LITTLE = {"name": "bytes", "configuration": {"endian": "little"}}


def third(store, path, array, chunks, codecs, inner=None, at_end=True, encoding=None, fill=0, names=None, leave=()):
    sharded = inner is not None
    index = [LITTLE, {"name": "crc32c"}]
    whole = [{"name": "sharding_indexed", "configuration": {"chunk_shape": inner, "codecs": codecs, "index_codecs": index, "index_location": "end" if at_end else "start"}}]
    metadata = {
        "zarr_format": 3, "node_type": "array", "shape": array.shape, "data_type": TYPES[array.dtype.name],
        "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": chunks}},
        "chunk_key_encoding": encoding or {"name": "default"}, "fill_value": fill,
        "codecs": whole if sharded else codecs, "attributes": {}, **({"dimension_names": names} if names else {}),
    }
    store[f"{path}zarr.json"] = json.dumps(metadata).encode()
    v2_keys = metadata["chunk_key_encoding"]["name"] == "v2"
    for at, block in blocks(array, chunks):
        if at in leave:
            continue
        key = path + (".".join(map(str, at)) if v2_keys else "/".join(["c", *map(str, at)]))
        if not sharded:
            store[key] = encoded(block, codecs)
            continue
        entries, body, start = [], b"", 0 if at_end else 16 * int(np.prod([c // i for c, i in zip(chunks, inner)])) + 4
        for place, part in blocks(block, inner):
            if not part.any():
                entries.append(struct.pack("<QQ", 2**64 - 1, 2**64 - 1))
                continue
            data = encoded(part, codecs)
            entries.append(struct.pack("<QQ", start + len(body), len(data)))
            body += data
        table = encoded(np.frombuffer(b"".join(entries), "<u8"), index)
        store[key] = body + table if at_end else table + body


for name, codecs in (
    ("v3_bytes", [LITTLE]),
    ("v3_big", [{"name": "bytes", "configuration": {"endian": "big"}}, {"name": "gzip", "configuration": {"level": 5}}]),
    ("v3_transposed", [{"name": "transpose", "configuration": {"order": [2, 0, 1]}}, LITTLE, {"name": "zstd", "configuration": {"level": 3, "checksum": False}}]),
    ("v3_blosc_checked", [LITTLE, {"name": "blosc", "configuration": {"cname": "zstd", "clevel": 3, "shuffle": "shuffle", "typesize": 2, "blocksize": 0}}, {"name": "crc32c"}]),
):
    store, array = {}, some((3, 5, 7), "u2")
    third(store, "", array, (2, 3, 4), codecs)
    note(name, store, array, "zyx")
store, array = {}, some((2, 5, 6), "f2")
third(store, "", array, (1, 2, 3), [LITTLE], encoding={"name": "v2"}, names=["c", "y", "x"])
note("v3_named", store, array, "cyx")
store, array = {}, some((4, 6), "i4")
array[:2, :3] = -7
third(store, "", array, (2, 3), [LITTLE], fill=-7, leave=[(0, 0)])
note("v3_filled", store, array, "yx")
for name, at_end, order in (("v3_shards", True, None), ("v3_shards_start", False, [1, 2, 0])):
    store, array = {}, some((5, 9, 10), "u2")
    array[:2, :3, :3] = 0
    codecs = ([{"name": "transpose", "configuration": {"order": order}}] if order else []) + [LITTLE, {"name": "zstd", "configuration": {"level": 3, "checksum": False}}]
    third(store, "", array, (4, 6, 6), codecs, inner=(2, 3, 3), at_end=at_end)
    note(name, store, array, "zyx")
store, array = {}, some((3, 9, 10), "u1")
third(store, "s0/", array, (2, 8, 8), [{"name": "bytes"}, {"name": "gzip", "configuration": {"level": 5}}], inner=(1, 4, 4), names=["z", "y", "x"])
steps = [{"type": "scale", "scale": [1.5, 0.2, 0.1]}]
whole = [{"type": "scale", "scale": [2, 2, 2]}]
image = {"axes": axes("zyx", "micrometer"), "datasets": [{"path": "s0", "coordinateTransformations": steps}], "coordinateTransformations": whole}
store["zarr.json"] = json.dumps({"zarr_format": 3, "node_type": "group", "attributes": {"ome": {"version": "0.5", "multiscales": [image]}}}).encode()
note("ome_0.5_shards", store, array, "zyx", "z=3 y=0.4 x=0.2", "µm")

versions = f"numpy {np.__version__}, zarr {zarr.__version__}, numcodecs {numcodecs.__version__}"
OUT.write_text(json.dumps({"made with": versions, "hierarchies": hierarchies}, indent=2, ensure_ascii=False) + "\n")
print(versions, len(hierarchies), "hierarchies", OUT.stat().st_size, "bytes", file=sys.stderr)
