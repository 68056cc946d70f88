// Provisions for single debts, by hand.
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows, mirrored, openAmount } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadCharged } from '../charges/loadCharge.ts';
import type { SpecificProvisionRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id, money, text } from '../shared/input.ts';
import { printMoney } from '../shared/money.ts';
import { lockRow, readRow } from '../shared/rows.ts';
import { insert, update } from '../shared/write.ts';
import { lockItems } from '../payments/loadItems.ts';
import { loadPosted, loadStanding, standingOf } from './loadProvision.ts';
import { provisionLines } from './provisionRules.ts';
import { NotADebt, ProvisionExceeds, ProvisionState } from './refusals.ts';
import { demandOwed } from './writeOffRules.ts';

/** What puts a provision back that a write-off had used up. */
export async function mirroredProvision(tx: Tx, provision: SpecificProvisionRow) {
  const { posted } = await loadPosted(tx, provision.id);
  return { provision, revision: posted, lines: provisionLines([{ customerId: provision.customerId, amount: provision.amountMinor }]) };
}

const told = (row: Pick<SpecificProvisionRow, 'number' | 'amountMinor' | 'currencyCode'>) => ({ number: row.number, amount: printMoney(row.amountMinor, row.currencyCode) });

export const provideFor = action({
  name: 'provideFor', permission: 'badDebts.provide', describe: 'Provides for one debt by hand, with a reason: runs leave it out from then on.',
  input: { openItemId: id('OpenItem'), amount: { ...money(), describe: 'In company money.' }, reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, NotADebt, ProvisionExceeds, ProvisionState], payload: { specificProvision: 'record:SpecificProvision' },
  load: async (tx, { openItemId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, ctx.today);
    const known = await readRow(tx, 'OpenItem', openItemId);
    if (!known.customerId) throw NotADebt({ number: known.number });
    await loadCharged(tx, known.customerId, ctx);
    const [item] = await lockItems(tx, [openItemId]);
    return { accounts, item: item ?? known, standing: await loadStanding(tx, openItemId), number: await takeNumber(tx, ctx, 'SPV', ctx.today) };
  },
  decide: ({ accounts, item, standing, number }, { amount, reason }, ctx) => {
    if (standing) throw ProvisionState({ number: standing.provision.number, status: 'posted' });
    demandOwed(item, openAmount(item));
    const { id: companyId, currencyCode } = ctx.company;
    if (amount > item.companyOpenMinor) throw ProvisionExceeds({ number: item.number, wanted: { minor: amount, currencyCode }, open: { minor: item.companyOpenMinor, currencyCode } });
    const customerId = item.customerId ?? '';
    const row = { id: ctx.newId(), companyId, number, customerId, openItemId: item.id, currencyCode, amountMinor: amount, reason, postedOn: ctx.today, endedOn: null, endReason: null, createdByName: ctx.viewer.name };
    return {
      rows: [insert('SpecificProvision', row), ...entryRows(accounts, { kind: 'PROVISION', effectiveOn: ctx.today, source: { type: 'SpecificProvision', id: row.id }, memo: `${number} ${item.number}`, lines: provisionLines([{ customerId, amount }]) }, ctx)],
      events: [{ kind: 'debtProvidedFor', subjectType: item.sourceType, subjectId: item.sourceId, reason, data: told(row) }, { kind: 'debtProvidedFor', subjectType: 'Customer', subjectId: customerId, reason, data: told(row) }],
      result: { specificProvision: row.id },
    };
  },
});

export function demandPosted({ number, status }: Pick<SpecificProvisionRow, 'number' | 'status'>): void {
  if (status !== 'POSTED') throw ProvisionState({ number, status: status.toLowerCase() });
}

export const releaseProvision = action({
  name: 'releaseProvision', permission: 'badDebts.provide', describe: 'Takes a provision for one debt back, dated today: runs provide for it again.',
  input: { specificProvisionId: id('SpecificProvision'), reason: text({ max: 1000, lines: true }) }, refusals: [...postingRefusals, ProvisionState], payload: { specificProvision: 'record:SpecificProvision' },
  load: async (tx, { specificProvisionId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, ctx.today);
    const provision = await lockRow(tx, 'SpecificProvision', specificProvisionId);
    demandPosted(provision);
    await loadCharged(tx, provision.customerId, ctx);
    return { accounts, standing: await standingOf(tx, provision), item: await readRow(tx, 'OpenItem', provision.openItemId) };
  },
  decide: ({ accounts, standing: { provision, entry, lines, revision }, item }, { reason }, ctx) => ({
    rows: [
      ...entryRows(accounts, { kind: 'REVERSAL', effectiveOn: ctx.today, source: { type: 'SpecificProvision', id: provision.id, revision }, memo: entry.memo, reversesEntryId: entry.id, lines: mirrored(lines) }, ctx),
      update('SpecificProvision', provision.id, { status: 'RELEASED', endedOn: ctx.today, endReason: reason, version: provision.version + 1 }),
    ],
    events: [{ kind: 'provisionReleased', subjectType: item.sourceType, subjectId: item.sourceId, reason, data: told(provision) }, { kind: 'provisionReleased', subjectType: 'Customer', subjectId: provision.customerId, reason, data: told(provision) }],
    result: { specificProvision: provision.id },
  }),
});
