import type { ProfitTerm } from '../generated/rows.ts';

/** The accounts of each term of a profit, in the order in which people read it; what has none is OTHER. */
const accountsOf: Record<Exclude<ProfitTerm, 'OTHER'>, readonly string[]> = {
  REVENUE: ['4000'], FREIGHT_INCOME: ['4010'], DISCOUNTS: ['4100'], CREDIT_NOTES: ['4200'], EARLY_PAYMENT: ['4300'], FEES_EARNED: ['4900'],
  COST_OF_GOODS: ['5000', '5010'], FREIGHT: ['5300'], PAYMENT_FEES: ['5400'], COMMISSION: ['5500'], RETURNS: ['5600'], BAD_DEBT: ['5700', '5710'], ALLOCATED: ['6900', '6910'],
};
export const profitTerms = [...Object.keys(accountsOf), 'OTHER'] as readonly ProfitTerm[];
const byCode = new Map(Object.entries(accountsOf).flatMap(([term, codes]) => codes.map((code): [string, ProfitTerm] => [code, term as ProfitTerm])));

export const termOf = (code: string): ProfitTerm => byCode.get(code) ?? 'OTHER';
