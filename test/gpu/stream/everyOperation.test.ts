/**
 * Whole = blocks, bit for bit, for every operation of the registry that can be computed by parts: blocks at all ends and in the middle, of
 * two shapes, neither of which divides the volume. What needs all of a source for any block is named here, and only that: what is reduced to
 * a number or a histogram, what goes along links or iterates, transforms, and what looks anywhere.
 */
import { describe, expect, test } from 'vitest';
import { OPERATIONS } from '../../../src/catalogue.js';
import { Engine } from '../../../src/engine/engine.js';
import { sharedContext } from '../shared.js';
import { callOf } from './calls.js';
import { expectSameInBlocks } from './inBlocks.js';

const WHOLE = `
  colormap distanceTransformEdt equalizeAdapthist equalizeHist matchHistograms normalize rescaleIntensity canny matchTemplate
  meijering peakLocalMax fftConvolve fftn ifftn irfftn powerSpectrum rfftn applyHysteresisThreshold areaClosing areaOpening
  fillHoles hMaxima hMinima localMaxima localMinima reconstruction skeletonize reshape argmax argmin argwhere contours countNonzero
  histogram isosurface max mean min nanMax nanMean nanMin nanSum profileLine quantile regionprops regionRuns standardDeviation sum variance
  diceCoefficient hausdorffDistance jaccardIndex meanAbsoluteError meanSquaredError mutualInformation normalizedMutualInformation
  normalizedRootMse peakSignalNoiseRatio batchNorm binaryCrossEntropyWithLogits crossEntropy diceLoss groupNorm huberLoss
  instanceNorm maskedMeanSquaredError randomWarp samplePatches anisotropicDiffusion denoiseBilateral estimateSigma guidedFilter
  binaryFillHoles clearBorder expandLabels joinSegmentations label relabelSequential removeSmallHoles removeSmallObjects watershed
  thresholdIsodata thresholdLi thresholdMean thresholdMinimum thresholdMultiotsu thresholdOtsu thresholdTriangle thresholdYen
  affineTransform warp deblurTv denoiseTgv denoiseTv inpaintTv richardsonLucy superResolveTv tikhonov unsupervisedWiener wiener
`;

const uncut: string[] = [];

describe('whole = blocks', () => {
  for (const operation of OPERATIONS)
    test(operation.operation, async () => {
      const engine = new Engine(sharedContext());
      const { inputs, params } = callOf(operation);
      let blocks = 0;
      for (const [name, node] of Object.entries(operation.apply(inputs, params))) {
        blocks += await expectSameInBlocks(engine, node, inputs, { z: 7, y: 11 }, name);
        blocks += await expectSameInBlocks(engine, node, inputs, { y: 9 }, name);
      }
      if (blocks === 0) uncut.push(operation.operation);
    });
});

test('what needs all of a source', () => {
  expect(uncut.sort()).toEqual(WHOLE.trim().split(/\s+/).sort());
});
