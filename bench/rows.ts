/** All rows, a file a chapter. */
import type { BenchRow } from './row.js';
import { background } from './rows/background.js';
import { color } from './rows/color.js';
import { display } from './rows/display.js';
import { distance } from './rows/distance.js';
import { exposure } from './rows/exposure.js';
import { features } from './rows/features.js';
import { filter } from './rows/filter.js';
import { fourier } from './rows/fourier.js';
import { generate } from './rows/generate.js';
import { geodesic } from './rows/geodesic.js';
import { gradient } from './rows/gradient.js';
import { layers } from './rows/layers.js';
import { learn } from './rows/learn.js';
import { measure } from './rows/measure.js';
import { metrics } from './rows/metrics.js';
import { morphology } from './rows/morphology.js';
import { network } from './rows/network.js';
import { noise } from './rows/noise.js';
import { overhead } from './rows/overhead.js';
import { pointwise } from './rows/pointwise.js';
import { rank } from './rows/rank.js';
import { restoration } from './rows/restoration.js';
import { scaling } from './rows/scaling.js';
import { segment } from './rows/segment.js';
import { solve } from './rows/solve.js';
import { threshold } from './rows/threshold.js';
import { tomography } from './rows/tomography.js';
import { transform } from './rows/transform.js';
import { SURVEY } from './survey/rows.js';

export const ROWS: readonly BenchRow[] = [
  ...filter,
  ...gradient,
  ...pointwise,
  ...measure,
  ...rank,
  ...morphology,
  ...geodesic,
  ...distance,
  ...restoration,
  ...features,
  ...background,
  ...color,
  ...display,
  ...exposure,
  ...segment,
  ...threshold,
  ...solve,
  ...tomography,
  ...transform,
  ...metrics,
  ...learn,
  ...network,
  ...layers,
  ...noise,
  ...generate,
  ...fourier,
  ...overhead,
  ...scaling,
  ...SURVEY,
];
