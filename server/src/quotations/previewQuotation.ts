// A quotation while it is typed: anything may still be missing.
import sql from 'sql-template-tag';
import { currency, id, list, object, optional, type InputOf } from '../shared/input.ts';
import type { Minor } from '../shared/money.ts';
import { newId } from '../shared/eventRows.ts';
import { InputRefused } from '../shared/sharedRefusals.ts';
import { selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { whyPrice } from '../pricing/whyPrice.ts';
import { loadQuoteFacts } from './loadQuotation.ts';
import { previewLine } from './quotationInput.ts';
import { quotedLines, quotedTotals, type QuoteFacts } from './quotedLines.ts';

export const previewQuotationInput = { customerId: optional(id('Customer')), currencyCode: optional(currency()), lines: list(object('PreviewQuotationLineInput', previewLine), { max: 500 }) };
type Asked = InputOf<typeof previewQuotationInput>;
type Quoted = ReturnType<typeof quotedLines>;

/** The lines that can be priced, by their places; those that cannot are left out until saving says why. */
function priced(given: Asked['lines'], facts: QuoteFacts, ctx: Context): Map<number, Quoted[number]> {
  let places = given.flatMap(({ kind, productId, quantity }, index) => (kind !== 'TEXT' && productId && quantity ? [index] : []));
  while (places.length > 0) {
    try {
      // An alternative whose item is not typed yet is told as an option.
      const lines = quotedLines('', places.map((place) => ({ ...given[place], ...(given[place]?.kind === 'ALTERNATIVE' ? { kind: 'OPTIONAL' as const } : {}) })), facts, { ...ctx, newId });
      return new Map(lines.map((line, index) => [places[index] ?? 0, line]));
    } catch (error) {
      if (!(error instanceof InputRefused)) throw error;
      const bad = new Set(error.issues.map(({ path }) => Number(path[1])));
      const kept = places.filter((_place, index) => !bad.has(index));
      if (kept.length === places.length) return new Map();
      places = kept;
    }
  }
  return new Map();
}

export async function loadQuotationPreview({ customerId, currencyCode: named, lines }: Asked, ctx: Context) {
  const [customer] = customerId ? await selectRows(ctx.db, 'Customer', sql`t.id = ${customerId}`) : [];
  const facts = await loadQuoteFacts(ctx.db, ctx, customer ?? null, lines, named);
  const made = priced(lines, facts, ctx);
  const currencyCode = facts.money?.currencyCode ?? ctx.company.currencyCode;
  const told = (amount: Minor) => ({ minor: amount, currencyCode });
  const { grossMinor: gross, discountMinor: discount, netMinor: net, taxMinor: tax, totalMinor: total } = quotedTotals([...made.values()]);
  return {
    gross: told(gross), discount: told(discount), net: told(net), tax: told(tax), total: told(total), currencyCode,
    lines: lines.map(({ productId }, index) => {
      const line = made.get(index);
      return {
        product: productId ?? null, unitPrice: line ? line.enteredPrice ?? line.unitPrice : null, net: line ? told(line.netMinor) : null, counts: line?.isChosen ?? false, taxIncluded: line?.taxIncluded ?? false,
        why: line ? whyPrice(line.priceBecause, ctx.viewer.locale) : null,
      };
    }),
  };
}
