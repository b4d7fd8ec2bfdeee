/// <reference types="@webgpu/types" preserve="true" />
/// <reference lib="esnext.disposable" preserve="true" />
/** The public names of brightfield, and nothing else. */

export { adjoint, type Pipeline } from './adjoint/adjoint.js';
export { gradientOf } from './adjoint/gradientOf.js';
export { findOperation, OPERATIONS } from './catalogue.js';
export type { Acquired, Channel, TimeStep } from './core/acquired.js';
export { AXES, type Axis, type Layout, type PerAxis, type Shape, shapeOf } from './core/axes.js';
export { DTYPE_NAMES, type DType, type TypedArray } from './core/dtype.js';
export * from './core/errors.js';
export {
  ball,
  box,
  cross,
  diamond,
  disk,
  ellipse,
  ellipsoid,
  type FootprintShape,
  line,
  octagon,
  octahedron,
} from './core/footprint.js';
export type { GivenFootprint } from './core/footprintParam.js';
export { type Description, HostVolume, type HostVolumeOptions, type Spacing } from './core/hostVolume.js';
export { eulerCharacteristic, type Mesh, meshOf, meshSurfaceArea, meshVolume } from './core/mesh.js';
export { type Path, paths } from './core/paths.js';
export { airyPsf } from './core/psf/airyPsf.js';
export { bornWolfPsf } from './core/psf/bornWolfPsf.js';
export { diskPsf } from './core/psf/diskPsf.js';
export { gaussianPsf } from './core/psf/gaussianPsf.js';
export { gibsonLanniPsf, type Layers } from './core/psf/gibsonLanniPsf.js';
export { motionPsf } from './core/psf/motionPsf.js';
export { psfFromBeads } from './core/psf/psfFromBeads.js';
export type { AlongSpace } from './core/psf/psfVolume.js';
export type { Optics } from './core/psf/pupilPsf.js';
export { regionCoords } from './core/regions/regionCoords.js';
export { type RegionShapeOptions, regionShapes } from './core/regions/regionShapes.js';
export type { Slab, SlabOptions, SlabSource } from './core/slabs.js';
export { type Column, Table } from './core/table.js';
export { Engine, openEngine } from './engine/engine.js';
export type { EngineOptions, EngineReport, RunOptions } from './engine/options.js';
export { parseProfile } from './engine/parseProfile.js';
export type { Profile } from './engine/profile.js';
export type { LoopEnd, LoopProgress, Progress } from './engine/progress.js';
export { type Tunable, tunable, type WarmOptions } from './engine/tunable.js';
export { Volume } from './engine/volume.js';
export type { Node, Source } from './graph/node.js';
export { defineOp, type Input, type Operation } from './graph/operation.js';
export { placeholder, source } from './graph/primitive.js';
export { REPEAT_REASONS, type RepeatOptions, type RepeatReason, type RepeatResult, repeat } from './graph/repeat.js';
export { checkpointArrays, checkpointFrom, parametersFrom } from './learn/checkpoint.js';
export { type DecisionTreeModel, type DecisionTreeOptions, decisionTree } from './learn/classical/decisionTree.js';
export { decisionTreeSvg, decisionTreeText, type TreeNames } from './learn/classical/drawTree.js';
export { type ForestVolumes, forestVolumes } from './learn/classical/forestVolumes.js';
export { type KMeansModel, type KMeansOptions, kMeans } from './learn/classical/kMeans.js';
export { kNearestNeighbours } from './learn/classical/kNearestNeighbours.js';
export type { LinearModel } from './learn/classical/linearModel.js';
export { linearRegression } from './learn/classical/linearRegression.js';
export { type LinearSvmModel, linearSvm } from './learn/classical/linearSvm.js';
export { type LogisticModel, logisticRegression } from './learn/classical/logisticRegression.js';
export { markedVoxels } from './learn/classical/markedVoxels.js';
export type { Classifier, ProbableClassifier, Regressor } from './learn/classical/models.js';
export { type PcaModel, pca } from './learn/classical/pca.js';
export { type Importances, permutationImportance } from './learn/classical/permutationImportance.js';
export {
  type RandomForestModel,
  type RandomForestOptions,
  randomForest,
  randomForestAsync,
} from './learn/classical/randomForest.js';
export { ridge } from './learn/classical/ridge.js';
export { type SvmModel, type SvmOptions, svm } from './learn/classical/svm.js';
export type { Tree } from './learn/classical/tree.js';
export { evaluate, type Validation } from './learn/evaluate.js';
export {
  heNormal,
  heUniform,
  type Initialiser,
  torchUniform,
  xavierNormal,
  xavierUniform,
} from './learn/initial.js';
export type { Layer, Setting } from './learn/layer.js';
export * as layer from './learn/layers/index.js';
export { type Network, type NetworkOptions, network } from './learn/network.js';
export { type AdamOptions, adam, adamW, type Optimizer, type SgdOptions, sgd } from './learn/optimizer.js';
export { cosineSchedule, type Schedule, stepSchedule } from './learn/schedule.js';
export type { Batch, Loss } from './learn/step.js';
export { train } from './learn/train.js';
export type { Best, Checkpoint, Prepare, Trained, TrainingProgress, TrainOptions } from './learn/trainOptions.js';
export { split } from './ops/geometry/split.js';
export { pyramidGaussian, pyramidLaplacian } from './ops/transform/pyramids.js';
export {
  checkDocument,
  documentInputs,
  fromDocument,
  type PipelineDocument,
  parseDocument,
  pipelineSchema,
  toDocument,
} from './pipeline.js';
export * from './registry.js';
export { type AdmmOptions, admm } from './solve/admm.js';
export { type CglsOptions, cgls } from './solve/cgls.js';
export { conjugateGradients } from './solve/conjugateGradients.js';
export { fista } from './solve/fista.js';
export type { GradientOptions } from './solve/gradientSteps.js';
export type { Iterated, IterativeOptions } from './solve/iterative.js';
export { landweber } from './solve/landweber.js';
export { operatorNorm } from './solve/operatorNorm.js';
export { type Proximal, proxBox, proxL1, proxL21, proxSquare } from './solve/proximal.js';
export { type SelectedWeight, type SelectWeightOptions, selectWeight } from './solve/selectWeight.js';
export { type SolveTgvOptions, solveTgv } from './solve/solveTgv.js';
export { type SolveTvOptions, solveTv } from './solve/solveTv.js';
