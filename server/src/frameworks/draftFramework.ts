// Drafting agreements: created, changed, thrown away.
import sql from 'sql-template-tag';
import { currencyFor } from '../currencies/documentMoney.ts';
import { loadMoney } from '../currencies/loadMoney.ts';
import { rateRefusals } from '../currencies/refusals.ts';
import { demandNoneWaits, loadWaiting } from '../customers/control.ts';
import { readCustomer } from '../customers/loadCustomer.ts';
import { ChangeWaits } from '../customers/refusals.ts';
import type { FrameworkLineRow, FrameworkPriceRow, FrameworkRow } from '../generated/rows.ts';
import { action, type DecideContext } from '../shared/action.ts';
import type { Queryable } from '../shared/db.ts';
import { boolean, currency, day, fraction, id, integer, list, moneyOrZero, object, optional, quantity, quantityOrZero, text, unitPrice, type InputOf } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { none, type Rate } from '../shared/quantity.ts';
import { changesOf, demandVersion } from '../shared/rows.ts';
import { fieldRefused, InputRefused, type FieldIssue } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';
import { lockFramework } from './loadFramework.ts';
import { FrameworkStatusForbids } from './refusals.ts';
import { aboutFramework, demandFramework, demandOwnCurrency } from './rules.ts';

const payload = { framework: 'record:Framework' } as const;
const permission = 'frameworks.write';

const lineInput = {
  productId: { ...id('Product'), describe: 'Further lines of a product are further steps of its price.' }, unitPrice: { ...unitPrice(), describe: 'In the product\'s unit.' },
  fromQuantity: { ...optional(quantityOrZero()), describe: 'From how many of one call-off on; nought when left out.' }, minimum: { ...optional(quantityOrZero()), describe: 'Units that the customer commits to.' }, maximum: { ...optional(quantity()), describe: 'Units that may be called off at most; without end when left out.' },
};
const linesInput = list(object('FrameworkLineInput', lineInput), { max: 500 });
const head = {
  currencyCode: { ...optional(currency()), describe: 'That of its prices and amounts: of a customer of another currency it is told with them.' },
  salesPersonId: { ...optional(id('SalesPerson')), describe: 'The customer\'s when left out.' }, name: optional(text({ max: 200 })), reference: { ...optional(text({ max: 100 })), describe: 'The customer\'s own number of it.' },
  terms: optional(text({ max: 4000, lines: true })), note: { ...optional(text({ max: 2000, lines: true })), describe: 'For the firm alone.' },
  taxIncluded: { ...optional(boolean()), describe: 'Its prices hold the tax.' }, isAutomatic: { ...optional(boolean()), describe: 'Orders of the customer take its prices without naming it, as far as something is left: yes when left out.' },
  toleranceRate: { ...optional(fraction()), describe: 'By how much more than a maximum may be called off for a reason: 0.05 is five per cent.' }, remindDays: { ...optional(integer({ max: 365 })), describe: 'Days before its end on which somebody is reminded: 14 when left out.' },
  minimumAmount: { ...optional(moneyOrZero()), describe: 'Net value that the customer commits to.' }, maximumAmount: { ...optional(moneyOrZero()), describe: 'Net value that may be called off at most.' },
};
type Lines = InputOf<{ lines: typeof linesInput }>['lines'];
interface Product { id: string; decimals: number }

const loadProducts = (tx: Queryable, lines: Lines): Promise<Product[]> => tx.rows<Product>(sql`SELECT p.id, u.decimals FROM "Product" p JOIN "Unit" u ON u.id = p."unitId" WHERE NOT p."isDiscontinued" AND p.id = ANY(${lines.map(({ productId }) => productId)}::uuid[])`);
const isSalesPerson = async (tx: Queryable, salesPersonId: string | null | undefined): Promise<boolean> => !salesPersonId || (await tx.rows(sql`SELECT 1 FROM "SalesPerson" WHERE id = ${salesPersonId}`)).length > 0;

/** The lines with their prices: a line a product, a price a step; its limits are those told on any of its steps. Every bad line is told at once. */
function linesOf(frameworkId: string, given: Lines, products: readonly Product[], ctx: DecideContext): { lines: FrameworkLineRow[]; prices: FrameworkPriceRow[] } {
  const issues = given.flatMap((line, index): FieldIssue[] => {
    const at = (field: string) => ['lines', String(index), field];
    const before = given.slice(0, index).filter(({ productId }) => productId === line.productId);
    const isTwice = (field: 'minimum' | 'maximum') => line[field] != null && before.some((each) => each[field] != null && each[field] !== line[field]);
    return [
      ...(products.some((product) => product.id === line.productId) ? [] : [{ path: at('productId'), code: 'id_unknown', facts: { type: 'Product' } }]),
      ...(before.some(({ fromQuantity }) => (fromQuantity ?? none) === (line.fromQuantity ?? none)) ? [{ path: at('fromQuantity'), code: 'twice' }] : []),
      ...(['minimum', 'maximum'] as const).flatMap((field) => (isTwice(field) ? [{ path: at(field), code: 'twice' }] : [])),
    ];
  });
  const lines = [...new Set(given.map(({ productId }) => productId))].map((productId, index): FrameworkLineRow => {
    const steps = given.filter((line) => line.productId === productId);
    return { id: ctx.newId(), frameworkId, no: index + 1, productId, minimum: steps.find(({ minimum }) => minimum)?.minimum ?? null, maximum: steps.find(({ maximum }) => maximum)?.maximum ?? null, called: none };
  });
  for (const { productId, minimum, maximum } of lines) {
    if (minimum !== null && maximum !== null && minimum > maximum) issues.push({ path: ['lines', String(given.findIndex((line) => line.productId === productId && line.minimum)), 'minimum'], code: 'minimum_above' });
  }
  if (issues.length > 0) throw new InputRefused(issues);
  const prices = given.map(({ productId, fromQuantity, unitPrice: price }): FrameworkPriceRow => (
    { id: ctx.newId(), frameworkLineId: lines.find((line) => line.productId === productId)?.id ?? '', fromQuantity: fromQuantity ?? none, unitPrice: price }));
  return { lines, prices };
}


/** What was typed in the currency of before does not stand in another. */
function demandAllAnew({ currencyCode, minimumMinor, maximumMinor }: FrameworkRow, { lines, minimumAmount, maximumAmount }: { lines?: unknown; minimumAmount?: unknown; maximumAmount?: unknown }): void {
  if (!lines) throw fieldRefused(['lines'], 'currency_lines', { currency: currencyCode });
  if (minimumMinor !== null && minimumAmount === undefined) throw fieldRefused(['minimumAmount'], 'currency_amount', { currency: currencyCode });
  if (maximumMinor !== null && maximumAmount === undefined) throw fieldRefused(['maximumAmount'], 'currency_amount', { currency: currencyCode });
}

function demandHead({ validFrom, validTo, minimumMinor, maximumMinor }: Pick<FrameworkRow, 'validFrom' | 'validTo' | 'minimumMinor' | 'maximumMinor'>): void {
  if (validTo < validFrom) throw fieldRefused(['validTo'], 'day_before', { day: validFrom });
  if (minimumMinor !== null && maximumMinor !== null && minimumMinor > maximumMinor) throw fieldRefused(['minimumAmount'], 'minimum_above');
}

export const createFramework = action({
  name: 'createFramework', describe: 'Drafts an agreement with a customer: products, quantities or a value, and prices, from a day to a day.', permission,
  input: { customerId: id('Customer'), validFrom: day(), validTo: day(), ...head, lines: linesInput }, refusals: [...rateRefusals], payload,
  load: async (tx, input, ctx) => {
    const customer = await readCustomer(tx, input.customerId, ctx);
    return { customer, money: await loadMoney(tx, currencyFor(input.currencyCode, customer, ctx), ctx), products: await loadProducts(tx, input.lines), isKnown: await isSalesPerson(tx, input.salesPersonId) };
  },
  decide: ({ customer, money, products, isKnown }, input, ctx) => {
    demandOwnCurrency(money, input, [input.minimumAmount, input.maximumAmount, ...input.lines.map(({ unitPrice: price }) => price)], ctx);
    if (!isKnown) throw fieldRefused(['salesPersonId'], 'id_unknown', { type: 'SalesPerson' });
    const framework = ctx.newId();
    const { lines, prices } = linesOf(framework, input.lines, products, ctx);
    const row: FrameworkRow = {
      id: framework, companyId: ctx.company.id, number: null, customerId: customer.id, salesPersonId: input.salesPersonId ?? customer.salesPersonId, status: 'DRAFT', name: input.name ?? null, reference: input.reference ?? null,
      validFrom: input.validFrom, validTo: input.validTo, terms: input.terms ?? null, note: input.note ?? null, currencyCode: money.currencyCode, exchangeRate: money.rate, taxIncluded: input.taxIncluded ?? false, isAutomatic: input.isAutomatic ?? true,
      toleranceRate: input.toleranceRate ?? (0n as Rate), remindDays: input.remindDays ?? 14, minimumMinor: input.minimumAmount || null, maximumMinor: input.maximumAmount || null, calledMinor: 0n as FrameworkRow['calledMinor'],
      activatedOn: null, endedOn: null, endReason: null, createdAt: ctx.now, version: 1,
    };
    demandHead(row);
    return {
      rows: [insert('Framework', row), ...lines.map((line) => insert('FrameworkLine', line)), ...prices.map((each) => insert('FrameworkPrice', each))],
      events: [{ kind: 'frameworkCreated', subjectType: 'Framework', subjectId: framework, data: { customer: customer.name } }],
      result: { framework },
    };
  },
});

export const updateFramework = action({
  name: 'updateFramework', describe: 'Changes the draft of an agreement. Lines that are given replace all lines, and what was planned of them.', permission,
  input: { frameworkId: id('Framework'), version: integer(), customerId: optional(id('Customer')), validFrom: optional(day()), validTo: optional(day()), ...head, lines: optional(linesInput) },
  refusals: [FrameworkStatusForbids, ...rateRefusals], payload,
  load: async (tx, input, ctx) => ({
    ...await lockFramework(tx, input.frameworkId, ctx), money: input.currencyCode ? await loadMoney(tx, input.currencyCode, ctx) : null, products: await loadProducts(tx, input.lines ?? []), isKnown: await isSalesPerson(tx, input.salesPersonId),
    named: input.customerId ? await readCustomer(tx, input.customerId, ctx) : null,
  }),
  decide: ({ framework, lines: before, calls, money, products, isKnown, named }, input, ctx) => {
    demandFramework(framework, 'updateFramework');
    const isOther = money !== null && money.currencyCode !== framework.currencyCode;
    if (isOther) demandAllAnew(framework, input);
    else demandOwnCurrency(framework, input, [input.minimumAmount, input.maximumAmount, ...(input.lines ?? []).map(({ unitPrice: price }) => price)], ctx);
    const after: Partial<FrameworkRow> = {
      ...patchOf('Framework', input, ['validFrom', 'validTo', 'salesPersonId', 'name', 'reference', 'terms', 'note', 'taxIncluded', 'isAutomatic', 'toleranceRate', 'remindDays']), ...(named ? { customerId: named.id } : {}), ...(isOther ? { currencyCode: money.currencyCode, exchangeRate: money.rate } : {}),
      ...(input.minimumAmount === undefined ? {} : { minimumMinor: input.minimumAmount || null }), ...(input.maximumAmount === undefined ? {} : { maximumMinor: input.maximumAmount || null }),
    };
    demandVersion('Framework', framework, input.version, after, ctx.company.currencyCode);
    if (!isKnown) throw fieldRefused(['salesPersonId'], 'id_unknown', { type: 'SalesPerson' });
    demandHead({ ...framework, ...after });
    const made = input.lines ? linesOf(framework.id, input.lines, products, ctx) : undefined;
    // What was planned stays with the line of its product.
    const planned = made ? calls.flatMap((call) => {
      const productId = before.find(({ id: lineId }) => lineId === call.frameworkLineId)?.productId;
      const line = made.lines.find((each) => each.productId === productId);
      return line ? [insert('FrameworkCall', { ...call, id: ctx.newId(), frameworkLineId: line.id })] : [];
    }) : [];
    return {
      rows: [
        update('Framework', framework.id, { ...after, version: framework.version + 1 }),
        ...(made ? [
          ...before.map((line) => remove('FrameworkLine', line.id)),
          ...made.lines.map((line) => insert('FrameworkLine', line)), ...made.prices.map((each) => insert('FrameworkPrice', each)), ...planned,
        ] : []),
      ],
      events: [{ kind: 'frameworkUpdated', subjectType: 'Framework', subjectId: framework.id, changes: changesOf('Framework', framework, after, ctx.company.currencyCode) }],
      result: { framework: framework.id },
    };
  },
});

export const deleteFramework = action({
  name: 'deleteFramework', describe: 'Drops the draft of an agreement, unless a second person is asked about it.', permission, input: { frameworkId: id('Framework') }, refusals: [FrameworkStatusForbids, ChangeWaits], payload: { deleted: 'int' },
  load: async (tx, { frameworkId }, ctx) => {
    const { framework, customer } = await lockFramework(tx, frameworkId, ctx);
    return { framework, customer, ...await loadWaiting(tx, aboutFramework(framework)) };
  },
  decide: ({ framework, customer, waiting }) => {
    demandFramework(framework, 'deleteFramework');
    demandNoneWaits(waiting, customer.name);
    return { rows: [remove('Framework', framework.id)], events: [{ kind: 'frameworkDeleted', subjectType: 'Framework', subjectId: framework.id }], result: { deleted: 1 } };
  },
});
