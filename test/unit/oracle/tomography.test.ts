/** Oracles of tomography against skimage.transform. */
import { tomography } from '../../oracle/index.js';
import { checkChapter, input } from './chapter.js';

checkChapter('tomography', {
  radon: (inputs, parameters) => tomography.radon(input(inputs), parameters as tomography.RadonOptions),
  iradon: (inputs, parameters) => tomography.iradon(input(inputs), parameters as tomography.IradonOptions),
});
