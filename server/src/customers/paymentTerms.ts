// How customers pay: days, ends and days of months, parts; and where money goes that is paid back.
import sql from 'sql-template-tag';
import type { PaymentTermPartRow, PaymentTermRow } from '../generated/rows.ts';
import { isIban, plainIban } from '../accounting/iban.ts';
import { action } from '../shared/action.ts';
import { boolean, choice, fraction, id, integer, list, object, optional, text } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { printRate, type Rate } from '../shared/quantity.ts';
import { demandVersion, lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';
import { controlled, loadControls } from './control.ts';
import { loadCredit } from './loadCredit.ts';
import { lockCustomer } from './loadCustomer.ts';
import { ChangeWaits } from './refusals.ts';

const WHOLE = 1_000_000n;

type Part = Pick<PaymentTermPartRow, 'share' | 'basis' | 'days' | 'monthDay'>;

/** Refuses parts that are not one together, and a day of the month where none is meant or none is told. */
export function demandParts(parts: readonly Part[]): void {
  parts.forEach(({ share, basis, monthDay }, index) => {
    if (share <= 0n) throw fieldRefused(['parts', String(index), 'share'], 'required');
    if ((basis === 'MONTH_DAY') !== (monthDay !== null)) throw fieldRefused(['parts', String(index), 'monthDay'], basis === 'MONTH_DAY' ? 'required' : 'month_day_unused');
  });
  const sum = parts.reduce((all, { share }) => all + share, 0n);
  if (sum !== WHOLE) throw fieldRefused(['parts'], 'parts_whole', { sum: printRate(sum as Rate) });
}

export const savePaymentTerm = action({
  name: 'savePaymentTerm', permission: 'credit.terms', describe: 'Keeps a way to pay: one part or several, each a share of the total with its day. Invoices that are posted keep theirs.',
  input: {
    paymentTermId: { ...optional(id('PaymentTerm')), describe: 'A new one when left out.' }, version: optional(integer()), code: text({ max: 20 }), name: text({ max: 100 }), isActive: optional(boolean()),
    parts: list(object('PaymentTermPartInput', {
      share: { ...fraction(), describe: 'Of the total, as a fraction; the parts are one together.' }, basis: choice('TermBasis'), days: integer({ max: 720 }),
      monthDay: { ...optional(integer({ min: 1, max: 31 })), describe: 'Of MONTH_DAY.' },
    }), { min: 1, max: 24 }),
  },
  refusals: [], payload: { paymentTerm: 'record:PaymentTerm' },
  load: async (tx, { paymentTermId, code }, ctx) => ({
    known: paymentTermId ? await lockRow(tx, 'PaymentTerm', paymentTermId) : undefined,
    parts: paymentTermId ? await selectRows(tx, 'PaymentTermPart', sql`t."termId" = ${paymentTermId}`) : [],
    same: await selectRows(tx, 'PaymentTerm', sql`t."companyId" = ${ctx.company.id} AND t.code = ${code} AND t.id IS DISTINCT FROM ${paymentTermId ?? null}::uuid`),
  }),
  decide: ({ known, parts: before, same }, { code, name, isActive = true, version, parts: given }, ctx) => {
    if (same.length > 0) throw fieldRefused(['code'], 'taken');
    const parts = given.map((part) => ({ ...part, monthDay: part.monthDay ?? null }));
    demandParts(parts);
    const after = { code, name, isActive: isActive ?? true };
    if (known) demandVersion('PaymentTerm', known, version, after, ctx.company.currencyCode);
    const paymentTerm = known?.id ?? ctx.newId();
    return {
      rows: [
        known ? update('PaymentTerm', known.id, { ...after, version: known.version + 1 }) : insert('PaymentTerm', { id: paymentTerm, companyId: ctx.company.id, ...after }),
        ...before.slice(parts.length).map((part) => remove('PaymentTermPart', part.id)),
        ...parts.map((part, index) => {
          const old = before.find(({ no }) => no === index + 1);
          return old ? update('PaymentTermPart', old.id, part) : insert('PaymentTermPart', { id: ctx.newId(), termId: paymentTerm, no: index + 1, ...part });
        }),
      ],
      events: [{ kind: 'paymentTermSaved', subjectType: 'Company', subjectId: ctx.company.id, data: { code, name, parts: parts.map(({ share, basis, days, monthDay }) => `${printRate(share)} ${basis} ${days} ${monthDay ?? ''}`.trim()) } }],
      result: { paymentTerm },
    };
  },
});

export const setPaymentTerms = action({
  name: 'setPaymentTerms', permission: 'customers.manage',
  describe: 'Says when a customer pays: days after the invoice, or a way to pay with its parts. Longer terms of a customer with a high limit wait for a second person.',
  input: { customerId: id('Customer'), version: optional(integer()), paymentTermDays: integer({ max: 720 }), paymentTermId: { ...optional(id('PaymentTerm')), describe: 'Instead of the days.' }, reason: text({ max: 1000, lines: true }) },
  refusals: [ChangeWaits], payload: { customer: 'record:Customer', change: 'record:CustomerChange' },
  load: async (tx, { customerId, paymentTermId }, ctx) => {
    const customer = await lockCustomer(tx, customerId, ctx);
    const termOf = (termId: string | null | undefined): Promise<PaymentTermRow | undefined> => (termId ? readRow(tx, 'PaymentTerm', termId) : Promise.resolve(undefined));
    return { customer, old: await termOf(customer.paymentTermId), term: await termOf(paymentTermId), controls: await loadControls(tx, customer.id, 'PAYMENT_TERMS'), account: await loadCredit(tx, customer.id) };
  },
  decide: ({ customer, old, term, controls, account }, { version, paymentTermDays, reason }, ctx) => {
    demandVersion('Customer', customer, version, { paymentTermDays }, ctx.company.currencyCode);
    if (term && !term.isActive) throw fieldRefused(['paymentTermId'], 'id_unknown', { type: 'PaymentTerm' });
    const told = (of: PaymentTermRow | undefined, days: number) => of?.name ?? message(ctx.company.locale, 'terms.days', { days });
    const isShorter = !term && !old && paymentTermDays <= customer.paymentTermDays;
    return controlled({
      field: 'PAYMENT_TERMS', customer, account, wanted: { paymentTermDays, paymentTermId: term?.id ?? null }, before: told(old, customer.paymentTermDays), after: told(term, paymentTermDays), reason,
      stake: isShorter ? undefined : account.limitMinor,
    }, controls, ctx);
  },
});

export const setCustomerBank = action({
  name: 'setCustomerBank', permission: 'customers.bank', describe: 'Says where money goes that is paid back to a customer. Where the own role has a limit, a second person answers each change.',
  input: { customerId: id('Customer'), version: optional(integer()), holder: optional(text({ max: 200 })), account: { ...optional(text({ max: 40 })), describe: 'IBAN, or the number of the account; none when left out.' }, bankCode: optional(text({ max: 20 })), reason: text({ max: 1000, lines: true }) },
  refusals: [ChangeWaits], payload: { customer: 'record:Customer', change: 'record:CustomerChange' },
  load: async (tx, { customerId }, ctx) => {
    const customer = await lockCustomer(tx, customerId, ctx);
    return { customer, controls: await loadControls(tx, customer.id, 'BANK'), account: await loadCredit(tx, customer.id) };
  },
  decide: ({ customer, controls, account }, { version, holder, account: written, bankCode, reason }, ctx) => {
    const bankAccount = written ? plainIban(written) : null;
    // What begins as an IBAN must be one.
    if (bankAccount && /^[A-Z]{2}\d{2}/.test(bankAccount) && !isIban(bankAccount)) throw fieldRefused(['account'], 'iban');
    const wanted = { bankHolder: holder ?? null, bankAccount, bankCode: bankCode ?? null };
    demandVersion('Customer', customer, version, wanted, ctx.company.currencyCode);
    const told = (of: { bankHolder: string | null; bankAccount: string | null; bankCode: string | null }) => [of.bankHolder, of.bankCode, of.bankAccount].filter(Boolean).join(', ');
    return controlled({ field: 'BANK', customer, account, wanted, before: told(customer), after: told(wanted), reason, stake: null }, controls, ctx);
  },
});
