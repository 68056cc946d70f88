import sql from 'sql-template-tag';
import { builder } from '../builder.ts';
import { enums } from '../generated/rows.ts';
import { reportQuery } from '../reports.ts';
import { message } from '../shared/messages.ts';
import { report } from '../shared/report.ts';
import { datasetLabel, datasetNames, datasetsFor, fieldLabel, type AskableField, type Dataset } from './datasets.ts';
import { explore, exploreKind, exploreKinds, type ExploreColumn, type ExploreResult } from './explore.ts';
import { buckets, bucketsOf, operations, operationsOf, operatorsOf } from './exploreQuestion.ts';

const inherit = { extensions: { permission: 'inherit' } };
const DatasetEnum = builder.enumType('Dataset', { values: datasetNames, description: 'What `explore` can be asked about.' });
const BucketEnum = builder.enumType('ExploreBucket', { values: buckets, description: 'How days are put together: 2026-03-31, 2026-W14, 2026-03, 2026-Q1, 2026.' });
const OperationEnum = builder.enumType('ExploreOperation', { values: operations });
const KindEnum = builder.enumType('ExploreKind', { values: exploreKinds });
const DirectionEnum = builder.enumType('SortDirection', { values: ['ASC', 'DESC'] as const });

const DimensionInput = builder.inputType('DimensionInput', { fields: (t) => ({
  field: t.string({ required: true, description: 'A path, e.g. customer.country.' }), bucket: t.field({ type: BucketEnum }), label: t.string(),
}) });
const MeasureInput = builder.inputType('MeasureInput', { fields: (t) => ({
  op: t.field({ type: OperationEnum, required: true }), field: t.string({ description: 'Left out for COUNT of rows.' }), label: t.string(),
  companyMoney: t.boolean({ description: 'An amount in company money, each by the rate of its own document, so that those of several currencies add up; the column\'s key ends in .COMPANY.' }),
}) });
const FilterInput = builder.inputType('ExploreFilterInput', {
  description: 'Which operators fit is told by `datasets { fields { operators } }`. Values travel as text.',
  fields: (t) => ({
    field: t.string({ required: true }), is: t.string(), in: t.stringList(), notIn: t.stringList(), contains: t.string(), startsWith: t.string(),
    min: t.string(), max: t.string(), from: t.string({ description: 'Inclusive.' }),
    to: t.string({ description: 'Inclusive for days, exclusive for instants.' }), empty: t.boolean(),
  }),
});
const HavingInput = builder.inputType('HavingInput', { fields: (t) => ({
  key: t.string({ required: true, description: 'The key of a measure, e.g. SUM.net.' }), min: t.field({ type: 'Decimal' }), max: t.field({ type: 'Decimal' }),
}) });
const OrderInput = builder.inputType('ExploreOrderInput', { fields: (t) => ({
  key: t.string({ required: true, description: 'The key of a column: placedOn.MONTH, SUM.net, COUNT.' }), direction: t.field({ type: DirectionEnum, defaultValue: 'ASC' }),
}) });

const Column = builder.objectRef<ExploreColumn>('ExploreColumn').implement({ fields: (t) => ({
  key: t.exposeString('key', inherit), label: t.exposeString('label', inherit), kind: t.expose('kind', { type: KindEnum, ...inherit }),
  isMeasure: t.exposeBoolean('isMeasure', inherit),
  bucket: t.field({ type: BucketEnum, nullable: true, ...inherit, resolve: ({ bucket }) => buckets.find((each) => each === bucket) ?? null }),
  currencyCode: t.field({ type: 'CurrencyCode', nullable: true, ...inherit, resolve: ({ currencyCode }) => currencyCode }),
  enumName: t.exposeString('enumName', { nullable: true, ...inherit, description: 'For kind ENUM: whose values these are.' }),
  recordType: t.exposeString('recordType', { nullable: true, ...inherit, description: 'For kind ID: the type of the record.' }),
}) });
const Result = builder.objectRef<ExploreResult>('ExploreResult').implement({ fields: (t) => ({
  columns: t.expose('columns', { type: [Column], ...inherit }),
  rows: t.field({ type: t.listRef(t.listRef('String', { nullable: true })), ...inherit, resolve: ({ rows }) => rows, description: 'Values in the order of the columns, each in its text form.' }),
  rowCount: t.exposeInt('rowCount', { ...inherit, description: 'How many rows there are in all, beyond `limit` too.' }),
  isTruncated: t.exposeBoolean('isTruncated', inherit),
  elapsedMs: t.exposeInt('elapsedMs', inherit),
}) });

builder.queryField('explore', (t) => t.field({
  type: Result, extensions: { permission: 'explore.use' },
  description: 'Groups and sums the rows of a dataset in one statement, under the rights of the caller, within five seconds.',
  args: {
    dataset: t.arg({ type: DatasetEnum, required: true }),
    dimensions: t.arg({ type: [DimensionInput], required: true }),
    measures: t.arg({ type: [MeasureInput], required: true }),
    filters: t.arg({ type: [FilterInput] }),
    having: t.arg({ type: [HavingInput] }),
    orderBy: t.arg({ type: [OrderInput] }),
    limit: t.arg.int({ defaultValue: 100, description: 'At most 10,000.' }),
    offset: t.arg.int(),
  },
  resolve: (_root, args, ctx) => explore(args, ctx),
}));

const EnumValue = builder.objectRef<{ value: string; label: string }>('ExploreValue').implement({ fields: (t) => ({
  value: t.exposeString('value', inherit), label: t.exposeString('label', inherit),
}) });
const FieldRef = builder.objectRef<AskableField>('ExploreField').implement({ fields: (t) => ({
  path: t.exposeString('path', inherit),
  name: t.string({ ...inherit, description: 'The last step of the path.', resolve: ({ path }) => path.split('.').at(-1) ?? path }),
  label: t.string({ ...inherit, resolve: (field, _args, ctx) => fieldLabel(field, ctx.viewer.locale) }),
  kind: t.field({ type: KindEnum, ...inherit, resolve: ({ kind }) => exploreKind(kind) }),
  relation: t.string({ nullable: true, ...inherit, description: 'The relations that lead to it: order.customer; null for the dataset\'s own.',
    resolve: ({ path }) => path.split('.').slice(0, -1).join('.') || null }),
  recordType: t.string({ nullable: true, ...inherit, resolve: ({ target }) => target ?? null }),
  operations: t.field({ type: [OperationEnum], ...inherit, resolve: ({ kind }) => operationsOf(kind) }),
  buckets: t.field({ type: [BucketEnum], ...inherit, resolve: ({ kind }) => [...bucketsOf(kind)] }),
  operators: t.stringList({ ...inherit, resolve: ({ kind }) => operatorsOf(kind) }),
  hasCompanyMoney: t.boolean({ ...inherit, description: 'Its amounts are in several currencies: a measure adds them up with `companyMoney`.', resolve: (field) => field.hasCompanyMoney ?? false }),
  values: t.field({ type: [EnumValue], ...inherit, description: 'For kind ENUM.', resolve: ({ kind }, _args, ctx) => {
    const name = kind.startsWith('enum:') ? kind.slice(5) : undefined;
    const values: readonly string[] = name ? enums[name as keyof typeof enums] : [];
    return values.map((value) => ({ value, label: message(ctx.viewer.locale, `enum.${name}.${value}`) }));
  } }),
}) });
const DatasetRef = builder.objectRef<{ dataset: Dataset; fields: AskableField[] }>('ExploreDataset').implement({ fields: (t) => ({
  name: t.field({ type: DatasetEnum, ...inherit, resolve: ({ dataset }) => dataset }),
  label: t.string({ ...inherit, resolve: ({ dataset }, _args, ctx) => datasetLabel(dataset, ctx.viewer.locale) }),
  fields: t.field({ type: [FieldRef], ...inherit, resolve: ({ fields }) => fields }),
}) });
reportQuery('datasets', {
  describe: 'What `explore` can be asked, as far as the caller may see it.', permission: 'explore.use', type: DatasetRef, list: true,
  report: report({
    args: {}, statement: () => sql`SELECT code FROM "TradingCurrency" LIMIT 1`,
    make: (rows, _args, { viewer }) => datasetsFor(viewer, rows.length > 0),
  }),
});
