/** Rows of the chapter `learn`. */
import { forestProba, forestVolumes, HostVolume, type Node, randomForest } from 'brightfield';
import type { BenchRow } from '../row.js';

const [FEATURES, SAMPLES] = [24, 4000];

/** A forest of 100 trees of depth 10, grown from the first voxels: whether six features and as much noise come to more than usual. */
function grownFrom(image: HostVolume): Node {
  const voxels = image.data.length / FEATURES;
  const value = (sample: number, c: number): number => image.data[c * voxels + sample] ?? 0;
  const table = new HostVolume({ shape: { y: SAMPLES, x: FEATURES } });
  const target = new HostVolume({ shape: { y: SAMPLES } });
  for (let row = 0; row < SAMPLES; row++) {
    for (let c = 0; c < FEATURES; c++) table.data[row * FEATURES + c] = value(row, c);
    // the twelve others are noise as large as the six
    const sum = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => value(row, from + i)).reduce((a, b) => a + b);
    target.data[row] = sum(0, 6) + sum(12, 24) > 9 ? 1 : 0;
  }
  const { splits, leaves } = forestVolumes(randomForest(table, target, { maxDepth: 10 }));
  return forestProba(image, splits, leaves);
}

export const learn: readonly BenchRow[] = [
  {
    name: 'random forest, 100 trees of depth 10, 24 features',
    shape: { c: FEATURES, y: 1024, x: 1024 },
    build: grownFrom,
    bytesPerVoxel: 4 + 8 / FEATURES,
    prepare:
      'from sklearn.ensemble import RandomForestClassifier; t = np.ascontiguousarray(a.reshape(24, -1).T); s = t[:4000]; forest = RandomForestClassifier(100, max_depth=10, n_jobs=cores, random_state=0).fit(s, s[:, :6].sum(1) + s[:, 12:].sum(1) > 9)',
    peers: {
      sklearn: {
        run: 'forest.predict_proba(t)',
        result: 'r.T',
        agrees: { of: 'distribution', rel: 0.1, why: 'another forest, grown of the same samples' },
      },
    },
  },
];
