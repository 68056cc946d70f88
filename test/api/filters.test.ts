// Every filter, order and total of every list is one statement that PostgreSQL understands.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { datasetNames, datasets, fieldsOf } from '../../server/src/analytics/datasets.ts';
import { bucketsOf, operationsOf, operatorsOf } from '../../server/src/analytics/exploreQuestion.ts';
import '../../server/src/schema.ts';
import { entities, type Kind } from '../../server/src/shared/entity.ts';
import { enumValues } from '../../server/src/shared/tables.ts';
import { foundFirm, type Firm } from '../support/firm.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let firm: Firm;
beforeAll(async () => {
  server = await startTestServer();
  firm = await foundFirm(server.db);
});
afterAll(() => server.close());

const id = Buffer.from('Thing:00000000-0000-0000-0000-000000000000').toString('base64');

/** One value for each operator of a kind, as a list's filter takes it. */
function operatorValues(kind: Kind): object[] | [boolean] {
  if (kind === 'boolean') return [true];
  if (kind.startsWith('enum:')) {
    const values = enumValues(kind.slice(5));
    return [{ is: values[0] }, { in: values }, { notIn: values }, { empty: true }];
  }
  if (kind === 'text') return [{ is: 'a' }, { in: ['a', 'b'] }, { contains: '%' }, { startsWith: 'é' }, { empty: false }];
  if (kind === 'uuid') return [{ is: id }, { in: [id] }, { notIn: [id] }, { empty: true }];
  if (kind === 'day') return [{ is: '2026-01-31' }, { from: '2026-01-01', to: '2026-12-31' }, { empty: false }];
  if (kind === 'instant') return [{ from: '2026-01-01T00:00:00Z', to: '2026-12-31T00:00:00.000Z' }, { empty: false }];
  return kind === 'int' ? [{ is: 1 }, { min: 0, max: 5 }, { empty: true }] : [{ is: '1' }, { min: '-1', max: '5' }, { empty: true }];
}

const listings = [...entities.values()].filter(({ listing }) => listing);
test.each(listings.map((declared) => [declared.name, declared] as const))('%s can be filtered by each of its fields', async (name, declared) => {
  const fields: [string, Kind][] = [
    ...Object.entries(declared.fields).filter(([, field]) => field.askable && !['json', 'texts'].includes(field.kind)).map(([field, { kind }]): [string, Kind] => [field, kind]),
    ...Object.keys(declared.ones).map((field): [string, Kind] => [field, 'uuid']),
  ];
  const or = fields.flatMap(([field, kind]) => operatorValues(kind).map((each) => ({ [field]: each })));
  const list = declared.listing?.field ?? '';
  const totals = declared.listing?.totals?.length ? 'totals { __typename }' : '';
  const { errors } = await server.graphql(`query ($filter: ${name}Filter) { ${list}(first: 1, filter: $filter) { totalCount ${totals} nodes { id } } }`,
    { filter: { and: [{ or }, { not: { or } }] } }, { key: firm.key.OWNER });
  expect(errors).toEqual([]);
});

const typed = (kind: Kind): string => (kind === 'day' || kind === 'instant' ? '2026-01-31' : kind === 'uuid' ? id : kind === 'boolean' ? 'true'
  : kind.startsWith('enum:') ? (enumValues(kind.slice(5))[0] ?? '') : '1');
test.each(datasetNames)('%s can be asked by each of its fields', async (dataset) => {
  expect(entities.has(datasets[dataset])).toBe(true);
  const fields = [...fieldsOf(dataset).values()];
  const failed: string[] = [];
  for (let at = 0; at < fields.length; at += 8) {
    const some = fields.slice(at, at + 8);
    const dimensions = some.flatMap(({ path, kind }) => (bucketsOf(kind).length > 0 ? [{ field: path, bucket: 'MONTH' }] : [{ field: path }]));
    const filters = some.flatMap(({ path, kind }) => operatorsOf(kind).filter((operator) => operator !== 'in' && operator !== 'notIn').slice(0, 3)
      .map((operator) => ({ field: path, [operator]: operator === 'empty' ? false : typed(kind) })));
    const lists = some.filter(({ kind }) => operatorsOf(kind).includes('notIn')).map(({ path, kind }) => ({ field: path, in: [typed(kind)], notIn: [typed(kind)] }));
    const measures = some.flatMap(({ path, kind }) => operationsOf(kind).map((op) => ({ op, field: path })));
    for (const asked of [{ dimensions, measures: [{ op: 'COUNT' }] }, { dimensions: [], measures: measures.slice(0, 12), filters }, { dimensions: [], measures: [...measures.slice(12, 24), { op: 'COUNT' }].slice(0, 12), filters: lists }]) {
      const { errors } = await server.graphql(`query ($d: [DimensionInput!]!, $m: [MeasureInput!]!, $f: [ExploreFilterInput!]) { explore(dataset: ${dataset}, dimensions: $d, measures: $m, filters: $f) { rowCount rows } }`,
        { d: asked.dimensions, m: asked.measures, f: 'filters' in asked ? asked.filters : [] }, { key: firm.key.OWNER });
      failed.push(...errors.map(({ message }) => `${some.map(({ path }) => path).join(' ')}: ${message}`));
    }
  }
  expect(failed).toEqual([]);
});
