/** The chapters of the lab in their order, and the links between them: what the index shows and every page's head. */
export interface Chapter {
  /** The page's name without its ending. */
  readonly page: string;
  readonly title: string;
  /** What one sees there, in a sentence. */
  readonly summary: string;
}

export const CHAPTERS: readonly Chapter[] = [
  {
    page: 'opening',
    title: 'Opening',
    summary: 'Images and stacks as arrays with named axes: slices, channels, crops and flips.',
  },
  {
    page: 'looking',
    title: 'Looking',
    summary: 'The same numbers as a picture, a landscape, level lines and a volume seen through, in colours that help.',
  },
  {
    page: 'pointwise',
    title: 'Pointwise',
    summary: 'One curve for all pixels: threshold, contrast, gamma, sine and grey levels, with the curve to be read.',
  },
  {
    page: 'convolution',
    title: 'Convolution',
    summary: 'Blur, edges and kernels drawn by hand, and the same sums by a loop that is shown and timed.',
  },
  {
    page: 'morphology',
    title: 'Morphology',
    summary: 'Neighbours put in order instead of added up, over an element that is painted; no contrast matters.',
  },
  {
    page: 'acquisition',
    title: 'Acquisition',
    summary: 'y = A x + b: blur and photons, pixels, line integrals, lines of a spectrum; and what comes back.',
  },
  {
    page: 'deblur',
    title: 'Deblurring',
    summary: 'Total variation undoes blur and noise, live, with the gap to the optimum as it falls.',
  },
  {
    page: 'learn',
    title: 'Learning',
    summary: 'Small networks taught in this tab, and what each of their units makes of the world.',
  },
  {
    page: 'bench',
    title: 'The bench',
    summary:
      'Bring your own image: any operations in a row, tuned as you look, to be kept as a file, a link or a program.',
  },
];

/** Fills the page's `#chapters` with links: the chapters, the one that is open marked. */
export function linkChapters(): void {
  const nav = document.getElementById('chapters');
  const here = /([^/]*?)(\.html)?$/.exec(location.pathname)?.[1];
  const links = CHAPTERS.map(({ page, title }) => {
    const link = document.createElement('a');
    link.href = `./${page}.html`;
    link.textContent = title.toLowerCase();
    if (page === here) link.setAttribute('aria-current', 'page');
    return link;
  });
  const home = document.createElement('a');
  home.href = './index.html';
  home.textContent = 'lab';
  nav?.replaceChildren(home, ...links);
  // where there is little room they go by in one line
  nav?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
}
