// What is nested by the thousand would exhaust the stack of whoever reads it: refused before it is read.
import { GraphQLError } from 'graphql';

export const NESTING_MAX = 100;

const opening = '{[(';
const closing = '}])';

/** How deep brackets are nested in a document, leaving out strings and comments. */
export function documentNesting(source: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < source.length; at += 1) {
    const sign = source.charAt(at);
    if (opening.includes(sign)) {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (closing.includes(sign)) depth -= 1;
    else if (sign === '#') at = endOf(source, '\n', at);
    else if (source.startsWith('"""', at)) at = endOf(source, '"""', at + 3) + 2;
    else if (sign === '"') at = endOfString(source, at + 1);
  }
  return deepest;
}

const endOf = (source: string, end: string, from: number): number => {
  const found = source.indexOf(end, from);
  return found < 0 ? source.length : found;
};

function endOfString(source: string, from: number): number {
  let at = from;
  while (at < source.length && source.charAt(at) !== '"' && source.charAt(at) !== '\n') at += source.charAt(at) === '\\' ? 2 : 1;
  return at;
}

/** Whether a value is nested deeper than a limit. */
export function isNestedBeyond(value: unknown, most: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true;
    level = level.flatMap((each) => (each && typeof each === 'object' ? Object.values(each) : []));
  }
  return false;
}

export const nestedTooDeeply = (what: string, code: string) =>
  new GraphQLError(`${what} nested deeper than ${NESTING_MAX}.`, { extensions: { code, http: { status: 400 } } });
