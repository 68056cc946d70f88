// A question as it is asked, read against what the dataset has and what the viewer may see.
import type { Kind } from '../shared/entity.ts';
import { enumValues } from '../shared/tables.ts';
import { Forbidden } from '../shared/perform.ts';
import type { Context } from '../shared/viewer.ts';
import { datasetEntity, fieldLabel, fieldsOf, missingFor, type AskableField, type Dataset } from './datasets.ts';
import { message } from '../shared/messages.ts';

export const buckets = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const;
export type Bucket = (typeof buckets)[number];
export const operations = ['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVERAGE', 'MIN', 'MAX'] as const;
export type Operation = (typeof operations)[number];

export interface DimensionInput { field: string; bucket?: Bucket | null; label?: string | null }
export interface MeasureInput { op: Operation; field?: string | null; label?: string | null; companyMoney?: boolean | null }
export type FilterInput = { field: string } & Record<string, unknown>;
export interface HavingInput { key: string; min?: string | null; max?: string | null }
export interface OrderInput { key: string; direction?: 'ASC' | 'DESC' | null }
export interface QuestionInput {
  dataset: Dataset;
  dimensions: DimensionInput[];
  measures: MeasureInput[];
  filters?: FilterInput[] | null;
  having?: HavingInput[] | null;
  orderBy?: OrderInput[] | null;
  limit?: number | null;
  offset?: number | null;
}

/** Who asks, as far as a question depends on it. */
export type Asking = Pick<Context, 'viewer' | 'company'>;

/** A question that cannot be asked so: says where, why, and what is allowed. */
export class QuestionInvalid extends Error {
  readonly at: string;
  readonly allowed: readonly string[];
  constructor(at: string, reason: string, allowed: readonly string[] = []) {
    super(`${at}: ${reason}${allowed.length > 0 ? ` Allowed: ${allowed.slice(0, 40).join(', ')}${allowed.length > 40 ? ', …' : ''}.` : ''}`);
    this.at = at;
    this.allowed = allowed;
  }
}

export interface Dimension { key: string; label: string; field: AskableField; bucket?: Bucket }
export interface Measure { key: string; label: string; op: Operation; field?: AskableField; inCompany?: true }

export const ROWS_MAX = 10_000;
const LIMITS = { dimensions: 8, measures: 12, filters: 30, orderBy: 8, label: 200 };

const numeric: Kind[] = ['int', 'bigint', 'quantity', 'price', 'rate', 'fx', 'money'];

/** The operations that make sense of a kind of field. */
export function operationsOf(kind: Kind): Operation[] {
  if (numeric.includes(kind)) return kind === 'price' || kind === 'rate' || kind === 'fx' ? ['AVERAGE', 'MIN', 'MAX', 'COUNT_DISTINCT'] : ['SUM', 'AVERAGE', 'MIN', 'MAX', 'COUNT_DISTINCT'];
  return kind === 'day' || kind === 'instant' ? ['MIN', 'MAX', 'COUNT_DISTINCT'] : ['COUNT_DISTINCT'];
}
export const bucketsOf = (kind: Kind): readonly Bucket[] => (kind === 'day' || kind === 'instant' ? buckets : []);

/** The operators by which a kind of field is filtered. */
export function operatorsOf(kind: Kind): string[] {
  if (kind === 'boolean') return ['is', 'empty'];
  if (kind === 'day' || kind === 'instant') return ['is', 'from', 'to', 'empty'];
  if (numeric.includes(kind)) return ['is', 'min', 'max', 'empty'];
  return kind === 'text' ? ['is', 'in', 'notIn', 'contains', 'startsWith', 'empty'] : ['is', 'in', 'notIn', 'empty'];
}

/** The field of a path: refuses what is not there, and what the viewer may not see. */
export function askedField(dataset: Dataset, path: string, at: string, ctx: Asking): AskableField {
  const field = fieldsOf(dataset).get(path);
  if (!field) {
    const allowed = [...fieldsOf(dataset).values()].filter((each) => !missingFor(each, ctx.viewer)).map((each) => each.path);
    throw new QuestionInvalid(at, `${dataset} has no field ${path.slice(0, 100)}.`, allowed);
  }
  const missing = missingFor(field, ctx.viewer);
  if (missing) throw new Forbidden(missing, `${datasetEntity(dataset).name}.${path}`);
  return field;
}

const labelled = (given: string | null | undefined, otherwise: string): string => given?.trim().slice(0, LIMITS.label) || otherwise;

function dimensionOf(input: DimensionInput, index: number, dataset: Dataset, ctx: Asking): Dimension {
  const at = `dimensions.${index}`;
  const field = askedField(dataset, input.field, at, ctx);
  const { bucket } = input;
  if (bucket && !bucketsOf(field.kind).includes(bucket)) throw new QuestionInvalid(at, `${field.path} is no day, so it has no ${bucket}.`);
  const { locale } = ctx.viewer;
  const name = fieldLabel(field, locale);
  return {
    key: bucket ? `${field.path}.${bucket}` : field.path, field, ...(bucket ? { bucket } : {}),
    label: labelled(input.label, bucket ? message(locale, 'explore.bucketed', { field: name, bucket: message(locale, `enum.ExploreBucket.${bucket}`) }) : name),
  };
}

function measureOf(input: MeasureInput, index: number, dataset: Dataset, ctx: Asking): Measure {
  const at = `measures.${index}`;
  const { locale } = ctx.viewer;
  const operation = message(locale, `enum.ExploreOperation.${input.op}`);
  if (input.op === 'COUNT' && !input.field) return { key: 'COUNT', op: 'COUNT', label: labelled(input.label, operation) };
  if (!input.field) throw new QuestionInvalid(at, `${input.op} wants a field.`);
  const field = askedField(dataset, input.field, at, ctx);
  const allowed: Operation[] = ['COUNT', ...operationsOf(field.kind)];
  if (!allowed.includes(input.op)) throw new QuestionInvalid(at, `${field.path} has no ${input.op}.`, allowed);
  const measured = message(locale, 'explore.measured', { operation, field: fieldLabel(field, locale) });
  if (!input.companyMoney) return { key: `${input.op}.${field.path}`, op: input.op, field, label: labelled(input.label, measured) };
  if (!field.hasCompanyMoney || input.op === 'COUNT' || input.op === 'COUNT_DISTINCT') throw new QuestionInvalid(at, `${input.op} of ${field.path} is no amount that may be in several currencies: ask it without companyMoney.`);
  return { key: `${input.op}.${field.path}.COMPANY`, op: input.op, field, inCompany: true, label: labelled(input.label, message(locale, 'explore.inCompany', { measure: measured, currency: ctx.company.currencyCode })) };
}

export interface Question {
  dataset: Dataset;
  dimensions: Dimension[];
  measures: Measure[];
  filters: { field: AskableField; operators: Record<string, unknown>; at: string }[];
  having: HavingInput[];
  orderBy: { key: string; isDescending: boolean }[];
  limit: number;
  offset: number;
}

function checkedOperators({ field: path, ...given }: FilterInput, field: AskableField, at: string): Record<string, unknown> {
  const operators = Object.fromEntries(Object.entries(given).filter(([, operand]) => operand !== null && operand !== undefined));
  const allowed = operatorsOf(field.kind);
  for (const [operator, operand] of Object.entries(operators)) {
    if (!allowed.includes(operator)) throw new QuestionInvalid(at, `${path} is not filtered by ${operator}.`, allowed);
    const operands = Array.isArray(operand) ? (operand as unknown[]) : [operand];
    if (operands.length > 500) throw new QuestionInvalid(at, 'at most 500 values.');
    const values = field.kind.startsWith('enum:') ? enumValues(field.kind.slice(5)) : field.kind === 'boolean' ? ['true', 'false'] : undefined;
    if (values && operator !== 'empty' && !operands.every((each) => values.includes(String(each)))) {
      throw new QuestionInvalid(at, `${path} has no such value.`, values);
    }
    if ((field.kind === 'int' || field.kind === 'bigint') && operator !== 'empty' && !/^-?\d{1,15}$/.test(String(operand))) {
      throw new QuestionInvalid(at, `${path} is a whole number.`);
    }
  }
  return operators;
}

function demandRange(name: 'limit' | 'offset', value: number, least: number, most: number): number {
  if (value < least || value > most) throw new QuestionInvalid(name, `takes ${least} to ${most}.`);
  return value;
}

function demandFew(input: QuestionInput): void {
  for (const name of ['dimensions', 'measures', 'filters', 'orderBy'] as const) {
    if ((input[name]?.length ?? 0) > LIMITS[name]) throw new QuestionInvalid(name, `at most ${LIMITS[name]}.`);
  }
  if (input.dimensions.length + input.measures.length === 0) throw new QuestionInvalid('measures', 'ask for at least one dimension or measure.');
}

/** Reads a question; refuses BAD_REQUEST with what is allowed, FORBIDDEN with the field. */
export function readQuestion(input: QuestionInput, ctx: Asking): Question {
  demandFew(input);
  const { dataset } = input;
  const needed = datasetEntity(dataset).permission;
  if (!ctx.viewer.permissions.has(needed)) throw new Forbidden(needed, datasetEntity(dataset).name);
  const dimensions = input.dimensions.map((each, index) => dimensionOf(each, index, dataset, ctx));
  const measures = input.measures.map((each, index) => measureOf(each, index, dataset, ctx));
  const keys = [...dimensions, ...measures].map(({ key }) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice) throw new QuestionInvalid('measures', `${twice} is asked twice.`);
  const demandKey = (key: string, at: string, allowed: string[]) => {
    if (!allowed.includes(key)) throw new QuestionInvalid(at, `${key.slice(0, 100)} is not a column of the answer.`, allowed);
  };
  const having = input.having ?? [];
  having.forEach(({ key }, index) => demandKey(key, `having.${index}`, measures.filter((each) => isNumber(each)).map((each) => each.key)));
  const orderBy = (input.orderBy ?? []).map(({ key, direction }, index) => {
    demandKey(key, `orderBy.${index}`, keys);
    return { key, isDescending: direction === 'DESC' };
  });
  const filters = (input.filters ?? []).map((each, index) => {
    const at = `filters.${index}`;
    const field = askedField(dataset, each.field, at, ctx);
    return { field, at, operators: checkedOperators(each, field, at) };
  });
  return {
    dataset, dimensions, measures, filters, having, orderBy,
    limit: demandRange('limit', input.limit ?? 100, 1, ROWS_MAX), offset: demandRange('offset', input.offset ?? 0, 0, 1_000_000),
  };
}

/** Whether a measure gives a number. */
export const isNumber = ({ op, field }: Pick<Measure, 'op' | 'field'>): boolean =>
  op === 'COUNT' || op === 'COUNT_DISTINCT' || (field !== undefined && numeric.includes(field.kind));
