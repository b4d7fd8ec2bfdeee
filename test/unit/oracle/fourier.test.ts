/** Oracles of spectra and convolutions against NumPy and scipy.signal. */
import { fourier } from '../../oracle/index.js';
import { checkChapter, input } from './chapter.js';

checkChapter('fourier', {
  fftConvolve: (inputs, parameters) => fourier.fftConvolve(input(inputs), input(inputs, 1), parameters),
  powerSpectrum: (inputs, parameters) => fourier.powerSpectrum(input(inputs), undefined, parameters),
  fftshift: (inputs) => fourier.shifted(input(inputs), {}),
  ifftshift: (inputs) => fourier.shifted(input(inputs), {}, true),
});
