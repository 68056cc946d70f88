// A drawn question of `explore`, of what a viewer may ask: most can be answered, some are refused as amounts of several currencies.
import { datasetEntity, datasetNames, fieldsOf, type AskableField, type Dataset } from '../../server/src/analytics/datasets.ts';
import { bucketsOf, operationsOf, operatorsOf } from '../../server/src/analytics/exploreQuestion.ts';
import type { Drawing } from './random.ts';

export interface DrawnQuestion {
  dataset: Dataset;
  dimensions: { field: string; bucket?: string; label?: string }[];
  measures: { op: string; field?: string; label?: string }[];
  filters?: ({ field: string } & Record<string, unknown>)[];
  orderBy?: { key: string; direction?: string }[];
  limit?: number;
  offset?: number;
}

const keyed = <T>(items: T[], keyOf: (item: T) => string): Map<string, T> => new Map(items.map((item) => [keyOf(item), item]));

/** A question; undefined where the viewer may ask none. */
export function randomQuestion(draw: Drawing, may: (permission: string) => boolean): DrawnQuestion | undefined {
  const open = datasetNames.filter((dataset) => may(datasetEntity(dataset).permission));
  if (!may('explore.use') || open.length === 0) return undefined;
  const dataset = draw.one(open);
  const fields = [...fieldsOf(dataset).values()].filter(({ permissions }) => permissions.every(may));
  const dimensions = keyed(draw.some(fields, 3).map((field) => {
    const buckets = bucketsOf(field.kind);
    return { field: field.path, ...(buckets.length > 0 && draw.chance(70) ? { bucket: draw.one(buckets) } : {}), ...(draw.chance(20) ? { label: 'Drawn' } : {}) };
  }), ({ field, bucket }) => (bucket ? `${field}.${bucket}` : field));
  const measured = (field: AskableField) => ({ op: draw.one(operationsOf(field.kind)), field: field.path });
  const measures = keyed<DrawnQuestion['measures'][number]>([...(draw.chance(50) ? [{ op: 'COUNT' }] : []), ...draw.some(fields, 3).map(measured)],
    ({ op, field }) => (field ? `${op}.${field}` : op));
  const keys = [...dimensions.keys(), ...measures.keys()];
  const filtered = draw.one(fields);
  return {
    dataset, dimensions: [...dimensions.values()], measures: [...measures.values()],
    ...(draw.chance(40) && operatorsOf(filtered.kind).includes('empty') ? { filters: [{ field: filtered.path, empty: draw.chance(30) }] } : {}),
    ...(draw.chance(50) ? { orderBy: draw.some(keys, 2).map((key) => ({ key, ...(draw.chance(50) ? { direction: 'DESC' } : {}) })) } : {}),
    ...(draw.chance(70) ? { limit: 1 + draw.upTo(30) } : {}), ...(draw.chance(20) ? { offset: draw.upTo(10) } : {}),
  };
}
