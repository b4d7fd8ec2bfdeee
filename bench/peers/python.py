"""The process of the peers in Python: a JSON object a line in, one a line out. Rows call what is imported here by these names."""
import json
import os
import sys
import time

out = sys.stdout
sys.stdout = sys.stderr  # what a library prints is no answer
libraries = {}
cores = int(os.environ.get('BENCH_CORES', '1'))
gpu = bool(os.environ.get('BENCH_GPU'))

import numpy as np

libraries['numpy'] = np.__version__
try:
    import scipy
    import scipy.fft
    import scipy.signal
    from scipy import ndimage

    libraries['scipy'] = scipy.__version__
except ImportError:
    pass
try:
    import cv2

    cv2.setNumThreads(cores)
    libraries['opencv'] = cv2.__version__
except ImportError:
    pass
try:
    import skimage
    from skimage import (
        color, exposure, feature, filters, measure, metrics, morphology, restoration, segmentation, transform, util
    )

    libraries['skimage'] = skimage.__version__
except ImportError:
    pass
try:
    import sklearn

    libraries['sklearn'] = sklearn.__version__
except ImportError:
    pass
try:
    import matplotlib
    from matplotlib import cm

    libraries['matplotlib'] = matplotlib.__version__
except ImportError:
    pass
try:
    import torch

    torch.set_num_threads(cores)
    F = torch.nn.functional
    libraries['torch'] = torch.__version__
    if gpu and torch.cuda.is_available():
        libraries['torchCuda'] = f'{torch.__version__} {torch.cuda.get_device_name(0)}'
except ImportError:
    pass
if gpu:
    try:
        import cupy as cp
        from cupyx.scipy import ndimage as cndimage

        cp.zeros(1)
        libraries['cupy'] = cp.__version__
    except Exception:
        pass
    try:
        import cucim.skimage as cuskimage

        libraries['cucim'] = cuskimage.__version__ if hasattr(cuskimage, '__version__') else 'present'
    except Exception:
        pass

on_gpu = {'cupy', 'cucim', 'torchCuda'} & set(libraries)
if not os.environ.get('BENCH_CPU'):
    libraries = {name: version for name, version in libraries.items() if name in on_gpu}
# what a line of SciPy's, scikit-image's and PyTorch's says means the same on a GPU, with these names in the place of those
MODULES = 'color exposure feature filters measure metrics morphology restoration segmentation transform util'.split()
beside = {name: {} for name in on_gpu}
if 'cupy' in on_gpu:
    beside['cupy'] = {'np': cp, 'ndimage': cndimage}
if 'cucim' in on_gpu:
    import importlib

    beside['cucim'] = {'np': cp}
    for module in MODULES:
        try:
            beside['cucim'][module] = importlib.import_module(f'cucim.skimage.{module}')
        except ImportError:
            pass
spaces = {}


def space(name):
    """The names that a library's lines see: of those on a GPU, with all that was prepared there."""
    if name not in on_gpu:
        return globals()
    if name not in spaces:
        here = dict(globals())
        for key, value in prepared().items():
            if name == 'torchCuda' and isinstance(value, torch.Tensor):
                here[key] = value.detach().cuda().requires_grad_(value.requires_grad)
            elif name != 'torchCuda' and isinstance(value, np.ndarray):
                here[key] = cp.asarray(value)
        here.update(beside[name])
        spaces[name] = here
    return spaces[name]


def prepared():
    return {key: value for key, value in globals().items() if key not in own}


def synchronise(name):
    """What runs on a GPU has ended only when its queue is empty."""
    if name in ('cupy', 'cucim'):
        cp.cuda.Stream.null.synchronize()
    elif name == 'torchCuda':
        torch.cuda.synchronize()


def plain(r):
    """A result as an array of NumPy, of a type that npy files of ours hold."""
    if hasattr(r, 'detach'):
        r = r.detach().cpu().numpy()
    if hasattr(r, 'get') and not isinstance(r, dict):
        r = r.get()
    r = np.asarray(r)
    if r.dtype == bool:
        return r.astype(np.uint8)
    if r.dtype == np.float64 or r.dtype == np.float16:
        return r.astype(np.float32)
    if r.dtype == np.int64:
        return r.astype(np.int32)
    if r.dtype == np.uint64:
        return r.astype(np.uint32)
    return r


def load(file, prepare):
    for key in prepared():
        del globals()[key]
    spaces.clear()
    globals()['a'] = np.load(file)
    exec(prepare, globals())
    return {}


def answer(name, run, result, file):
    here = space(name)
    here['r'] = eval(run, here)
    synchronise(name)
    np.save(file, np.ascontiguousarray(plain(eval(result, here))))
    del here['r']
    return {}


def midmean(values):
    """The mean of the middle half, as the bench has it for all (src/core/statistics.ts)."""
    left = len(values) // 4
    middle = sorted(values)[left : len(values) - left]
    return sum(middle) / len(middle)


def turn(name, run, calls):
    line = compile(run, name, 'eval')
    here = space(name)
    synchronise(name)
    used = time.process_time()
    walls = []
    for _ in range(calls):
        began = time.perf_counter()
        eval(line, here)
        synchronise(name)
        walls.append(time.perf_counter() - began)
    used = time.process_time() - used
    return {'wall': midmean(walls) * 1000, 'cpu': used * 1000 / calls}


WORK = {'load': load, 'answer': answer, 'turn': turn}
own = set()
line = asked = reply = None
own.update(globals())
print(json.dumps(libraries), file=out, flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    try:
        reply = WORK[asked.pop('do')](**asked)
    except Exception as error:  # told to whoever asked; the next row may fare better
        reply = {'failed': f'{type(error).__name__}: {error}'}
    print(json.dumps(reply), file=out, flush=True)
