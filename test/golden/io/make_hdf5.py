"""HDF5 files as h5py 3.7 writes them (run with /usr/bin/python3, which has it): hdf5.json holds the file and what is in it."""
import base64
import json
import os
import tempfile

import h5py
import numpy as np

values = (np.arange(4 * 5 * 6).reshape(4, 5, 6) * 500) % 30011
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "a.h5")
    with h5py.File(path, "w", libver="latest") as f:
        f.create_dataset("exchange/data", data=values.astype("u2"), chunks=(2, 5, 3), compression="gzip", shuffle=True)
        f["exchange/data"].attrs["element_size_um"] = [0.8, 0.5, 0.25]
        f["exchange/theta"] = np.arange(4.0)
        for name in ["i1", "u1", ">i2", "i4", ">u4", "f4", ">f8", "i8", "u8"]:
            f["types/" + name.strip(">")] = (values % 100 if name in ("i1", "u1") else values).astype(name)
        f["refused/half"] = values.astype("f2")
        f["refused/complex"] = values.astype("c8")
        f.create_dataset("refused/lzf", data=values, chunks=(2, 5, 3), compression="lzf")
    # whole by its length, and with a chunk that cannot be inflated
    with h5py.File(path) as f:
        chunk = f["exchange/data"].id.get_chunk_info(3)
    damaged = bytearray(open(path, "rb").read())
    damaged[chunk.byte_offset + 2 : chunk.byte_offset + chunk.size] = bytes(chunk.size - 2)
    open(os.path.join(folder, "damaged.h5"), "wb").write(damaged)
    with h5py.File(os.path.join(folder, "b.h5"), "w") as f:
        f["one"] = values[0].astype("f4")
    read = lambda name: base64.b64encode(open(os.path.join(folder, name), "rb").read()).decode()
    with open(os.path.join(os.path.dirname(__file__), "hdf5.json"), "w") as out:
        json.dump({"several": read("a.h5"), "damaged": read("damaged.h5"), "one": read("b.h5"), "values": values.ravel().tolist()}, out)
        out.write("\n")
