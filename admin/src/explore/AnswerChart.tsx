import { useLabels, useT } from '../i18n/useT.ts';
import { ChartCard } from '../shared/chart/ChartCard.tsx';
import type { Point } from '../shared/chart/types.ts';
import { cellText, isFigure } from './cell.ts';
import type { Answer, Column } from './queries.ts';

const POINTS_MAX = 60;
const POINTS_OF_MANY = 25;
const SERIES_MAX = 4;

const figureOf = (value: string | null | undefined, { kind, currencyCode }: Column): Point['values'][string] =>
  kind === 'MONEY' && currencyCode ? { amount: value ?? '0', currencyCode } : Number(value ?? 0);

/** The measures of one unit over the groups, where that makes a picture: time as a line, all else as bars. */
export function AnswerChart({ title, answer: { columns, rows }, sortedBy }: { title: string; answer: Answer; sortedBy: string | undefined }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const groups = columns.flatMap((column, at) => (column.isMeasure ? [] : [{ column, at }]));
  const figures = columns.flatMap((column, at) => (column.isMeasure && isFigure(column) ? [{ column, at }] : []));
  // What the rows are sorted by is what they are compared by; else money says more than a count.
  const first = figures.find(({ column }) => column.key === sortedBy) ?? figures.find(({ column }) => column.kind === 'MONEY') ?? figures[0];
  if (!first || groups.length === 0 || rows.length < 2) return null;
  const isCut = rows.length > POINTS_MAX;
  const alike = figures.filter(({ column }) => column.kind === first.column.kind && column.currencyCode === first.column.currencyCode).slice(0, SERIES_MAX);
  const words = { enumLabel, yes: t('app.yes'), no: t('app.no') };
  const points = (isCut ? rows.slice(0, POINTS_OF_MANY) : rows).map((row) => ({
    label: groups.map(({ column, at }) => cellText(row[at], column, words)).join(' · '),
    values: Object.fromEntries(alike.map(({ column, at }) => [column.key, figureOf(row[at], column)])),
  }));
  const isTime = groups.length === 1 && groups[0]?.column.kind === 'PERIOD';
  const axis = groups.map(({ column }) => column.label).join(' · ');
  return (
    <ChartCard
      title={title}
      summary={t(isCut ? 'explore.chartFirst' : 'explore.chart', { measures: alike.map(({ column }) => column.label).join(', '), axis, count: points.length })}
      kind={isTime ? 'line' : 'bar'}
      axis={axis}
      series={alike.map(({ column }) => ({ key: column.key, label: column.label }))}
      points={points}
    />
  );
}
