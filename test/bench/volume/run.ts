// pnpm bench volume: very many movements of stock, beside hand-written SQL in the same run.
import { isDeepStrictEqual } from 'node:util';
import { openDb } from '../../../server/src/shared/db.ts';
import { verify } from '../../../server/src/verify.ts';
import type { Cluster } from '../data/template.ts';
import { table } from '../report.ts';
import { openDatabase, openFirm } from './firm.ts';
import { measureLate, type LateFigures } from './late.ts';
import { fileOf, importFile, loadSame, makeMasters, productsFor, sumsOf, type ImportFigures } from './moves.ts';
import { measurePastDays, type PastDayFigures } from './pastDays.ts';

export interface VolumeFigures {
  import: ImportFigures & { agrees: boolean };
  pastDays: PastDayFigures[];
  late: LateFigures[];
  verify: { seconds: number; findings: string[] };
}
interface Volume { moves: number; rounds: number; say: (line: string) => void }

/** The whole of it: a third as many later issues of one product as there are movements in all. */
export async function runVolume(cluster: Cluster, { moves, rounds, say }: Volume): Promise<VolumeFigures> {
  const firm = await openFirm(cluster, say);
  try {
    const products = productsFor(moves);
    await makeMasters(firm.client, products);
    const file = fileOf(moves);
    say(`  ${moves} movements by file`);
    const times = await importFile(firm, file);
    const other = await openDatabase(cluster, say);
    let loaded: { loadSeconds: number; agrees: boolean };
    try {
      await makeMasters(other.client, products);
      say('  the same rows by SQL');
      loaded = { loadSeconds: await loadSame(firm.client, other.client), agrees: isDeepStrictEqual(await sumsOf(firm.client), await sumsOf(other.client)) };
    } finally {
      await other.drop();
    }
    say('  past days');
    const pastDays = await measurePastDays(firm, rounds);
    const late: LateFigures[] = [];
    for (const method of ['MOVING_AVERAGE', 'FIFO'] as const) late.push(await measureLate(firm, { issues: Math.round(moves / 3), method, say }));
    say('  verify');
    const began = performance.now();
    const db = await openDb({ url: firm.databaseUrl });
    const findings = (await verify(db)).filter(({ rows }) => rows.length > 0).map(({ check, rows }) => `${check}: ${rows.length}`);
    await db.close();
    return {
      import: { moves, pools: products * 3, bytes: file.length, ...times, ...loaded, ratio: times.importSeconds / loaded.loadSeconds, movesPerSecond: moves / times.importSeconds },
      pastDays, late, verify: { seconds: (performance.now() - began) / 1000, findings },
    };
  } finally {
    await firm.stop();
  }
}

const seconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} s`;
const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;

/** As people read it: what was measured, beside what, and how much is asked at most. */
export function printedVolume({ import: brought, pastDays, late, verify: found }: VolumeFigures): string {
  const rows = [
    ['', '', 'ours', 'beside', 'ratio', 'at most'],
    ['Import', `${brought.moves} movements of ${brought.pools} pools by file, valued; beside: the same rows by SQL${brought.agrees ? '' : ' (SUMS DIFFER)'}`, seconds(brought.importSeconds), seconds(brought.loadSeconds), brought.ratio.toFixed(2), '6'],
    ['', 'the check before it, which writes no movement', seconds(brought.checkSeconds), '', '', ''],
    ...pastDays.map(({ basis, oursMs, floorMs, ratio, agrees }) => ['Past day', `stock of a past day, ${basis.toLowerCase()}, by product and warehouse${agrees ? '' : ' (ANSWERS DIFFER)'}`, ms(oursMs), ms(floorMs), ratio.toFixed(2), '3']),
    ...late.flatMap(({ method, issues, lateMs, ordinaryMs, ratio, attributedSeconds, valueIsExact }) => [
      ['Late', `a receipt before ${issues} issues, ${method}; beside: an ordinary one${valueIsExact ? '' : ' (VALUE IS NOT EXACT)'}`, ms(lateMs), ms(ordinaryMs), ratio.toFixed(0), '200'],
      ['', 'until each order bears its own cost', seconds(attributedSeconds), '', '', '10 s'],
    ]),
    ['verify', found.findings.length === 0 ? 'nothing was found' : found.findings.join('; '), seconds(found.seconds), '', '', ''],
  ];
  return table(rows);
}
