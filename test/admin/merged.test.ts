// Several queries in one request: nothing of one meets another, and each gets its own answer back.
import { buildSchema, graphqlSync, parse, print, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { countOf, merged, withTotals } from '../../admin/src/data/merged.ts';
import { pruned } from '../../admin/src/data/pruned.ts';
import type { AnyDocument } from '../../admin/src/data/resource.ts';

const schema = buildSchema(`
  input Filter { text: String }
  type Totals { open: String, owed: String }
  type Thing { id: ID, name: String, secret: String }
  type Things { nodes: [Thing!], totalCount: Int, totals: Totals }
  type Query { things(first: Int, after: String, filter: Filter, orderBy: String): Things, node(id: ID!): Thing }
`);
const typed = (text: string) => parse(text) as unknown as AnyDocument; // typed where the console writes it
const list = typed('query ThingList($first: Int, $after: String, $filter: Filter) { things(first: $first, after: $after, filter: $filter) { nodes { id name } totalCount } }');
const one = typed('query Thing($id: ID!, $maySecretRead: Boolean!) { node(id: $id) { id secret @include(if: $maySecretRead) } }');
const totals = typed('query ThingTotals($filter: Filter, $mayOpenItemsRead: Boolean!) { things(first: 1, filter: $filter) { totalCount totals { open @include(if: $mayOpenItemsRead) owed } } }');
const everything = () => true;
const root = {
  things: ({ first, filter }: { first?: number; filter?: { text?: string } }) => ({ nodes: [{ id: filter?.text ?? 'none', name: String(first) }], totalCount: filter?.text?.length ?? 0 }),
  node: ({ id }: { id: string }) => ({ id, secret: `secret of ${id}` }),
};

describe('merged queries', () => {
  const parts = [
    { document: one, variables: { id: 'A' } }, { document: list, variables: { first: 2, filter: { text: 'some' } } },
    { document: countOf(list), variables: { filter: { text: 'seven77' } } }, { document: one, variables: { id: 'B' } },
  ] as const;

  it('are one valid operation, named and worded as its first part', () => {
    const { document } = merged(parts);
    const sent = pruned(document, everything);
    expect(validate(schema, sent)).toEqual([]);
    expect(print(sent)).toMatch(/^query Thing\(\$id: ID!, \$b1_first: Int,[^{]*\{\n {2}node\(id: \$id\) \{/);
    expect(sent.definitions).toHaveLength(1);
  });

  it('give each part the answer that it would get alone', () => {
    const { document, variables, split } = merged(parts);
    const alone = parts.map((part) => graphqlSync({ schema, source: print(pruned(part.document, everything)), rootValue: root, variableValues: part.variables }).data);
    const { data, errors } = graphqlSync({ schema, source: print(pruned(document, everything)), rootValue: root, variableValues: variables });
    expect(errors).toBeUndefined();
    expect(split(data)).toEqual(JSON.parse(JSON.stringify(alone)));
    expect(split(data)[2]).toEqual({ things: { totalCount: 7 } });
  });

  it('leave out what the viewer may not see, and the variables that nothing uses then', () => {
    const text = print(pruned(merged(parts).document, () => false));
    expect(text).not.toContain('secret');
    expect(text).not.toContain('$may');
    expect(validate(schema, parse(text))).toEqual([]);
  });

  it('count without reading rows, and sum within the list itself', () => {
    expect(print(countOf(list))).toBe('query ThingListCount($filter: Filter) {\n  things(first: 1, filter: $filter) {\n    totalCount\n  }\n}');
    const summed = pruned(withTotals(list, totals), () => false);
    expect(validate(schema, summed)).toEqual([]);
    expect(print(summed)).toContain('totals {\n      owed\n    }');
    expect(countOf(list)).toBe(countOf(list));
  });

  it('are queries only: what writes is sent alone', () => {
    const write = typed('mutation Write($id: ID!) { write(id: $id) { id } }');
    expect(() => merged([{ document: write, variables: { id: 'A' } }, parts[1]])).toThrow('Only queries can be merged');
  });
});
