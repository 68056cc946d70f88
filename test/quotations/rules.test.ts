// Which lines of a quotation count, and how versions differ.
import { describe, expect, test } from 'vitest';
import { comparedLines, type ComparedLine } from '../../server/src/quotations/compareVersions.ts';
import { demandQuotation, quotationMoves, withChosen, type QuotationMove } from '../../server/src/quotations/rules.ts';
import { enums, type QuotationStatus } from '../../server/src/generated/rows.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import type { Day } from '../../server/src/shared/time.ts';

const line = (id: string, kind: 'ITEM' | 'OPTIONAL' | 'ALTERNATIVE' | 'TEXT') => ({ id, kind, isChosen: false });
const desk = [line('words', 'TEXT'), line('desk', 'ITEM'), line('oak', 'ALTERNATIVE'), line('steel', 'ALTERNATIVE'), line('lamp', 'OPTIONAL'), line('chair', 'ITEM')];

describe('of the lines of a quotation', () => {
  test.each<[string, string[], string[] | 'refused']>([
    ['items alone count', [], ['desk', 'chair']],
    ['an option counts once chosen', ['lamp'], ['desk', 'lamp', 'chair']],
    ['an alternative takes the place of the item above it', ['oak'], ['oak', 'chair']],
    ['both may be', ['steel', 'lamp'], ['steel', 'lamp', 'chair']],
    ['two alternatives of one item do not go together', ['oak', 'steel'], 'refused'],
    ['words cannot be chosen', ['words'], 'refused'],
    ['lines of another cannot be chosen', ['elsewhere'], 'refused'],
  ])('%s', (_name, chosen, expected) => {
    if (expected === 'refused') expect(() => withChosen(desk, chosen)).toThrow(Refusal);
    else expect(withChosen(desk, chosen).filter(({ isChosen }) => isChosen).map(({ id }) => id)).toEqual(expected);
  });
});

test('whatever is not in the table of moves is refused, and everything of a version that is not the newest', () => {
  for (const move of Object.keys(quotationMoves) as QuotationMove[]) {
    for (const status of enums.QuotationStatus) {
      const quotation = { id: 'q', number: 'QUO-1', status, isNewest: true, validTo: '2026-01-31' as Day };
      const allowed = (quotationMoves[move] as readonly QuotationStatus[]).includes(status);
      if (allowed) expect(() => demandQuotation(quotation, move)).not.toThrow();
      else expect(() => demandQuotation(quotation, move), `${move} of ${status}`).toThrow(Refusal);
      expect(() => demandQuotation({ ...quotation, isNewest: false }, move)).toThrow(Refusal);
    }
  }
});

test('versions are compared line by line: changed, added, removed; a line that only moved is no change', () => {
  const told = (key: string, quantity: bigint, unitPrice: bigint): ComparedLine =>
    ({ key, description: key, kind: 'ITEM', quantity, unitPrice, discountRate: 0n, net: quantity * unitPrice } as ComparedLine);
  const changes = comparedLines([told('tea', 2n, 5n), told('cup', 1n, 3n), told('pot', 1n, 9n)], [told('pot', 1n, 9n), told('tea', 3n, 5n), told('tray', 1n, 1n)]);
  expect(changes.map(({ description, what, quantityBefore, quantityAfter }) => [description, what, quantityBefore, quantityAfter])).toEqual([
    ['tea', 'CHANGED', 2n, 3n], ['tray', 'ADDED', null, 1n], ['cup', 'REMOVED', 1n, null],
  ]);
});
