import { contenderNames } from './contenders/start.ts';
import type { Figures, Measured } from './measure.ts';

const shown = (value: number | null | undefined): string => {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
};

/** Rows in columns as wide as their widest cell, numbers to the right. */
export function table(rows: readonly string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) => row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd()).join('\n');
}

const cells = (figures: Figures): string[] => [figures.rps, figures.p50, figures.p99, figures.cpuMs, figures.postgresCpuMs, figures.rssMb].map(shown);

/** The figures of every contender, and the ratios, as people read them. */
export function printed(results: Record<string, Measured>): string {
  const figures = [['', '', 'req/s', 'p50 ms', 'p99 ms', 'CPU ms', 'PG CPU ms', 'MB']];
  const ratios = [['', '', 'to PostGraphile', 'to the floor', 'to laneOff', 'CPU to PostGraphile', 'CPU to the floor']];
  const spent = ({ cpuMs, postgresCpuMs }: Figures): number => (cpuMs ?? NaN) + (postgresCpuMs ?? NaN);
  for (const [name, result] of Object.entries(results)) {
    for (const [index, contender] of contenderNames.entries()) figures.push([index === 0 ? name : '', contender, ...cells(result[contender])]);
    if (result.rival) figures.push(['', result.rival.name, shown(result.rival.rps), '', '', '', '', '']);
    ratios.push([name, result.title, shown(result.ratioToPostgraphile), shown(result.ratioToFloor), shown(result.ours.rps / result.laneOff.rps),
      shown(spent(result.ours) / spent(result.postgraphile)), shown(spent(result.ours) / spent(result.floor))]);
    if (result.rival) ratios.push(['', `  to ${result.rival.name}: ${shown(result.rival.ratio)}`, '', '', '', '', '']);
  }
  return `${table(figures)}\n\nRequests per second of ours, as ratios (medians of the rounds), and processor time a request, servers and PostgreSQL together:\n${table(ratios)}`;
}
