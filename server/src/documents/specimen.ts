import type { DocumentKind } from '../generated/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { companyOf, money, price, quantity, terms } from './loading.ts';
import { code, day, end, fill, text, type Sheet } from './sheet.ts';

const lines = [['A first item', 'A-100', '12', '4.50', '5400'], ['A second item with a longer name, so that it can be seen how names go on in the next line', 'B-200', '3', '19.9', '5970']] as const;

/** A document of a firm that has none yet: for looking at settings. */
export function specimen(kind: DocumentKind, { company, today }: Context): Sheet {
  const { currencyCode } = company;
  const isPriced = !['PICK_LIST', 'DELIVERY_NOTE', 'QUOTE_REQUEST'].includes(kind);
  return {
    kind, number: 'X-00001', mark: 'SPECIMEN', fixedAt: null, company: companyOf(company), party: null, currencyCode,
    facts: [{ label: 'issuedOn', cell: day(today) }, { label: 'customerReference', cell: code('4711') }, { label: 'terms', cell: terms(30) }],
    parties: [{ label: 'customer', name: 'A Customer Ltd', lines: ['Market Street 1', '10000 City'] }],
    columns: [fill('item'), end('quantity'), ...(isPriced ? [end('unitPrice'), end('net')] : [])],
    rows: lines.map(([name, sku, units, each, net]) => [text(name, [sku]), quantity(units), ...(isPriced ? [price(each, currencyCode), money(net, currencyCode)] : [])]),
    totals: isPriced ? [{ label: 'total', cell: money('11370', currencyCode, true), isStrong: true }] : [],
    breakdowns: [], notes: [], signatures: [], showsPayment: kind === 'INVOICE' || kind === 'STATEMENT',
  };
}
