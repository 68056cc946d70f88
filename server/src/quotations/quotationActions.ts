// Next actions of quotations by the demands that their rules make.
import sql from 'sql-template-tag';
import { col } from '../shared/entity.ts';
import { isFact, itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { QuotationEmpty, QuotationHasCustomer, QuotationHasOrders, QuotationOrdered, QuotationProspect } from './refusals.ts';
import { demandQuotation, demandValid } from './rules.ts';

const write = 'quotations.write';

recordActions('Quotation', {
  quotation: itself('Quotation'),
  hasItems: isFact((t) => sql`EXISTS (SELECT FROM "QuotationLine" l WHERE l."quotationId" = ${col(t, 'id')} AND l.kind = 'ITEM')`),
  hasOrders: isFact((t) => sql`EXISTS (SELECT FROM "Order" o WHERE o."quotationId" = ${col(t, 'id')} AND o.status <> 'CANCELLED')`),
  hasLeft: isFact((t) => sql`EXISTS (SELECT FROM "QuotationLine" l WHERE l."quotationId" = ${col(t, 'id')} AND l."isChosen" AND l.kind <> 'TEXT' AND l.quantity > (SELECT coalesce(sum(x.quantity - x.cancelled), 0)
    FROM "OrderLine" x JOIN "Order" o ON o.id = x."orderId" WHERE x."quotationLineId" = l.id AND o.status <> 'CANCELLED'))`),
}, ({ quotation, hasItems, hasOrders, hasLeft }, { today }) => {
  const number = quotation.number ?? '';
  const simple = (name: 'updateQuotation' | 'deleteQuotation' | 'declineQuotation' | 'reviseQuotation') => recordAction(name, write, () => demandQuotation(quotation, name));
  return [
    recordAction('sendQuotation', write, () => {
      demandQuotation(quotation, 'sendQuotation');
      if (!hasItems) throw QuotationEmpty({ quotation: quotation.id });
    }),
    simple('updateQuotation'),
    recordAction('convertQuotation', 'orders.write', () => {
      demandQuotation(quotation, 'convertQuotation');
      demandValid(quotation, today);
      if (quotation.customerId === null) throw QuotationProspect({ quotation: quotation.id, prospectName: quotation.prospectName ?? '' });
      if (!hasLeft) throw QuotationOrdered({ quotation: quotation.id, quotationNumber: number });
    }),
    recordAction('acceptQuotation', write, () => {
      demandQuotation(quotation, 'acceptQuotation');
      demandValid(quotation, today);
    }),
    simple('declineQuotation'), simple('reviseQuotation'),
    recordAction('nameQuotationCustomer', 'customers.manage', () => {
      if (quotation.customerId !== null) throw QuotationHasCustomer({ quotation: quotation.id, customerName: '' });
      demandQuotation(quotation, 'nameQuotationCustomer');
    }),
    recordAction('reopenQuotation', 'quotations.reopen', () => {
      if (!(quotation.status === 'SENT' && quotation.isNewest && quotation.validTo < today)) demandQuotation(quotation, 'reopenQuotation');
      if (hasOrders) throw QuotationHasOrders({ quotation: quotation.id, quotationNumber: number });
    }),
    simple('deleteQuotation'),
  ];
});
