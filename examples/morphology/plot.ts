/** The picture of a curve from bytes to bytes, drawn of its 256 values. */
const SVG = 'http://www.w3.org/2000/svg';
const SIDE = 256;

/** Makes a picture in an element; what it gives draws other values. */
export function plot(parent: HTMLElement): (values: ArrayLike<number>) => void {
  const picture = document.createElementNS(SVG, 'svg');
  picture.setAttribute('class', 'curve');
  picture.setAttribute('viewBox', `0 0 ${SIDE} ${SIDE}`);
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', 'the curve g: from each grey level upwards what becomes of it');
  const same = document.createElementNS(SVG, 'path');
  same.setAttribute('d', `M0 ${SIDE} L${SIDE} 0`);
  same.setAttribute('class', 'same');
  const line = document.createElementNS(SVG, 'path');
  picture.append(same, line);
  parent.append(picture);
  return (values) => {
    const places = Array.from(values, (value, at) => `${at + 0.5} ${SIDE - 0.5 - value}`);
    line.setAttribute('d', `M${places.join(' L')}`);
  };
}
