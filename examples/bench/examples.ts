/** Pipelines to begin with, each with the image that it is for. They are the files that `brightfield run` takes. */
import { parseDocument } from 'brightfield';
import { recipe } from 'brightfield/view';
import { fetched, type SampleName } from '../lab/samples.js';

interface Example {
  readonly url: URL;
  readonly words: string;
  readonly image: SampleName;
}

export const EXAMPLES = {
  aorta: {
    url: new URL('../pipelines/aorta.json', import.meta.url),
    words: 'The CT: blur, edges, threshold',
    image: 'stent',
  },
  coins: {
    url: new URL('../pipelines/coins.json', import.meta.url),
    words: 'The coins: parted, counted, measured',
    image: 'coins',
  },
  colours: {
    url: new URL('../pipelines/colours.json', import.meta.url),
    words: 'The CT from the front, in colours',
    image: 'stent',
  },
} as const satisfies Readonly<Record<string, Example>>;
export type ExampleName = keyof typeof EXAMPLES;

/** The pipeline of that name. Rejects where it cannot be fetched. */
export async function exampleRecipe(name: ExampleName): Promise<recipe.Recipe> {
  const { url } = EXAMPLES[name];
  const text = new TextDecoder().decode(await fetched(url, `${name}.json`));
  return recipe.fromDocument(parseDocument(text));
}
