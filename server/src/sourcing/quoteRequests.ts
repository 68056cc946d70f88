import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import type { QuoteRequestStatus, SupplierRow } from '../generated/rows.ts';
import { ProductNotStocked } from '../inventory/refusals.ts';
import { SupplierInactive } from '../purchasing/refusals.ts';
import { loadDemands } from '../purchasing/loadDemands.ts';
import { stillToOrder } from '../purchasing/requisitionRules.ts';
import { action, type DecideContext, type Decision } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { day, id, integer, list, object, optional, quantity, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { fitsPlaces, none } from '../shared/quantity.ts';
import { changesOf, demandVersion, lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { loadQuoteRequest } from './loadQuoteRequest.ts';
import { QuoteRequestEmpty, QuoteRequestState } from './refusals.ts';
import { demandQuoteRequest, type QuoteRequestAction } from './rules.ts';

const line = object('QuoteRequestLineInput', {
  productId: { ...optional(id('Product')), describe: 'Or a requisition\'s line, which has one.' }, quantity: { ...optional(quantity()), describe: 'Default: what is still to order of the requisition\'s line.' },
  neededOn: optional(day()), requisitionLineId: optional(id('RequisitionLine')),
});
const head = { warehouseId: optional(id('Warehouse')), title: optional(text({ max: 200 })), answerBy: optional(day()), note: optional(text({ max: 2000, lines: true })) };
const payload = { quoteRequest: 'record:QuoteRequest' } as const;
type GivenLine = { productId?: string | null; quantity?: bigint | null; neededOn?: string | null; requisitionLineId?: string | null };

async function loadAsked(tx: Tx, { lines = [], supplierIds = [], warehouseId }: { lines?: readonly GivenLine[] | null; supplierIds?: readonly string[] | null; warehouseId?: string | null }) {
  const demands = await loadDemands(tx, { requisitionLineIds: (lines ?? []).flatMap((each) => each.requisitionLineId ?? []) });
  const [warehouse] = await selectRows(tx, 'Warehouse', warehouseId ? sql`t.id = ${warehouseId}` : sql`t."isDefault"`);
  if (!warehouse) throw NotFound({ type: 'Warehouse', id: warehouseId ?? '' });
  const ids = (lines ?? []).flatMap((each) => each.productId ?? (each.requisitionLineId ? demands.line(each.requisitionLineId)?.productId : undefined) ?? []);
  const products = await selectRows(tx, 'Product', sql`t.id = ANY(${ids}::uuid[])`);
  const units = await selectRows(tx, 'Unit', sql`TRUE`);
  const suppliers = await selectRows(tx, 'Supplier', sql`t.id = ANY(${[...(supplierIds ?? [])]}::uuid[])`);
  return { demands, warehouse, products, units, suppliers };
}
type Asked = Awaited<ReturnType<typeof loadAsked>>;

/** The columns of the lines asked for; a requisition's line brings product, quantity and day with it. */
function askedLines({ demands, products, units }: Asked, lines: readonly GivenLine[]) {
  return lines.map((given, index) => {
    const path = ['lines', String(index)];
    const wanted = given.requisitionLineId ? demands.line(given.requisitionLineId) : undefined;
    if (given.requisitionLineId && !wanted) throw fieldRefused([...path, 'requisitionLineId'], 'id_unknown', { type: 'RequisitionLine' });
    const product = products.find((each) => each.id === (wanted?.productId ?? given.productId));
    if (!product) throw fieldRefused([...path, 'productId'], 'required');
    if (!product.isStocked) throw ProductNotStocked({ product: product.id, productName: product.name });
    const size = (given.quantity ?? (wanted ? stillToOrder(wanted) : undefined)) as typeof none | undefined;
    if (size === undefined || size === none) throw fieldRefused([...path, 'quantity'], 'required');
    const decimals = units.find((unit) => unit.id === product.unitId)?.decimals ?? 0;
    if (!fitsPlaces(size, decimals)) throw fieldRefused([...path, 'quantity'], 'decimal_places', { places: decimals });
    const neededOn = (given.neededOn ?? wanted?.neededOn ?? (wanted ? demands.head(wanted.requisitionId).neededOn : null)) as ReturnType<Asked['demands']['head']>['neededOn'];
    return { productId: product.id, quantity: size, neededOn, requisitionLineId: wanted?.id ?? null };
  });
}

function invitationRows(quoteRequestId: string, suppliers: readonly SupplierRow[], ctx: DecideContext): Change[] {
  return suppliers.map((supplier) => {
    if (!supplier.isActive) throw SupplierInactive({ supplier: supplier.id, supplierName: supplier.name });
    return insert('QuoteInvitation', { id: ctx.newId(), quoteRequestId, supplierId: supplier.id, currencyCode: supplier.currencyCode ?? ctx.company.currencyCode });
  });
}
const refusals = [SupplierInactive, ProductNotStocked];

export const createQuoteRequest = action({
  name: 'createQuoteRequest', describe: 'Drafts the same question to several suppliers: at what price, in how many days.', permission: 'purchasing.manage',
  input: { ...head, lines: list(line, { min: 1 }), supplierIds: list(id('Supplier'), { max: 50 }) }, refusals, payload,
  load: async (tx, input, ctx) => ({ ...await loadAsked(tx, input), number: await takeNumber(tx, ctx, 'RFQ', ctx.today) }),
  decide: (facts, input, ctx): Decision => {
    const quoteRequest = ctx.newId();
    return {
      rows: [
        insert('QuoteRequest', {
          id: quoteRequest, companyId: ctx.company.id, number: facts.number, warehouseId: facts.warehouse.id, title: input.title ?? null, answerBy: input.answerBy ?? null, note: input.note ?? null,
        }),
        ...askedLines(facts, input.lines).map((each, index) => insert('QuoteRequestLine', { id: ctx.newId(), quoteRequestId: quoteRequest, no: index + 1, ...each })),
        ...invitationRows(quoteRequest, facts.suppliers, ctx),
      ],
      events: [{ kind: 'quoteRequestCreated', subjectType: 'QuoteRequest', subjectId: quoteRequest, data: { number: facts.number } }],
      result: { quoteRequest },
    };
  },
});

export const updateQuoteRequest = action({
  name: 'updateQuoteRequest', describe: 'Changes a draft. Lines and suppliers, when given, replace all.', permission: 'purchasing.manage',
  input: { quoteRequestId: id('QuoteRequest'), version: integer(), ...head, lines: optional(list(line, { min: 1 })), supplierIds: optional(list(id('Supplier'), { max: 50 })) },
  refusals: [...refusals, QuoteRequestState], payload,
  load: async (tx, input) => {
    const loaded = await loadQuoteRequest(tx, input.quoteRequestId);
    return { loaded, asked: await loadAsked(tx, { ...input, warehouseId: input.warehouseId ?? loaded.request.warehouseId }) };
  },
  decide: ({ loaded: { request, lines, invitations }, asked }, input, ctx): Decision => {
    demandQuoteRequest(request, 'updateQuoteRequest');
    const after = patchOf('QuoteRequest', input, ['warehouseId', 'title', 'answerBy', 'note']);
    demandVersion('QuoteRequest', request, input.version, after, ctx.company.currencyCode);
    const given = input.lines ? askedLines(asked, input.lines) : undefined;
    const wanted = input.supplierIds;
    return {
      rows: [
        update('QuoteRequest', request.id, { ...after, version: request.version + 1 }),
        ...(given ?? []).map((each, index) => {
          const old = lines[index];
          return old ? update('QuoteRequestLine', old.id, each) : insert('QuoteRequestLine', { id: ctx.newId(), quoteRequestId: request.id, no: index + 1, ...each });
        }),
        ...(given ? lines.slice(given.length).map((old) => remove('QuoteRequestLine', old.id)) : []),
        ...(wanted ? invitations.filter((each) => !wanted.includes(each.supplierId)).map((each) => remove('QuoteInvitation', each.id)) : []),
        ...(wanted ? invitationRows(request.id, asked.suppliers.filter((each) => !invitations.some((known) => known.supplierId === each.id)), ctx) : []),
      ],
      events: [{
        kind: 'quoteRequestUpdated', subjectType: 'QuoteRequest', subjectId: request.id, changes: changesOf('QuoteRequest', request, after, ctx.company.currencyCode),
      }],
      result: { quoteRequest: request.id },
    };
  },
});

/** A step of a request that needs no more than its status. */
const step = (name: QuoteRequestAction, kind: string, describe: string, columns: (ctx: DecideContext) => { status: QuoteRequestStatus; sentOn?: DecideContext['today']; closedOn?: DecideContext['today'] | null }) => action({
  name, describe, permission: 'purchasing.manage', input: { quoteRequestId: id('QuoteRequest'), reason: optional(text({ max: 1000, lines: true })) },
  refusals: [QuoteRequestState, QuoteRequestEmpty], payload, load: (tx, { quoteRequestId }) => loadQuoteRequest(tx, quoteRequestId),
  decide: ({ request, lines, invitations }, { reason }, ctx): Decision => {
    demandQuoteRequest(request, name);
    if (name === 'sendQuoteRequest' && (lines.length === 0 || invitations.length === 0)) throw QuoteRequestEmpty({});
    const after = columns(ctx);
    // What was never sent is a draft again.
    const status = name === 'reopenQuoteRequest' && request.sentOn === null ? 'DRAFT' : after.status;
    return {
      rows: [update('QuoteRequest', request.id, { ...after, status, version: request.version + 1 })],
      events: [{ kind, subjectType: 'QuoteRequest', subjectId: request.id, reason: reason ?? null, data: { number: request.number } }],
      result: { quoteRequest: request.id },
    };
  },
});
export const sendQuoteRequest = step('sendQuoteRequest', 'quoteRequestSent', 'The suppliers have been asked: their answers are awaited.', ({ today }) => ({ status: 'SENT', sentOn: today }));
export const closeQuoteRequest = step('closeQuoteRequest', 'quoteRequestClosed', 'Awaits no more answers and awards nothing further.', ({ today }) => ({ status: 'CLOSED', closedOn: today }));
export const cancelQuoteRequest = step('cancelQuoteRequest', 'quoteRequestCancelled', 'Gives the request up.', ({ today }) => ({ status: 'CANCELLED', closedOn: today }));
export const reopenQuoteRequest = step('reopenQuoteRequest', 'quoteRequestReopened', 'Awaits answers again.', () => ({ status: 'SENT', closedOn: null }));

export const inviteSupplier = action({
  name: 'inviteSupplier', describe: 'Asks one more supplier.', permission: 'purchasing.manage', input: { quoteRequestId: id('QuoteRequest'), supplierId: id('Supplier') },
  refusals: [QuoteRequestState, SupplierInactive], payload,
  load: async (tx, { quoteRequestId, supplierId }) => ({ ...await loadQuoteRequest(tx, quoteRequestId), supplier: await lockRow(tx, 'Supplier', supplierId) }),
  decide: ({ request, invitations, supplier }, _input, ctx): Decision => {
    demandQuoteRequest(request, 'inviteSupplier');
    if (invitations.some((each) => each.supplierId === supplier.id)) throw fieldRefused(['supplierId'], 'taken');
    return {
      rows: [...invitationRows(request.id, [supplier], ctx), update('QuoteRequest', request.id, { version: request.version + 1 })],
      events: [{ kind: 'supplierInvited', subjectType: 'QuoteRequest', subjectId: request.id, data: { supplier: supplier.name } }],
      result: { quoteRequest: request.id },
    };
  },
});
