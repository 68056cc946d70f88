// What becomes of a session beside posting: it is finished, resumed, counted again in parts, ended or given up.
import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id, list, text } from '../shared/input.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { asOfStart, demandCount, settledAt } from './countRules.ts';
import { lockCount, lockCountLines } from './loadCount.ts';
import { CountPosted, CountState } from './refusals.ts';

const own = { stockCountId: id('StockCount') };
const payload = { stockCount: 'record:StockCount' } as const;
const refusals = [CountState, CountPosted];
const load = (tx: Tx, { stockCountId }: { stockCountId: string }) => lockCount(tx, stockCountId);

export const finishCounting = action({
  name: 'finishCounting', permission: 'counts.enter', describe: 'Counting is done: the session waits for review.', input: own, refusals, payload, load,
  decide: (count) => {
    demandCount(count, 'finishCounting');
    return {
      rows: [update('StockCount', count.id, { status: 'REVIEW', version: count.version + 1 })],
      events: [{ kind: 'countFinished', subjectType: 'StockCount', subjectId: count.id }], result: { stockCount: count.id },
    };
  },
});

export const resumeCounting = action({
  name: 'resumeCounting', permission: 'counts.review', describe: 'Counters may go on.', input: own, refusals, payload, load,
  decide: (count) => {
    demandCount(count, 'resumeCounting');
    return {
      rows: [update('StockCount', count.id, { status: 'COUNTING', version: count.version + 1 })],
      events: [{ kind: 'countResumed', subjectType: 'StockCount', subjectId: count.id }], result: { stockCount: count.id },
    };
  },
});

export const recountLines = action({
  name: 'recountLines', permission: 'counts.review', describe: 'Lines are counted again: what was entered for them before does not count any more.',
  input: { ...own, countLineIds: list(id('CountLine'), { min: 1 }) }, refusals, payload,
  load: async (tx, { stockCountId, countLineIds }) => {
    const count = await lockCount(tx, stockCountId);
    return { count, lines: await lockCountLines(tx, count, countLineIds) };
  },
  decide: ({ count, lines }) => {
    demandCount(count, 'recountLines');
    if (lines.some(({ state }) => state === 'POSTED')) throw CountPosted({ number: count.number });
    return {
      rows: [
        ...lines.map((line) => update('CountLine', line.id, { round: line.round + 1, counted: null, difference: null, differenceMinor: null, state: 'OPEN', countedAt: null })),
        update('StockCount', count.id, { status: 'COUNTING', version: count.version + 1 }),
      ],
      events: [{ kind: 'recountAsked', subjectType: 'StockCount', subjectId: count.id, data: { lines: lines.length } }], result: { stockCount: count.id },
    };
  },
});

export const acceptCount = action({
  name: 'acceptCount', permission: 'counts.review', describe: 'Of counts that disagree, takes one as the result of its line.', input: { countEntryId: id('CountEntry') }, refusals,
  payload: { line: 'record:CountLine' },
  load: async (tx, { countEntryId }) => {
    const entry = await readRow(tx, 'CountEntry', countEntryId);
    const count = await lockCount(tx, (await readRow(tx, 'CountLine', entry.countLineId)).stockCountId);
    return { entry, count, line: await lockRow(tx, 'CountLine', entry.countLineId), sheet: await readRow(tx, 'CountSheet', entry.sheetId) };
  },
  decide: ({ entry, count, line, sheet }, _input, ctx) => {
    demandCount(count, 'acceptCount');
    if (line.state === 'POSTED') throw CountPosted({ number: count.number });
    if (entry.round !== line.round) throw fieldRefused(['countEntryId'], 'count_former');
    return {
      rows: [update('CountLine', line.id, settledAt(line, asOfStart(entry, line), ctx.company.currencyCode))],
      events: [{ kind: 'countAccepted', subjectType: 'StockCount', subjectId: count.id, data: { line: line.no, counter: sheet.counterName } }], result: { line: line.id },
    };
  },
});

export const closeCount = action({
  name: 'closeCount', permission: 'counts.review', describe: 'Ends a session: what was not posted until now stays as it is in the books.',
  input: { ...own, reason: text({ max: 1000, lines: true }) }, refusals, payload,
  load: async (tx, { stockCountId }) => {
    const count = await lockCount(tx, stockCountId);
    return { count, left: await selectRows(tx, 'CountLine', sql`t."stockCountId" = ${stockCountId} AND t.state <> 'POSTED'`) };
  },
  decide: ({ count, left }, { reason }, ctx) => {
    demandCount(count, 'closeCount');
    return {
      rows: [update('StockCount', count.id, { status: 'POSTED', endedOn: ctx.today, version: count.version + 1 })],
      events: [{ kind: 'countClosed', subjectType: 'StockCount', subjectId: count.id, reason, data: { unposted: left.length } }], result: { stockCount: count.id },
    };
  },
});

export const cancelCount = action({
  name: 'cancelCount', permission: 'counts.review', describe: 'Gives a session up: nothing of it is posted.', input: { ...own, reason: text({ max: 1000, lines: true }) }, refusals, payload, load,
  decide: (count, { reason }, ctx) => {
    demandCount(count, 'cancelCount');
    return {
      rows: [update('StockCount', count.id, { status: 'CANCELLED', endedOn: ctx.today, version: count.version + 1 })],
      events: [{ kind: 'countCancelled', subjectType: 'StockCount', subjectId: count.id, reason }], result: { stockCount: count.id },
    };
  },
});
