// Answers of suppliers, and whom the order is given to.
import { companyPrice } from '../currencies/paperMoney.ts';
import type { QuoteRequestLineRow } from '../generated/rows.ts';
import { purchaseOrderRows } from '../purchasing/draftRows.ts';
import { loadDemands } from '../purchasing/loadDemands.ts';
import { draftRefusals, loadDraftFacts, type DraftFacts, type GivenLine } from '../purchasing/purchaseOrderInput.ts';
import { action, type Decision } from '../shared/action.ts';
import { boolean, day, id, integer, list, object, optional, quantity, quantityOrZero, text, unitPrice } from '../shared/input.ts';
import { currencyExponent } from '../shared/money.ts';
import { add, none, subtract, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { loadQuoteRequest } from './loadQuoteRequest.ts';
import { AwardedTooMuch, NotInvited, NotQuoted, QuoteExpired, QuoteRequestState } from './refusals.ts';
import { deliverable, demandQuoteRequest, quotedFor, quotedRate } from './rules.ts';

const price = object('QuotedPriceInput', {
  quoteRequestLineId: id('QuoteRequestLine'), minimumQuantity: { ...optional(quantityOrZero()), describe: 'From this quantity on. Default: any.' },
  unitCost: { ...unitPrice(), describe: 'In the currency of the answer.' }, leadTimeDays: optional(integer({ max: 730 })),
  orderMultiple: { ...optional(quantity()), describe: 'They deliver in whole multiples of it.' },
});
const payload = { quoteRequest: 'record:QuoteRequest' } as const;

export const recordQuote = action({
  name: 'recordQuote', permission: 'purchasing.manage',
  describe: 'Notes a supplier\'s answer; a later one takes the place of an earlier. Products left out are not offered.',
  input: {
    quoteRequestId: id('QuoteRequest'), supplierId: id('Supplier'), prices: list(price, { min: 1 }), supplierReference: optional(text({ max: 100 })),
    currencyCode: { ...optional(text({ max: 3 })), describe: 'ISO 4217. Default: in which the supplier quotes.' },
    exchangeRate: { ...optional(unitPrice()), describe: 'What a unit of that currency costs in the company\'s: answers are compared by it, and what is awarded is ordered at it. Default: the rate of the day.' },
    validTo: optional(day()), answeredOn: optional(day()), note: optional(text({ max: 2000, lines: true })),
  },
  refusals: [QuoteRequestState, NotInvited], payload, load: (tx, { quoteRequestId }) => loadQuoteRequest(tx, quoteRequestId),
  decide: ({ request, lines, invitations, prices, suppliers }, input, ctx): Decision => {
    demandQuoteRequest(request, 'recordQuote');
    const invitation = invitations.find((each) => each.supplierId === input.supplierId);
    const supplierName = suppliers.find((each) => each.id === input.supplierId)?.name ?? '';
    if (!invitation) throw NotInvited({ number: request.number, supplierName });
    const currencyCode = (input.currencyCode ?? invitation.currencyCode).toUpperCase();
    if (currencyExponent(currencyCode) === undefined) throw fieldRefused(['currencyCode'], 'currency_unknown');
    const seen = new Set<string>();
    input.prices.forEach(({ quoteRequestLineId, minimumQuantity }, index) => {
      const path = ['prices', String(index)];
      if (!lines.some((each) => each.id === quoteRequestLineId)) throw fieldRefused([...path, 'quoteRequestLineId'], 'id_unknown', { type: 'QuoteRequestLine' });
      const key = `${quoteRequestLineId} ${minimumQuantity ?? none}`;
      if (seen.has(key)) throw fieldRefused([...path, 'minimumQuantity'], 'taken');
      seen.add(key);
    });
    return {
      rows: [
        update('QuoteInvitation', invitation.id, {
          status: 'ANSWERED', answeredOn: input.answeredOn ?? ctx.today, supplierReference: input.supplierReference ?? null, currencyCode,
          exchangeRate: currencyCode === ctx.company.currencyCode ? null : input.exchangeRate ?? null, validTo: input.validTo ?? null, note: input.note ?? null,
        }),
        ...prices.filter((each) => each.quoteInvitationId === invitation.id && !input.prices.some((given) => given.quoteRequestLineId === each.quoteRequestLineId
          && (given.minimumQuantity ?? none) === each.minimumQuantity)).map((each) => remove('QuotedPrice', each.id)),
        ...input.prices.map(({ quoteRequestLineId, minimumQuantity, unitCost, leadTimeDays, orderMultiple }): Change => {
          const columns = { unitCost, leadTimeDays: leadTimeDays ?? null, orderMultiple: orderMultiple ?? null };
          const known = prices.find((each) => each.quoteInvitationId === invitation.id && each.quoteRequestLineId === quoteRequestLineId && each.minimumQuantity === (minimumQuantity ?? none));
          return known ? update('QuotedPrice', known.id, columns)
            : insert('QuotedPrice', { id: ctx.newId(), quoteInvitationId: invitation.id, quoteRequestLineId, minimumQuantity: minimumQuantity ?? none, ...columns });
        }),
        update('QuoteRequest', request.id, { version: request.version + 1 }),
      ],
      events: [{ kind: 'quoteRecorded', subjectType: 'QuoteRequest', subjectId: request.id, data: { number: request.number, supplier: supplierName } }],
      result: { quoteRequest: request.id },
    };
  },
});

export const declineQuote = action({
  name: 'declineQuote', describe: 'Notes that a supplier does not quote.', permission: 'purchasing.manage',
  input: { quoteRequestId: id('QuoteRequest'), supplierId: id('Supplier'), note: optional(text({ max: 2000, lines: true })) },
  refusals: [QuoteRequestState, NotInvited], payload, load: (tx, { quoteRequestId }) => loadQuoteRequest(tx, quoteRequestId),
  decide: ({ request, invitations, prices, suppliers }, { supplierId, note }, ctx): Decision => {
    demandQuoteRequest(request, 'declineQuote');
    const invitation = invitations.find((each) => each.supplierId === supplierId);
    const supplierName = suppliers.find((each) => each.id === supplierId)?.name ?? '';
    if (!invitation) throw NotInvited({ number: request.number, supplierName });
    return {
      rows: [
        ...prices.filter((each) => each.quoteInvitationId === invitation.id).map((each) => remove('QuotedPrice', each.id)),
        update('QuoteInvitation', invitation.id, { status: 'DECLINED', answeredOn: ctx.today, note: note ?? null }), update('QuoteRequest', request.id, { version: request.version + 1 }),
      ],
      events: [{ kind: 'quoteDeclined', subjectType: 'QuoteRequest', subjectId: request.id, reason: note ?? null, data: { number: request.number, supplier: supplierName } }],
      result: { quoteRequest: request.id },
    };
  },
});

const award = object('QuoteAwardInput', {
  quoteRequestLineId: id('QuoteRequestLine'), supplierId: id('Supplier'), quantity: { ...optional(quantity()), describe: 'Default: all that is not awarded yet.' },
  reason: { ...text({ max: 1000, lines: true }), describe: 'Why this supplier; kept on the purchase order\'s line.' },
});
interface Chosen { line: QuoteRequestLineRow; quantity: Quantity; reason: string; price: NonNullable<ReturnType<typeof quotedFor>> }

export const awardQuotes = action({
  name: 'awardQuotes', permission: 'purchasing.manage',
  describe: 'Gives lines to suppliers, each for a reason, and drafts a purchase order to each at the quoted price. A line may be split. The request closes when nothing is left.',
  input: {
    quoteRequestId: id('QuoteRequest'), awards: list(award, { min: 1 }),
    roundsUp: { ...optional(boolean()), describe: 'Orders as much as they deliver at least, and in whole multiples. Default: yes.' },
  },
  refusals: [QuoteRequestState, NotInvited, NotQuoted, QuoteExpired, AwardedTooMuch, ...draftRefusals],
  payload: { ...payload, purchaseOrders: 'records:PurchaseOrder' },
  load: async (tx, { quoteRequestId, awards: given }, ctx) => {
    const loaded = await loadQuoteRequest(tx, quoteRequestId);
    const demands = await loadDemands(tx, { requisitionLineIds: loaded.lines.flatMap((each) => each.requisitionLineId ?? []) });
    const drafts = new Map<string, DraftFacts>();
    for (const supplierId of new Set(given.map((each) => each.supplierId))) {
      drafts.set(supplierId, await loadDraftFacts(tx, ctx, { supplierId, warehouseId: loaded.request.warehouseId, lines: loaded.lines }));
    }
    return { ...loaded, demands, drafts };
  },
  decide: ({ request, lines, invitations, prices, awards, products, demands, drafts }, input, ctx): Decision => {
    demandQuoteRequest(request, 'awardQuotes');
    const left = new Map(lines.map((each) => [each.id, awards.filter((known) => known.quoteRequestLineId === each.id)
      .reduce((rest, known) => (known.quantity > rest ? none : subtract(rest, known.quantity)), each.quantity)]));
    const chosen = input.awards.map((given, index) => {
      const path = ['awards', String(index)];
      const line = lines.find((each) => each.id === given.quoteRequestLineId);
      if (!line) throw fieldRefused([...path, 'quoteRequestLineId'], 'id_unknown', { type: 'QuoteRequestLine' });
      const productName = products.find((each) => each.id === line.productId)?.name ?? '';
      const invitation = invitations.find((each) => each.supplierId === given.supplierId);
      const supplierName = drafts.get(given.supplierId)?.supplier.name ?? '';
      if (!invitation) throw NotInvited({ number: request.number, supplierName });
      if (invitation.validTo !== null && invitation.validTo < ctx.today) throw QuoteExpired({ supplierName, until: invitation.validTo });
      const rest = left.get(line.id) ?? none;
      const wanted = given.quantity ?? rest;
      if (wanted === none || wanted > rest) throw AwardedTooMuch({ productName, left: rest, wanted });
      left.set(line.id, subtract(rest, wanted));
      const ordered = input.roundsUp === false ? wanted : deliverable(prices, invitation, line.id, wanted);
      const found = quotedFor(prices, invitation, line.id, ordered);
      if (!found) throw NotQuoted({ supplierName, productName, quantity: ordered });
      return { invitation, asked: wanted, chosen: { line, quantity: ordered, reason: given.reason, price: found } satisfies Chosen };
    });
    const made = [...Map.groupBy(chosen, (each) => each.invitation)].map(([invitation, group]) => {
      const facts = drafts.get(invitation.supplierId);
      if (!facts) throw new Error(`supplier ${invitation.supplierId} is not loaded`);
      const given = group.map(({ chosen: { line, quantity: units, reason, price: found } }): GivenLine => ({
        productId: line.productId, quantity: units, choiceReason: reason,
        quote: { unitCost: found.unitCost, currencyCode: invitation.currencyCode, from: found.minimumQuantity, validTo: invitation.validTo, leadTimeDays: found.leadTimeDays },
      }));
      const draft = purchaseOrderRows(facts, { currencyCode: invitation.currencyCode, ...quotedRate(invitation, request) }, given, ctx, { quoteRequest: request.number });
      const rows = group.map(({ asked, chosen: { line, reason, price: found } }, index) => {
        const purchaseOrderLineId = draft.lineIds[index] ?? '';
        if (line.requisitionLineId) demands.draft(line.requisitionLineId, purchaseOrderLineId, asked, ctx);
        return insert('QuoteAward', {
          id: ctx.newId(), quoteRequestLineId: line.id, supplierId: invitation.supplierId, quantity: asked, reason, leadTimeDays: found.leadTimeDays,
          unitCost: companyPrice(found.unitCost, draft.money),
          purchaseOrderId: draft.purchaseOrderId, purchaseOrderLineId, awardedOn: ctx.today, awardedByName: ctx.viewer.name.slice(0, 200),
        });
      });
      return { draft, rows, name: facts.supplier.name, units: group.reduce((sum, each) => add(sum, each.asked), none) };
    });
    const isDone = [...left.values()].every((each) => each === none);
    return {
      rows: [
        ...made.flatMap(({ draft, rows }) => [...draft.rows, ...rows]), ...demands.changes(),
        update('QuoteRequest', request.id, { ...(isDone ? { status: 'CLOSED' as const, closedOn: ctx.today } : {}), version: request.version + 1 }),
      ],
      events: [
        ...made.flatMap(({ draft }) => draft.events),
        { kind: 'quotesAwarded', subjectType: 'QuoteRequest', subjectId: request.id, data: { number: request.number, suppliers: made.map(({ name }) => name) } },
      ],
      result: { quoteRequest: request.id, purchaseOrders: made.map(({ draft }) => draft.purchaseOrderId) },
    };
  },
});
