"""NIfTI and DICOM files of other programs that the readers are tested against, and what they hold; the companion of make.py.

Run with Debian's python3 (python3-nibabel, python3-pydicom) and dcmtk: /usr/bin/python3 test/golden/io/make_scans.py
All of it goes into scans.json, in the form of files.json. The files `MR_small*`, `SC_rgb*` and `rtdose*` are test files of
pydicom (MIT licence, https://github.com/pydicom/pydicom); `MR_lossless` is the first of them, compressed by dcmtk.
"""

import base64
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile

import nibabel
import numpy as np
import pydicom
import pydicom.data
import pydicom.uid
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.pixel_data_handlers.util import apply_modality_lut
from pydicom.sequence import Sequence

OUT = pathlib.Path(__file__).parent / "scans.json"
HERE = pathlib.Path(tempfile.mkdtemp())
TESTS = pathlib.Path(pydicom.data.__file__).parent / "test_files"
READ_AS = {"bool": "u1", "float64": "f4", "int64": "i4", "uint64": "u4", "complex128": "c8"}
files = {}
rng = np.random.RandomState(11)


def note(name, array, layout, spacing="", unit="", path=None):
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
        "bytes": base64.b64encode(((path or HERE) / name).read_bytes()).decode(),
    }


def some(shape, dtype):
    dtype = np.dtype(dtype)
    if dtype.kind in "ui":
        info = np.iinfo(dtype)
        low, high = max(info.min, -(2**31)), min(info.max, 2**32 - 1 if dtype.kind == "u" else 2**31 - 1)
        return rng.randint(low, high, shape, dtype=np.int64).astype(dtype)
    return (rng.randn(*shape) * (1 + 1j if dtype.kind == "c" else 1)).astype(dtype)


# NIfTI: nibabel's arrays are indexed x y z t c, so what is read is their transpose ---------------------------------------
def nifti(name, array, kind=nibabel.Nifti1Image, header=None, zooms=None, units=None, slope=None, order="<", layout=None, spacing="", unit=""):
    base = (header or kind.header_class)(endianness=order)
    base.set_data_dtype(array.dtype)
    image = kind(array, np.eye(4), base)
    if zooms:
        image.header.set_zooms(zooms)
    if units:
        image.header.set_xyzt_units(*units)
    if slope:
        image.header.set_slope_inter(*slope)
    nibabel.save(image, str(HERE / name))
    read = nibabel.load(str(HERE / name))
    values = np.asanyarray(read.dataobj) if not slope else read.get_fdata().astype("f4")
    note(name, values.T, layout or "cnzyx"[5 - array.ndim :], spacing, unit)


for code in "u1 i1 u2 i2 u4 i4 u8 i8 f4 f8 c8 c16".split():
    for order, letter in (("<", "le"), (">", "be")):
        if order == ">" and code not in ("i2", "f8", "c8"):
            continue
        nifti(f"nifti_{code}_{letter}.nii", some((4, 3, 2), code), order=order, spacing="x=1 y=1 z=1")
nifti("zooms.nii.gz", some((5, 4, 3), "i2"), zooms=(0.5, 0.75, 2.5), units=("micron",), spacing="x=0.5 y=0.75 z=2.5", unit="µm")
nifti("time.nii", some((4, 3, 2, 3), "u1"), zooms=(2, 2, 3, 1.5), units=("mm", "sec"), spacing="x=2 y=2 z=3", unit="mm")
nifti("vector.nii.gz", some((4, 3, 2, 1, 3), "f4"), units=("mm",), spacing="x=1 y=1 z=1", unit="mm")
nifti("flat.nii", some((4, 3), "u2"), spacing="x=1 y=1")
nifti("second.nii", some((4, 3, 2), "i2"), kind=nibabel.Nifti2Image, order=">", zooms=(3, 2, 1), units=("meter",), spacing="x=3 y=2 z=1", unit="m")
nifti("second.nii.gz", some((4, 3, 2), "f4"), kind=nibabel.Nifti2Image, spacing="x=1 y=1 z=1")
for name, code, slope in (("slope_i2.nii", "i2", (0.37, -1024)), ("slope_u1.nii.gz", "u1", (2, 0)), ("slope_f8.nii", "f8", (3, 0.1)), ("slope_i8.nii", "i8", (1e-3, 5))):
    nifti(name, some((4, 3, 2), code), slope=slope, spacing="x=1 y=1 z=1")
for name, order in (("rgb.nii", "<"), ("rgb_be.nii.gz", ">")):
    colour = np.zeros((4, 3, 2), [("R", "u1"), ("G", "u1"), ("B", "u1")])
    for channel in "RGB":
        colour[channel] = some((4, 3, 2), "u1")
    header = nibabel.Nifti1Header(endianness=order)
    header.set_data_dtype(colour.dtype)
    nibabel.save(nibabel.Nifti1Image(colour, np.eye(4), header), str(HERE / name))
    plain = np.stack([colour[channel].T for channel in "RGB"], -1)
    note(name, plain, "zyxc", "x=1 y=1 z=1")
# as bgzip and pigz write it: members one after the other
whole = (HERE / "nifti_i2_le.nii").read_bytes()
(HERE / "members.nii.gz").write_bytes(gzip.compress(whole[:100]) + gzip.compress(whole[100:380]) + gzip.compress(whole[380:]))
note("members.nii.gz", np.asanyarray(nibabel.load(str(HERE / "nifti_i2_le.nii")).dataobj).T, "zyx", "x=1 y=1 z=1")


# DICOM ----------------------------------------------------------------------------------------------------------------
def dicom(name, path, layout="yx", spacing=None, values=None):
    """What pydicom reads of a file; the rescaling applied where there is one."""
    data = pydicom.dcmread(path / name, force=True)
    if values is None:
        values = data.pixel_array
        if float(data.get("RescaleSlope", 1)) != 1 or float(data.get("RescaleIntercept", 0)) != 0:
            values = apply_modality_lut(values, data).astype("f4")
    if spacing is None:
        row, column = data.get("PixelSpacing", (None, None))
        spacing = f"y={float(row)} x={float(column)}" if row is not None else ""
    note(name, values, layout, spacing, "mm" if spacing else "", path)


mr = pydicom.dcmread(TESTS / "MR_small.dcm").pixel_array
for name in ("MR_small", "MR_small_RLE", "MR_small_bigendian", "MR_small_implicit", "MR_small_jp2klossless", "MR_small_jpeg_ls_lossless"):
    dicom(f"{name}.dcm", TESTS, values=mr, spacing="y=0.3125 x=0.3125")
subprocess.run(["dcmcjpeg", "+e1", TESTS / "MR_small.dcm", HERE / "MR_lossless.dcm"], check=True)
dicom("MR_lossless.dcm", HERE, values=mr, spacing="y=0.3125 x=0.3125")
for name in ("SC_rgb_small_odd", "SC_rgb_rle", "SC_rgb_rle_16bit"):
    dicom(f"{name}.dcm", TESTS, "yxc")
dicom("SC_rgb_rle_2frame.dcm", TESTS, "zyxc")
dicom("rtdose_rle_1frame.dcm", TESTS, spacing="y=10.0 x=10.0")


def written(name, array, syntax=pydicom.uid.ExplicitVRLittleEndian, **tags):
    """A file of our own making, by pydicom."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
    meta.MediaStorageSOPInstanceUID = "1.2.3.4"
    meta.TransferSyntaxUID = syntax
    data = Dataset()
    data.file_meta = meta
    data.is_little_endian, data.is_implicit_VR = syntax.is_little_endian, syntax.is_implicit_VR
    data.SOPClassUID, data.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    samples = array.shape[-1] if array.ndim > 2 and tags.get("SamplesPerPixel") else 1
    shape = array.shape[:-1] if samples > 1 else array.shape
    data.SamplesPerPixel = samples
    data.PhotometricInterpretation = "RGB" if samples == 3 else "MONOCHROME2"
    data.Rows, data.Columns = shape[-2:]
    if len(shape) > 2:
        data.NumberOfFrames = shape[0]
    data.BitsAllocated = data.BitsStored = array.dtype.itemsize * 8
    data.HighBit = data.BitsStored - 1
    data.PixelRepresentation = int(array.dtype.kind == "i")
    for key, value in tags.items():
        setattr(data, key, value)
    data.PixelData = array.astype(array.dtype.newbyteorder("<" if syntax.is_little_endian else ">")).tobytes()
    data["PixelData"].VR = "OW" if array.dtype.itemsize > 1 else "OB"
    pydicom.dcmwrite(HERE / name, data, write_like_original=False)
    return name


hu = rng.randint(0, 4096, (5, 7)).astype("i2")
written("rescaled.dcm", hu, RescaleSlope="0.5", RescaleIntercept="-1024", PixelSpacing=["0.8", "0.7"])
note("rescaled.dcm", (hu * 0.5 - 1024).astype("f4"), "yx", "y=0.8 x=0.7", "mm")
# bits above those stored hold an overlay; twelve bits with a sign
signed = rng.randint(-2048, 2048, (5, 7)).astype("i2")
high = ((signed & 0xFFF) | rng.randint(0, 16, (5, 7)) << 12).astype("u2")
written("twelve.dcm", high, BitsStored=12, HighBit=11, PixelRepresentation=1)
note("twelve.dcm", signed, "yx")
planar = rng.randint(0, 256, (3, 5, 8)).astype("u1")
written("planar.dcm", np.moveaxis(planar, 0, -1).copy(), SamplesPerPixel=3, PlanarConfiguration=1)
raw = pydicom.dcmread(HERE / "planar.dcm")
raw.PixelData = planar.tobytes()
raw.save_as(HERE / "planar.dcm", write_like_original=False)
note("planar.dcm", planar, "cyx")
written("deflated.dcm", hu, pydicom.uid.DeflatedExplicitVRLittleEndian)
note("deflated.dcm", hu, "yx")
wide = rng.randint(0, 2**32, (4, 6), dtype=np.int64).astype("u4")
written("wide_be.dcm", wide, pydicom.uid.ExplicitVRBigEndian)
note("wide_be.dcm", wide, "yx")


def enhanced(name, positions):
    """A multi-frame file, whose spacing stands in its functional groups."""
    frames = rng.randint(0, 60000, (len(positions), 4, 5)).astype("u2")
    measures = Dataset()
    measures.PixelSpacing, measures.SliceThickness = ["0.6", "0.4"], "3"
    shared = Dataset()
    shared.PixelMeasuresSequence = Sequence([measures])
    orientation = Dataset()
    orientation.ImageOrientationPatient = ["1", "0", "0", "0", "1", "0"]
    shared.PlaneOrientationSequence = Sequence([orientation])
    groups = []
    for position in positions:
        place, group = Dataset(), Dataset()
        place.ImagePositionPatient = ["-10", "-20", str(position)]
        group.PlanePositionSequence = Sequence([place])
        groups.append(group)
    written(name, frames, SharedFunctionalGroupsSequence=Sequence([shared]), PerFrameFunctionalGroupsSequence=Sequence(groups))
    return frames


positions = [7.5, 5.0, 10.0]
frames = enhanced("enhanced.dcm", positions)
note("enhanced.dcm", frames[np.argsort(positions)], "zyx", "y=0.6 x=0.4 z=2.5", "mm")

# a series: five slices of an oblique volume, out of order, numbered against their places
normal = np.cross([0.8, 0.6, 0], [0, 0, 1])
volume = rng.randint(-500, 500, (5, 4, 6)).astype("i2")
for at, z in enumerate([3, 0, 4, 1, 2]):
    name = f"series_{at}.dcm"
    written(
        name,
        volume[z],
        SeriesInstanceUID="1.2.3",
        InstanceNumber=9 - z,
        PixelSpacing=["0.9", "0.9"],
        ImageOrientationPatient=["0.8", "0.6", "0", "0", "0", "1"],
        ImagePositionPatient=[f"{number:.6g}" for number in np.array([5, -3, 2]) + 1.25 * z * normal],
        RescaleIntercept="10",
        RescaleSlope="1",
    )
    note(name, (volume[z] + 10).astype("f4"), "yx", "y=0.9 x=0.9", "mm")
series = {
    "layout": "zyx", "shape": "5 4 6", "dtype": "float32", "spacing": "y=0.9 x=0.9 z=1.25", "unit": "mm",
    "values": base64.b64encode((volume + 10).astype("<f4").tobytes()).decode(),
}

versions = f"numpy {np.__version__}, nibabel {nibabel.__version__}, pydicom {pydicom.__version__}, dcmtk"
OUT.write_text(json.dumps({"made with": versions, "series": series, "files": files}, indent=2, ensure_ascii=False) + "\n")
print(versions, len(files), "files", OUT.stat().st_size, "bytes", file=sys.stderr)
