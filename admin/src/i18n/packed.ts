// Texts as they travel: by the places of their keys, and not said twice where the key says it ("Customer.postalCode": Postal code).

/** Texts of a locale by their keys. */
export type Texts = Readonly<Record<string, string>>;
/** By place and name; 0: the words of the name. */
export type PackedTexts = Readonly<Record<string, Readonly<Record<string, string | 0>>>>;

/** The words of a name: `postalCode` is "Postal code", `NOT_DUE` "Not due". */
function wordsOf(name: string): string {
  const words = /^[A-Z0-9_]+$/.test(name) ? name.toLowerCase().replaceAll('_', ' ') : name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const partsOf = (key: string): [string, string] => [key.slice(0, Math.max(key.lastIndexOf('.'), 0)), key.slice(key.lastIndexOf('.') + 1)];

export function packTexts(texts: Texts): PackedTexts {
  const packed: Record<string, Record<string, string | 0>> = {};
  for (const [key, text] of Object.entries(texts)) {
    const [place, name] = partsOf(key);
    (packed[place] ??= {})[name] = text === wordsOf(name) ? 0 : text;
  }
  return packed;
}

export const unpackTexts = (packed: PackedTexts): Texts => Object.fromEntries(Object.entries(packed).flatMap(([place, texts]) =>
  Object.entries(texts).map(([name, text]) => [place === '' ? name : `${place}.${name}`, text === 0 ? wordsOf(name) : text])));
