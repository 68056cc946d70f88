// Values that stand in the demo company: ids by type, and what fields of records hold.
import { entities } from '../../server/src/shared/entity.ts';
import '../../server/src/schema.ts';
import type { TestServer } from '../support/server.ts';
import type { Values } from './randomDocument.ts';

const asked = (kind: string): boolean => !['money', 'json', 'texts', 'boolean'].includes(kind) && !kind.startsWith('enum:');

/** A few of each, as the owner sees them. */
export async function readValues(server: TestServer): Promise<Values> {
  const values = new Map<string, unknown[]>([['Day', ['1996-07-04', '1997-06-30', '1998-05-06', '2026-01-01']]]);
  for (const { name, listing, fields } of entities.values()) {
    if (!listing) continue;
    const names = Object.entries(fields).filter(([, field]) => field.column !== undefined && asked(field.kind)).map(([field]) => field);
    const { data, errors } = await server.graphql(`{ ${listing.field}(first: 12) { nodes { id ${names.join(' ')} } } }`, {}, { role: 'OWNER' });
    if (errors.length > 0) throw new Error(`${listing.field}: ${errors[0]?.message}`);
    const nodes = data[listing.field].nodes as Record<string, unknown>[];
    values.set(`id:${name}`, nodes.map(({ id }) => id));
    for (const field of names) values.set(`${name}.${field}`, nodes.map((node) => node[field]).filter((value) => value !== null));
  }
  return values;
}
