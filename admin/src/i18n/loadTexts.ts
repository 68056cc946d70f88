import { currentLocale } from './locale.ts';
import { addTexts } from './messages.ts';
import { unpackTexts, type PackedTexts } from './packed.ts';
import textsOfEnglish from 'virtual:texts/en';

let loading: Promise<void> | undefined;

async function load(): Promise<void> {
  const answer = await fetch(textsOfEnglish);
  if (!answer.ok) throw new Error(`The texts answer ${answer.status}`);
  addTexts(currentLocale(), unpackTexts((await answer.json()) as PackedTexts)); // what the build wrote
}

/** The texts of the console: data that is fetched beside its code, once. Asked again after a failure. */
export const loadTexts = (): Promise<void> => (loading ??= load().catch((error: unknown) => {
  loading = undefined;
  throw error;
}));
