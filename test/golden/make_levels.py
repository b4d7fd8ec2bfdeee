#!/usr/bin/env python3
"""Writes levels.json beside this file: what skimage.measure.find_contours and marching_cubes answer; and src/ops/measure/cubeDiagonals.ts: by
which diagonals marching_cubes cuts the polygons of a cube of eight voxels, asked of it cube by cube.

Run: python3 test/golden/make_levels.py   (as make.py; takes a minute)

A curve is its points, y and x in turn; a surface its triangles, nine numbers each: x, y and z of three corners.
"""
import itertools
import json
import textwrap

import numpy as np
import scipy.ndimage as ndi
from skimage.measure import find_contours, marching_cubes

from make import HERE

TARGET = HERE.parent.parent / 'src' / 'ops' / 'measure' / 'cubeDiagonals.ts'

# --- a cube: corner i lies at its bits along x, y, z; edge 4a + o runs along axis a, with the bits of o along the other two -------------------------
AXES = range(3)


def edge_corners(edge):
    first, second = [a for a in AXES if a != edge >> 2]
    start = (edge & 1) << first | (edge >> 1 & 1) << second
    return start, start | 1 << (edge >> 2)


EDGES = [edge_corners(edge) for edge in range(12)]
EDGE_OF = {frozenset(corners): edge for edge, corners in enumerate(EDGES)}
FACES = []
for axis, side in itertools.product(AXES, range(2)):
    one, two = 1 << (axis + 1) % 3, 1 << (axis + 2) % 3
    circle = [corner | side << axis for corner in (0, one, one | two, two)]
    FACES.append(circle[::-1] if side else circle)


def ambiguous(high):
    bits = [[high >> corner & 1 for corner in face] for face in FACES]
    return [at for at, b in enumerate(bits) if b[0] == b[2] != b[1] == b[3]]


def loops(high, joined):
    """The polygons that the level draws around the cube, each from its lowest edge on, as seen from where it is low against the clock."""
    after = {}
    for at, face in enumerate(FACES):
        is_high = [high >> corner & 1 for corner in face]
        edges = [EDGE_OF[frozenset((face[i], face[(i + 1) % 4]))] for i in range(4)]
        rises = [i for i in range(4) if not is_high[i] and is_high[(i + 1) % 4]]
        for i in range(4):
            if is_high[i] and not is_high[(i + 1) % 4]:
                after[edges[i]] = edges[rises[0] if len(rises) == 1 else (i + (1 if at in joined else 3)) % 4]
    found, seen = [], set()
    for start in sorted(after):
        loop, edge = [], start
        while edge not in seen:
            seen.add(edge)
            loop.append(edge)
            edge = after[edge]
        if loop:
            found.append(loop)
    return found


def in_one_face(a, b):
    return any(set(EDGES[a] + EDGES[b]) <= set(face) for face in FACES)


def rotated(triangle):
    at = triangle.index(min(triangle))
    return tuple(triangle[at:] + triangle[:at])


def fillings(loop):
    """All ways to cut a polygon by diagonals of which none lies in a face of the cube."""
    def may(i, j):
        return j - i == 1 or (i == 0 and j == len(loop) - 1) or not in_one_face(loop[i], loop[j])

    def between(i, j):
        if j - i < 2:
            return [[]]
        return [first + [rotated([loop[i], loop[k], loop[j]])] + last for k in range(i + 1, j) if may(i, k) and may(k, j)
                for first in between(i, k) for last in between(k, j)]

    return [frozenset(filling) for filling in between(0, len(loop) - 1)]


def strips(one, other):
    """All strips of triangles between two polygons: a step along one, or back along the other, a triangle."""
    n, m = len(one), len(other)

    def after(i, j, run, start):
        if i == n or run == m:
            return [[]] if i == n and j == m else []
        here, there = other[(start - j) % m], other[(start - j - 1) % m]
        return [[first] + rest for first, rests in [(rotated([one[i], one[(i + 1) % n], here]), after(i + 1, j, 0, start)),
                                                    (rotated([there, here, one[i]]), after(i, j + 1, run + 1, start) if j < m else [])] for rest in rests]

    return [frozenset(strip) for start in range(m) for strip in after(0, 0, 0, start)]


def area(filling):
    corners = np.array([[corner >> a & 1 for a in AXES] for corner in range(8)], float)
    middles = [corners[list(edge)].mean(0) for edge in EDGES]
    return sum(np.linalg.norm(np.cross(middles[b] - middles[a], middles[c] - middles[a])) / 2 for a, b, c in filling)


def tunnels():
    """A digit a tunnel between opposite edges: which of the strips of least area it is."""
    random = np.random.RandomState(1)
    digits = ''
    for high in range(256):
        polygons = loops(high, ())
        if len(ambiguous(high)) != 2 or [len(loop) for loop in polygons] != [4, 4]:
            continue
        ways = strips(*polygons)
        areas = [area(way) for way in ways]
        least = [way for way, own in zip(ways, areas) if own < min(areas) + 1e-9]
        sign = np.array([1 if high >> corner & 1 else -1 for corner in range(8)])
        drawn = None
        while drawn not in least:
            drawn = triangles_of(sign * random.uniform(0.05, 1, 8) * np.where(sign > 0, 1, 0.7))
        digits += f'{least.index(drawn):x}'
    return digits


def triangles_of(values):
    """What marching_cubes draws through a cube, as edges; 12 is a point inside."""
    vertices, faces, _, _ = marching_cubes(values.astype(np.float32).reshape(2, 2, 2), 0, gradient_direction='descent')

    def edge_at(place):
        across = [a for a in AXES if 1e-6 < place[a] < 1 - 1e-6]
        if len(across) != 1:
            return 12
        others = [round(float(place[a])) for a in AXES if a != across[0]]
        return 4 * across[0] + others[0] + 2 * others[1]

    edges = [edge_at(vertex[::-1]) for vertex in vertices]
    return frozenset(rotated([edges[i] for i in face]) for face in faces)


def joined_faces(values, faces):
    """Of faces whose diagonals differ those whose high corners hang together."""
    def joins(face):
        a, b, c, d = (values[corner] for corner in FACES[face])
        return (a * c > b * d) == (a > 0)

    return tuple(face for face in faces if joins(face))


def asked():
    """Of every cube, by its high corners and joined faces, the triangles drawn: the fewest, which are those without a tunnel."""
    random = np.random.RandomState(1)
    answers = {}
    for high in range(1, 255):
        sign = np.array([1 if high >> corner & 1 else -1 for corner in range(8)])
        faces = ambiguous(high)
        for _ in range({0: 40, 1: 100, 2: 400, 3: 2000, 6: 20000}[len(faces)]):
            size = random.uniform(0.05, 1, 8)
            size = np.maximum(size * np.where(sign > 0, random.choice([1, 0.3]), random.choice([1, 0.3])), 0.02)
            key = high, joined_faces(sign * size, faces)
            drawn = triangles_of(sign * size)
            if key not in answers or len(drawn) < len(answers[key]):
                answers[key] = drawn
    return answers


def diagonals():
    """A digit a polygon that can be cut in several ways, in order of cubes, faces and edges: the first way that is drawn (0 where no volume has such a cube)."""
    answers, digits = asked(), ''
    for high in range(256):
        faces = ambiguous(high)
        for chosen in range(1 << len(faces)):
            joined = tuple(face for i, face in enumerate(faces) if chosen >> i & 1)
            for loop in loops(high, joined):
                ways = fillings(loop)
                if len(loop) > 7 or len(ways) < 2:
                    continue
                drawn = answers.get((high, joined))
                at = 0 if drawn is None else next(i for i, way in enumerate(ways) if way <= drawn)
                digits += f'{at:x}'
    return digits


def write_diagonals():
    rows = '\n'.join(f"  '{row}'," for row in textwrap.wrap(diagonals(), 120))
    TARGET.write_text(f'''/**
 * By which diagonals the polygons of cubes are cut: of those that can be cut in several ways, in the order of `cubeFillings`, which of the ways it is, in base 16. Any would do; these
 * are those of scikit-image 0.19, asked of it cube by cube: written by test/golden/make_levels.py.
 */
export const DIAGONALS = [
{rows}
].join('');

/** The same of the tunnels between two opposite edges, of the strips of `cubeTunnels`. */
export const TUNNELS = '{tunnels()}';
''')


# --- whole images and volumes ------------------------------------------------------------------------------------------------------------------------
def flat(array):
    return [float(f'{v:.7g}') for v in np.asarray(array, float).ravel()]


def image_case(image, level, **how):
    curves = find_contours(image, level, **how)
    names = dict(fully_connected='fullyConnected', positive_orientation='positiveOrientation')
    parameters = dict(level=level, **{names[k]: v for k, v in how.items()})
    return dict(operation='contours', shape=image.shape, data=flat(image), parameters=parameters, expected=[flat(c) for c in curves])


def volume_case(volume, level):
    vertices, faces, _, _ = marching_cubes(volume.astype(np.float32), level, gradient_direction='descent')
    return dict(operation='isosurface', shape=volume.shape, data=flat(volume), parameters=dict(level=level), expected=flat(vertices[:, ::-1][faces]))


def main():
    write_diagonals()
    random = np.random.RandomState(2)
    smooth = ndi.gaussian_filter(random.normal(size=(12, 14)), 1.5).round(4) * 10
    z, y, x = np.mgrid[:12, :11, :9]
    ball = (4 - np.sqrt((z - 5.3) ** 2 + (y - 5.1) ** 2 + (x - 4.2) ** 2)).round(3)
    cases = [
        image_case(smooth, 0.1),
        image_case(random.uniform(size=(9, 11)).round(3), 0.5, fully_connected='high', positive_orientation='high'),
        image_case(random.randint(0, 4, (8, 9)).astype(float), 1),
        volume_case(ball, 0.25),
        volume_case(random.uniform(size=(6, 6, 7)).round(3), 0.45054),
        # where most cubes of three or five high corners are, and those with tunnels
        volume_case(random.uniform(size=(7, 6, 6)).round(3) ** 3, 0.20012),
    ]
    lines = ',\n'.join(json.dumps(case, separators=(',', ':'), allow_nan=False) for case in cases)
    (HERE / 'levels.json').write_text(f'[\n{lines}\n]\n')


main()
