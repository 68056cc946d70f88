// Settling what came back: by credit notes of the invoices on which it was sold, or by an order that replaces it at no charge.
import sql from 'sql-template-tag';
import { creditNoteRows, loadCreditNote } from '../billing/creditNote.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import type { CustomerReturnLineRow, CustomerReturnRow } from '../generated/rows.ts';
import { rateRefusals } from '../currencies/refusals.ts';
import { draftOrder } from '../orders/draft.ts';
import { loadDraftFacts } from '../orders/loadDraftFacts.ts';
import { CreditExceedsAmount, CreditExceedsQuantity, InvoiceCredited } from '../receivables/refusals.ts';
import { action } from '../shared/action.ts';
import { day, id, list, moneyOrZero, object, optional, quantity, text } from '../shared/input.ts';
import { add, none, printQuantity, type Quantity, type UnitPrice } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';
import { lockReturn, shipmentsOf } from './loadReturn.ts';
import { CustomerReturnExceeds, CustomerReturnState, NothingToSettle, ReplacedAlready, ReturnNotInvoiced } from './refusals.ts';
import { demandReturn, statusOf, unsettled } from './rules.ts';

const line = object('SettleReturnLineInput', { returnLineId: id('CustomerReturnLine'), quantity: quantity() });
const lines = { ...optional(list(line, { min: 1, max: 200 })), describe: 'All that came back and is not settled when left out.' };

/** What is to be settled of each line; refuses more than came back and is not settled. */
function settling({ number }: Pick<CustomerReturnRow, 'number'>, known: readonly CustomerReturnLineRow[], asked: { returnLineId: string; quantity: Quantity }[] | null | undefined) {
  const wanted = asked ?? known.filter((each) => unsettled(each) > none).map((each) => ({ returnLineId: each.id, quantity: unsettled(each) }));
  if (wanted.length === 0) throw NothingToSettle({ number });
  return wanted.map(({ returnLineId, quantity: units }, index) => {
    const found = known.find((each) => each.id === returnLineId);
    if (!found) throw fieldRefused(['lines', String(index), 'returnLineId'], 'id_unknown', { type: 'CustomerReturnLine' });
    if (wanted.findIndex((each) => each.returnLineId === returnLineId) !== index) throw fieldRefused(['lines', String(index), 'returnLineId'], 'twice');
    if (units > unsettled(found)) throw CustomerReturnExceeds({ productName: found.description, wanted: units, left: unsettled(found) });
    return { line: found, quantity: units };
  });
}

export const creditReturn = action({
  name: 'creditReturn', permission: 'invoices.post',
  describe: 'Credits what came back by the invoices on which it was sold, exact in tax, less the fee for taking it back. A credit note an invoice; each is applied to it as far as that is open.',
  input: {
    returnId: id('CustomerReturn'), issuedOn: { ...optional(day()), describe: 'Today when left out.' }, lines,
    freight: { ...optional(moneyOrZero()), describe: 'Freight that is credited too.' },
  },
  refusals: [CustomerReturnState, CustomerReturnExceeds, NothingToSettle, ReturnNotInvoiced, InvoiceCredited, CreditExceedsQuantity, CreditExceedsAmount, ...postingRefusals],
  payload: { customerReturn: 'record:CustomerReturn', creditNotes: 'records:Invoice' },
  load: async (tx, { returnId, issuedOn, lines: asked }, ctx) => {
    const loaded = await lockReturn(tx, ctx, returnId);
    demandReturn(loaded.customerReturn, 'creditReturn');
    const settled = settling(loaded.customerReturn, loaded.lines, asked);
    const shipmentLineIds = settled.map((each) => each.line.shipmentLineId);
    const shipments = await selectRows(tx, 'Shipment', sql`t.id = ANY(${await shipmentsOf(tx, settled.map((each) => each.line))}::uuid[])`, { lock: true });
    const invoiced = await selectRows(tx, 'InvoiceLine', sql`t."shipmentLineId" = ANY(${shipmentLineIds}::uuid[]) AND EXISTS (SELECT FROM "Invoice" i WHERE i.id = t."invoiceId" AND i.kind = 'INVOICE')`);
    const missing = settled.find((each) => !invoiced.some((row) => row.shipmentLineId === each.line.shipmentLineId));
    if (missing) throw ReturnNotInvoiced({ productName: missing.line.description, shipmentNumber: shipments[0]?.number ?? '' });
    const invoiceIds = [...new Set(invoiced.map((row) => row.invoiceId))].sort();
    const notes = [];
    for (const invoiceId of invoiceIds) notes.push(await loadCreditNote(tx, ctx, invoiceId, issuedOn ?? ctx.today));
    return { ...loaded, settled, invoiced, notes };
  },
  decide: ({ order, customerReturn, lines: known, settled, invoiced, notes }, { freight }, ctx) => {
    const after = new Map(known.map((each) => [each.id, { ...each }]));
    const account = notes[0]?.account;
    const fee = customerReturn.restockingFeeRate;
    const made = notes.map((facts, index) => {
      const own = settled.flatMap((each) => {
        const row = invoiced.find((candidate) => candidate.shipmentLineId === each.line.shipmentLineId && candidate.invoiceId === facts.invoice.id);
        return row ? [{ ...each, invoiceLineId: row.id }] : [];
      });
      // Lines of several lots are one line of the invoice.
      const wishes = [...Map.groupBy(own, ({ invoiceLineId }) => invoiceLineId)].map(([invoiceLineId, same]) =>
        ({ invoiceLineId, quantity: same.reduce((sum, each) => add(sum, each.quantity), none), fee }));
      const note = creditNoteRows({ ...facts, ...(account ? { account } : {}) }, { lines: wishes, freight: index === 0 ? freight : null, reason: customerReturn.number }, ctx);
      for (const each of own) {
        const row = after.get(each.line.id);
        if (row) row.credited = add(row.credited, each.quantity);
      }
      return {
        ...note, rows: [...note.rows, ...own.map((each) => insert('ReturnCredit', { id: ctx.newId(), returnId: customerReturn.id, returnLineId: each.line.id, creditNoteId: note.id, quantity: each.quantity }))],
        number: facts.number,
      };
    });
    const data = { number: customerReturn.number, creditNotes: made.map(({ number }) => number).join(', ') };
    return {
      rows: [
        ...made.flatMap(({ rows }) => rows), ...[...after.values()].map((row) => update('CustomerReturnLine', row.id, { credited: row.credited })),
        update('CustomerReturn', customerReturn.id, { status: statusOf([...after.values()]), version: customerReturn.version + 1 }),
      ],
      events: [
        ...made.flatMap(({ events }) => events),
        { kind: 'returnCredited', subjectType: 'CustomerReturn', subjectId: customerReturn.id, data }, { kind: 'returnCredited', subjectType: 'Order', subjectId: order.id, data },
      ],
      result: { customerReturn: customerReturn.id, creditNotes: made.map((each) => each.id) },
    };
  },
});

export const replaceReturn = action({
  name: 'replaceReturn', permission: 'returns.authorise',
  describe: 'Drafts an order for what came back, at no charge and for the same address; its costs are its own. To be placed like any other; one for each return.',
  input: { returnId: id('CustomerReturn'), lines, note: optional(text({ max: 1000 })) },
  refusals: [CustomerReturnState, CustomerReturnExceeds, NothingToSettle, ReplacedAlready, ...rateRefusals], payload: { customerReturn: 'record:CustomerReturn', order: 'record:Order' },
  load: async (tx, { returnId, lines: asked }, ctx) => {
    const loaded = await lockReturn(tx, ctx, returnId);
    demandReturn(loaded.customerReturn, 'replaceReturn');
    if (loaded.customerReturn.replacementOrderId !== null) throw ReplacedAlready({ number: loaded.customerReturn.number });
    const settled = settling(loaded.customerReturn, loaded.lines, asked);
    const facts = await loadDraftFacts(tx, ctx, { currencyCode: loaded.order.currencyCode, customerId: loaded.order.customerId, warehouseId: loaded.order.warehouseId, productIds: settled.map((each) => each.line.productId), on: ctx.today });
    return { ...loaded, settled, facts };
  },
  decide: ({ order: sold, customerReturn, lines: known, settled, facts }, { note }, ctx) => {
    const free = 0n as UnitPrice;
    // That nothing is charged follows from the return: it needs no right to set prices.
    const drafting = { ...ctx, viewer: { ...ctx.viewer, permissions: new Set([...ctx.viewer.permissions, 'prices.override' as const]) } };
    const drafted = draftOrder({
      currencyCode: sold.currencyCode, customerId: sold.customerId, warehouseId: sold.warehouseId, salesPersonId: sold.salesPersonId, customerReference: customerReturn.number, note: note ?? null, isOutsideFrameworks: true,
      ...(sold.shipToStreet ? { shipTo: { name: sold.shipToName, street: sold.shipToStreet, city: sold.shipToCity ?? '', region: sold.shipToRegion, postalCode: sold.shipToPostalCode, country: sold.shipToCountry ?? '', latitude: sold.shipToLatitude, longitude: sold.shipToLongitude } } : {}),
      lines: settled.map((each) => ({ productId: each.line.productId, quantity: each.quantity, unitPrice: free, isDropShipped: false })),
    }, facts, drafting);
    const after = new Map(known.map((each) => [each.id, { ...each }]));
    for (const each of settled) {
      const row = after.get(each.line.id);
      if (row) row.replaced = add(row.replaced, each.quantity);
    }
    const { order, lines: ordered } = drafted;
    const data = { number: customerReturn.number, lines: settled.map((each) => ({ product: each.line.description, quantity: printQuantity(each.quantity) })) };
    return {
      rows: [
        insert('Order', { ...order, replacesReturnId: customerReturn.id }), ...ordered.map((row) => insert('OrderLine', row)),
        ...[...after.values()].map((row) => update('CustomerReturnLine', row.id, { replaced: row.replaced })),
        update('CustomerReturn', customerReturn.id, { status: statusOf([...after.values()]), replacementOrderId: order.id, version: customerReturn.version + 1 }),
      ],
      events: [
        { kind: 'orderCreated', subjectType: 'Order', subjectId: order.id, data: { replaces: customerReturn.number } },
        { kind: 'returnReplaced', subjectType: 'CustomerReturn', subjectId: customerReturn.id, data }, { kind: 'returnReplaced', subjectType: 'Order', subjectId: sold.id, data },
      ],
      result: { customerReturn: customerReturn.id, order: order.id },
    };
  },
});
