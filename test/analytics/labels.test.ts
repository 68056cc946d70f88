import { expect, test } from 'vitest';
import { datasetNames, fieldsOf } from '../../server/src/analytics/datasets.ts';
import { buckets, operations } from '../../server/src/analytics/exploreQuestion.ts';
import { enums } from '../../server/src/generated/rows.ts';
import { hasMessage } from '../../server/src/shared/messages.ts';
import '../../server/src/schema.ts';
import { entities } from '../../server/src/shared/entity.ts';

// `node tools/labels.mjs` gives what is missing a first name.
test('every field and relation of every record has a name in the catalogue', () => {
  const keys = [...entities.values()].flatMap(({ name, fields, ones }) => [...Object.keys(fields), ...Object.keys(ones)].map((field) => `field.${name}.${field}`));
  expect(keys.filter((key) => !hasMessage(key))).toEqual([]);
});

test('so has every dataset, every value that a field can have, and every way to ask', () => {
  const values = datasetNames.flatMap((dataset) => [...fieldsOf(dataset).values()]).filter(({ kind }) => kind.startsWith('enum:'))
    .flatMap(({ kind }) => enums[kind.slice(5) as keyof typeof enums].map((value) => `enum.${kind.slice(5)}.${value}`));
  const keys = [
    ...datasetNames.map((dataset) => `dataset.${dataset}`), ...new Set(values), ...buckets.map((bucket) => `enum.ExploreBucket.${bucket}`),
    ...operations.map((operation) => `enum.ExploreOperation.${operation}`), 'explore.path', 'explore.bucketed', 'explore.measured',
    ...['title', 'back', 'examples', 'editor', 'script', 'signedOut', 'signIn', 'welcome'].map((part) => `graphiql.${part}`),
  ];
  expect(keys.filter((key) => !hasMessage(key))).toEqual([]);
});

test('what is asked of orders and their lines reaches customer, sales person, product and category', () => {
  for (const path of ['order.customer.country', 'order.salesPerson.name', 'product.category.name', 'order.placedOn', 'net', 'quantity']) {
    expect(fieldsOf('ORDER_LINES').has(path)).toBe(true);
  }
  for (const path of ['account.code', 'order.number', 'product.sku', 'customer.name', 'warehouse.code', 'openItem.number', 'company']) {
    expect(fieldsOf('JOURNAL_LINES').has(path)).toBe(true);
  }
});
