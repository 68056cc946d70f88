// Pure: the text of a comment. Markdown without HTML; a person is named as @[Name](id).
import { globalId, uuidOf } from '../shared/input.ts';

const mention = /@\[([^\]\n]{1,200})\]\(([A-Za-z0-9+/=]{1,120})\)/g;
const MENTIONS_MAX = 30;

interface Mentioned { userIds: string[]; unknown: boolean; tooMany: boolean }

/** The people that a text names, each once, in their order. */
export function mentionsIn(text: string): Mentioned {
  const found = [...text.matchAll(mention)].map(([, , id = '']) => uuidOf(id, 'Colleague')?.uuid);
  const userIds = [...new Set(found.filter((id) => id !== undefined))];
  return { userIds, unknown: found.includes(undefined), tooMany: userIds.length > MENTIONS_MAX };
}

/** The text with each person under the name that person has now. */
export const withNames = (text: string, names: ReadonlyMap<string, string>): string => text.replace(mention, (whole, _name, id: string) => {
  const uuid = uuidOf(id, 'Colleague')?.uuid ?? '';
  const name = names.get(uuid)?.replaceAll(/[[\]\n]/g, ' ');
  return name === undefined ? whole : `@[${name}](${globalId('Colleague', uuid)})`;
});
