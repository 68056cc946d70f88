import { sourceOf } from '../data/client.ts';
import { exploreQuery } from './queries.ts';
import type { Variables } from './question.ts';

/** A value as GraphQL writes it in a document. Enum values are those that the schema wants as such. */
function literal(value: unknown, key = ''): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return `[${value.map((each) => literal(each, key)).join(', ')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null);
    return `{ ${entries.map(([name, inner]) => `${name}: ${literal(inner, name)}`).join(', ')} }`;
  }
  return ['dataset', 'bucket', 'op', 'direction'].includes(key) ? String(value) : JSON.stringify(value);
}

/** Where GraphiQL shows this question as a query of its own, with its values written in. */
export function graphiqlPath(variables: Variables): string {
  const source = sourceOf(exploreQuery);
  const selection = source.slice(source.indexOf(') {\n    columns') + 2);
  const query = `query Explore {\n  explore(\n${Object.entries(variables).map(([name, value]) => `    ${name}: ${literal(value, name)}`).join('\n')}\n  ) ${selection}`;
  return `/graphiql?query=${encodeURIComponent(query)}`;
}
