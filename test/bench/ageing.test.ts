import { beforeAll, describe, expect, inject, it } from 'vitest';
import { superuser } from '../../server/src/embedded/cluster.ts';
import { printedAgeing, runAgeing, type AgeingFigures } from './ageing.ts';
import { readOptions, UsageError } from './options.ts';

// How fast it is depends on the machine of the hour: that it is right does not.
describe('very many open invoices', () => {
  let figures: AgeingFigures[];
  beforeAll(async () => {
    const ownerUrl = inject('postgresUrl');
    figures = await runAgeing({ ownerUrl, adminUrl: Object.assign(new URL(ownerUrl), { username: superuser }).href }, { invoices: 400, rounds: 1, say: () => undefined });
  });

  it('are by age what a hand-written query says, today and as of a day a year ago', () => {
    expect(figures.map(({ asked, agrees }) => [asked, agrees])).toEqual([['now', true], ['past', true]]);
    expect(figures.every(({ customers }) => customers > 10)).toBe(true);
  });

  it('are told in a table', () => expect(printedAgeing(figures)).toMatch(/Hesabu +SQL +Ratio/));
});

it('knows how many are asked for', () => {
  expect(readOptions(['ageing', '--invoices', '500'])).toMatchObject({ ageing: true, invoices: 500 });
  expect(() => readOptions(['ageing', '--invoices', 'many'])).toThrow(UsageError);
});
