import { beforeAll, describe, expect, inject, it } from 'vitest';
import { superuser } from '../../server/src/embedded/cluster.ts';
import { readOptions, UsageError } from './options.ts';
import { printedVolume, runVolume, type VolumeFigures } from './volume/run.ts';

// How fast it is depends on the machine of the hour: that it is right does not.
describe('very many movements of stock', () => {
  let figures: VolumeFigures;
  beforeAll(async () => {
    const ownerUrl = inject('postgresUrl');
    figures = await runVolume({ ownerUrl, adminUrl: Object.assign(new URL(ownerUrl), { username: superuser }).href }, { moves: 3600, rounds: 1, say: () => undefined });
  });

  it('come by file with the rows that a load by SQL would write', () => {
    expect(figures.import).toMatchObject({ moves: 3600, agrees: true });
    expect(figures.import.ratio).toBeGreaterThan(0);
  });

  it('give the stock of past days that a hand-written query gives, on both bases', () => {
    expect(figures.pastDays.map(({ basis, agrees }) => [basis, agrees])).toEqual([['BOOKED', true], ['RESTATED', true]]);
  });

  it('cost what a receipt told late makes them cost, exactly at its commit, and order by order soon after', () => {
    expect(figures.late.map(({ method, issues, valueIsExact }) => [method, issues, valueIsExact])).toEqual([['MOVING_AVERAGE', 1200, true], ['FIFO', 1200, true]]);
  });

  it('leave books in which verify finds nothing', () => {
    expect(figures.verify.findings).toEqual([]);
  });

  it('are told in a table', () => {
    expect(printedVolume(figures)).toMatch(/Import +3600 movements of \d+ pools by file/);
    expect(JSON.parse(JSON.stringify(figures))).toEqual(figures);
  });
});

it('refuses what it does not know', () => {
  expect(readOptions(['volume', '--moves', '3000'])).toMatchObject({ volume: true, moves: 3000 });
  for (const args of [['volumes'], ['volume', 'more'], ['volume', '--moves', '10']]) expect(() => readOptions(args)).toThrow(UsageError);
});
