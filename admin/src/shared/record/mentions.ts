/** A colleague who may be named. */
export type Named = { id: string; name: string };

const mention = /@\[([^\]\n]+)\]\(([A-Za-z0-9+/=]+)\)/g;

/** A comment's text as its writer sees it, and whom it names. */
export function toTyped(text: string): { typed: string; named: Named[] } {
  const named = [...text.matchAll(mention)].map(([, name = '', id = '']) => ({ id, name }));
  return { typed: text.replaceAll(mention, '@$1'), named };
}

/** What was typed as the API takes it: of those who were chosen, each "@Name" is that person. The longest name first. */
export function toText(typed: string, named: readonly Named[]): string {
  const known = [...new Map(named.map((each) => [each.name, each])).values()].toSorted((a, b) => b.name.length - a.name.length);
  if (known.length === 0) return typed;
  const escaped = known.map(({ name }) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return typed.replaceAll(new RegExp(String.raw`@(${escaped.join('|')})(?![\p{L}\p{N}])`, 'gu'), (whole, name: string) => {
    const found = known.find((each) => each.name === name);
    return found ? `@[${found.name}](${found.id})` : whole;
  });
}

/** What is typed after an "@" that begins a word, up to the caret; undefined where nobody is being named. */
export const soughtAt = (typed: string, caret: number): string | undefined => /(?:^|[\s(])@([^\s@()[\]]{0,40}(?: [^\s@()[\]]{0,40})?)$/u.exec(typed.slice(0, caret))?.[1];
