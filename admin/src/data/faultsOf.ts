import type { FieldFault } from './apiError.ts';

export type Fault = { message: string; extensions?: { code?: string; requestId?: string; fields?: readonly FieldFault[] } };

const pathIn = (text: string): string[] => text.split(/[.[\]]+/).filter(Boolean);
const inForm = (path: readonly string[]): readonly string[] => (path[0] === 'input' ? path.slice(1) : path);

/** The fields that a whole operation was turned away for: the API says which, or GraphQL's own check of a variable does. */
export function faultsOf({ message, extensions }: Fault): FieldFault[] {
  if (extensions?.fields) return extensions.fields.map((field) => ({ ...field, path: inForm(field.path) }));
  const typed = /^Variable "\$input" got invalid value .* at "(input\.[^"]+)"; (.+)$/s.exec(message);
  if (!typed) return [];
  const [, path = '', why = ''] = typed;
  const isMissing = /to be null|was not provided/.test(why);
  return [{ path: inForm(pathIn(path)), code: 'unreadable', message: isMissing ? 'input.required' : /decimal/.test(why) ? 'input.notNumber' : /A day/.test(why) ? 'input.notDay' : why }];
}
