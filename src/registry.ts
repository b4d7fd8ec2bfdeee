/** The list of all operations, by chapter. An operation that stands here is in the package, the CLI, the documents and the panels. */

// distance
export { distanceTransformEdt } from './ops/distance/distanceTransformEdt.js';
// exposure
export { adjustGamma } from './ops/exposure/adjustGamma.js';
export { adjustLog } from './ops/exposure/adjustLog.js';
export { adjustSigmoid } from './ops/exposure/adjustSigmoid.js';
export { adjustSine } from './ops/exposure/adjustSine.js';
export { equalizeAdapthist } from './ops/exposure/equalizeAdapthist.js';
export { equalizeHist } from './ops/exposure/equalizeHist.js';
export { lookup } from './ops/exposure/lookup.js';
export { matchHistograms } from './ops/exposure/matchHistograms.js';
export { rescaleIntensity } from './ops/exposure/rescaleIntensity.js';
// features
export { canny } from './ops/features/canny.js';
export { frangi } from './ops/features/frangi.js';
export { matchTemplate } from './ops/features/matchTemplate.js';
export { meijering } from './ops/features/meijering.js';
export { sato } from './ops/features/sato.js';
export { symmetricEigenvalues } from './ops/features/symmetricEigenvalues.js';
export { convolve } from './ops/filter/convolve.js';
export { convolveAxis } from './ops/filter/convolveAxis.js';
export { correlate } from './ops/filter/correlate.js';
export { differenceOfGaussians } from './ops/filter/differenceOfGaussians.js';
export { gabor } from './ops/filter/gabor.js';
export { gaussian } from './ops/filter/gaussian.js';
export { localStandardDeviation } from './ops/filter/localStandardDeviation.js';
export { localVariance } from './ops/filter/localVariance.js';
// filter
export { uniformFilter } from './ops/filter/uniformFilter.js';
export { unsharpMask } from './ops/filter/unsharpMask.js';

// generate
export { full } from './ops/generate/full.js';
// geodesic
export { applyHysteresisThreshold } from './ops/geodesic/applyHysteresisThreshold.js';
export { areaClosing } from './ops/geodesic/areaClosing.js';
export { areaOpening } from './ops/geodesic/areaOpening.js';
export { fillHoles } from './ops/geodesic/fillHoles.js';
export { hMaxima } from './ops/geodesic/hMaxima.js';
export { hMinima } from './ops/geodesic/hMinima.js';
export { localMaxima } from './ops/geodesic/localMaxima.js';
export { localMinima } from './ops/geodesic/localMinima.js';
export { reconstruction } from './ops/geodesic/reconstruction.js';
export { skeletonize } from './ops/geodesic/skeletonize.js';
// geometry
export { channel } from './ops/geometry/channel.js';
export { concatenate } from './ops/geometry/concatenate.js';
export { crop } from './ops/geometry/crop.js';
export { flip } from './ops/geometry/flip.js';
export { pad } from './ops/geometry/pad.js';
export { roll } from './ops/geometry/roll.js';
export { rot90 } from './ops/geometry/rot90.js';
export { select } from './ops/geometry/select.js';
export { splitPart } from './ops/geometry/split.js';
export { stack } from './ops/geometry/stack.js';
export { tile } from './ops/geometry/tile.js';
export { transpose } from './ops/geometry/transpose.js';

// gradient
export { farid } from './ops/gradient/farid.js';
export { gaussianGradientMagnitude } from './ops/gradient/gaussianGradientMagnitude.js';
export { gaussianLaplace } from './ops/gradient/gaussianLaplace.js';
export { gradient } from './ops/gradient/gradient.js';
export { gradientMagnitude } from './ops/gradient/gradientMagnitude.js';
export { hessianMatrix } from './ops/gradient/hessianMatrix.js';
export { laplace } from './ops/gradient/laplace.js';
export { prewitt } from './ops/gradient/prewitt.js';
export { roberts } from './ops/gradient/roberts.js';
export { scharr } from './ops/gradient/scharr.js';
export { sobel } from './ops/gradient/sobel.js';
export { structureTensor } from './ops/gradient/structureTensor.js';

// measure
export { argmax } from './ops/measure/argmax.js';
export { argmin } from './ops/measure/argmin.js';
export { countNonzero } from './ops/measure/countNonzero.js';
export { cumulativeSum } from './ops/measure/cumulativeSum.js';
export { histogram } from './ops/measure/histogram.js';
export { max } from './ops/measure/max.js';
export { maxProjection } from './ops/measure/maxProjection.js';
export { mean } from './ops/measure/mean.js';
export { meanProjection } from './ops/measure/meanProjection.js';
export { min } from './ops/measure/min.js';
export { minProjection } from './ops/measure/minProjection.js';
export { nanMax } from './ops/measure/nanMax.js';
export { nanMean } from './ops/measure/nanMean.js';
export { nanMin } from './ops/measure/nanMin.js';
export { nanSum } from './ops/measure/nanSum.js';
export { quantile } from './ops/measure/quantile.js';
export { standardDeviation } from './ops/measure/standardDeviation.js';
export { sum } from './ops/measure/sum.js';
export { variance } from './ops/measure/variance.js';
// morphology
export { blackTophat } from './ops/morphology/blackTophat.js';
export { closing } from './ops/morphology/closing.js';
export { dilation } from './ops/morphology/dilation.js';
export { erosion } from './ops/morphology/erosion.js';
export { hitOrMiss } from './ops/morphology/hitOrMiss.js';
export { maximumFilter } from './ops/morphology/maximumFilter.js';
export { minimumFilter } from './ops/morphology/minimumFilter.js';
export { morphologicalGradient } from './ops/morphology/morphologicalGradient.js';
export { morphologicalLaplace } from './ops/morphology/morphologicalLaplace.js';
export { opening } from './ops/morphology/opening.js';
export { whiteTophat } from './ops/morphology/whiteTophat.js';
// pointwise
export { add, divide, maximum, minimum, multiply, power, subtract } from './ops/pointwise/arithmetic.js';
export { cast } from './ops/pointwise/cast.js';
export { clamp } from './ops/pointwise/clamp.js';
export { equal, greater, greaterEqual, less, lessEqual, notEqual } from './ops/pointwise/compare.js';
export { abs, cos, exp, log, sin, sqrt } from './ops/pointwise/elementary.js';
export { expression } from './ops/pointwise/expression.js';
export { gamma } from './ops/pointwise/gamma.js';
export { invert } from './ops/pointwise/invert.js';
export { and, not, or } from './ops/pointwise/logic.js';
export { quantise } from './ops/pointwise/quantise.js';
export { rescale } from './ops/pointwise/rescale.js';
export { where } from './ops/pointwise/where.js';
// rank
export { median } from './ops/rank/median.js';
export { percentileFilter } from './ops/rank/percentileFilter.js';
export { rankFilter } from './ops/rank/rankFilter.js';
// restoration
export { anisotropicDiffusion } from './ops/restoration/anisotropicDiffusion.js';
export { denoiseBilateral } from './ops/restoration/denoiseBilateral.js';
export { denoiseNlMeans } from './ops/restoration/denoiseNlMeans.js';
export { guidedFilter } from './ops/restoration/guidedFilter.js';
// threshold
export { thresholdIsodata } from './ops/threshold/thresholdIsodata.js';
export { thresholdLi } from './ops/threshold/thresholdLi.js';
export { thresholdLocal } from './ops/threshold/thresholdLocal.js';
export { thresholdMean } from './ops/threshold/thresholdMean.js';
export { thresholdMinimum } from './ops/threshold/thresholdMinimum.js';
export { thresholdMultiotsu } from './ops/threshold/thresholdMultiotsu.js';
export { thresholdNiblack } from './ops/threshold/thresholdNiblack.js';
export { thresholdOtsu } from './ops/threshold/thresholdOtsu.js';
export { thresholdSauvola } from './ops/threshold/thresholdSauvola.js';
export { thresholdTriangle } from './ops/threshold/thresholdTriangle.js';
export { thresholdYen } from './ops/threshold/thresholdYen.js';
