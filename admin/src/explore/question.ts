// The question lives in the address, so that it can be bookmarked, sent and gone back to.
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { VariablesOf } from '../data/graphql.ts';
import type { AskableField, Dataset, exploreQuery } from './queries.ts';

export type Variables = VariablesOf<typeof exploreQuery>;
export type Dimension = Variables['dimensions'][number];
export type Measure = Variables['measures'][number];
export type Bucket = NonNullable<Dimension['bucket']>;
export type Operation = Measure['op'];
/** One condition: what is asked of a field, in the operator's own key. */
export type Condition = { field: string; operator: string; value: string | string[] | boolean };
export type Order = { key: string; direction: 'ASC' | 'DESC' };

export type Question = {
  dataset: Dataset['name'];
  dimensions: readonly Dimension[];
  measures: readonly Measure[];
  conditions: readonly Condition[];
  order: Order | null;
};

export const ROWS_SHOWN = 1000;

/** What is asked first of a dataset: how many rows there are. */
const firstQuestion = (dataset: Dataset['name']): Question =>
  ({ dataset, dimensions: [], measures: [{ op: 'COUNT' }], conditions: [], order: null });

export const keyOfDimension = ({ field, bucket }: Dimension): string => (bucket ? `${field}.${bucket}` : field);
export const keyOfMeasure = ({ op, field, companyMoney }: Measure): string => (field ? `${op}.${field}${companyMoney ? '.COMPANY' : ''}` : op);

/** Whether an operation gives an amount, which may be told in company money. */
export const givesAmount = (op: Operation): boolean => op !== 'COUNT' && op !== 'COUNT_DISTINCT';

/** A measure of a field: of amounts in several currencies in company money unless told otherwise, so that they add up. */
export const measureOf = ({ path, hasCompanyMoney }: AskableField, op: Operation, companyMoney: boolean | null | undefined = true): Measure =>
  ({ op, field: path, ...(hasCompanyMoney && givesAmount(op) ? { companyMoney: companyMoney ?? true } : {}) });

const isAnswerable = ({ operator, value }: Condition): boolean => operator === 'empty' || (Array.isArray(value) ? value.length > 0 : value !== '');

/** The question as the API takes it; conditions without a value are still being typed. */
export function variablesOf({ dataset, dimensions, measures, conditions, order }: Question): Variables {
  const keys = [...dimensions.map(keyOfDimension), ...measures.map(keyOfMeasure)];
  return {
    dataset,
    dimensions: [...dimensions],
    measures: [...measures],
    filters: conditions.filter(isAnswerable).map(({ field, operator, value }) => ({ field, [operator]: value })),
    orderBy: order && keys.includes(order.key) ? [order] : [],
    limit: ROWS_SHOWN,
  };
}

/** A question whose amounts are in company money where they may be in several currencies, unless it says otherwise. */
function addingUp(question: Question, fields: ReadonlyMap<string, AskableField>): Question {
  const measures = question.measures.map((measure) => {
    const field = fields.get(measure.field ?? '');
    return field ? measureOf(field, measure.op, measure.companyMoney) : measure;
  });
  const ordered = measures[question.measures.findIndex((measure) => keyOfMeasure(measure) === question.order?.key)];
  return { ...question, measures, order: question.order && ordered ? { ...question.order, key: keyOfMeasure(ordered) } : question.order };
}

/** Reads a question of an address; what its dataset does not have is left out. */
function readQuestion(text: string | null, datasets: readonly Dataset[]): Question | undefined {
  const [first] = datasets;
  if (!first) return undefined;
  try {
    // Anybody may have written the address: each part is checked against what the dataset has.
    const given = JSON.parse(text ?? '') as Partial<Question>;
    const dataset = datasets.find(({ name }) => name === given.dataset);
    if (!dataset) return firstQuestion(first.name);
    const known = new Map<string, AskableField>(dataset.fields.map((field) => [field.path, field]));
    return addingUp({
      dataset: dataset.name,
      dimensions: (given.dimensions ?? []).filter(({ field, bucket }) => known.has(field) && (!bucket || known.get(field)?.buckets.includes(bucket))),
      measures: (given.measures ?? []).filter(({ op, field }) => (field ? known.get(field)?.operations.includes(op) : op === 'COUNT')),
      conditions: (given.conditions ?? []).filter(({ field, operator }) => known.get(field)?.operators.includes(operator)),
      order: given.order ?? null,
    }, known);
  } catch {
    return firstQuestion(datasets.find(({ name }) => name === 'ORDER_LINES')?.name ?? first.name);
  }
}

/** The question on screen, and how to change it. */
export function useQuestion(datasets: readonly Dataset[]) {
  const [params, setParams] = useSearchParams();
  const text = params.get('ask');
  const question = useMemo(() => readQuestion(text, datasets), [text, datasets]);
  const change = useCallback(
    (part: Partial<Question>) => {
      if (!question) return;
      const next = part.dataset && part.dataset !== question.dataset ? { ...firstQuestion(part.dataset), ...part } : { ...question, ...part };
      setParams({ ask: JSON.stringify(next) });
    },
    [question, setParams],
  );
  return { question, change };
}
