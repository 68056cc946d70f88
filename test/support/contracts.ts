// What contracts should have been charged, worked out day by day and apart from the code that charges them.
import { periodOf } from '../../server/src/recurring/rules.ts';
import { currencyExponent } from '../../server/src/shared/money.ts';
import { decodeAll, type Table } from '../../server/src/shared/tables.ts';
import { addDays, type Day } from '../../server/src/shared/time.ts';
import { sql, type Trade } from './trade.ts';

const rounded = (of: bigint, by: bigint): bigint => (of < 0n ? -rounded(-of, by) : (2n * of + by) / (2n * by));
/** A price for a quantity less discount, in the currency's smallest unit, rounded once: price by 10⁻⁸, quantity and discount by 10⁻⁶. */
const worth = (price: bigint, quantity: bigint, discount: bigint, code: string): bigint => rounded(price * quantity * (10n ** 6n - discount), 10n ** BigInt(20 - (currencyExponent(code) ?? 2)));

/** Lines of periods that were invoiced at another amount than their days cost, each with both. */
export async function chargedOf({ db }: Pick<Trade, 'db'>): Promise<string[]> {
  const all = async <T extends Table>(table: T) => decodeAll(table, await db.rows<Record<string, unknown>>({ text: `SELECT * FROM "${table}" ORDER BY id`, values: [] } as unknown as Parameters<Trade['db']['rows']>[0]));
  const [contracts, lines, pauses] = [await all('Contract'), await all('ContractLine'), await all('ContractPause')];
  const [billings, billed] = [await all('ContractBilling'), await all('ContractBillingLine')];
  // Of invoice lines that were credited by hand there may be less to give back than the days come to.
  const used = new Set((await db.rows<{ id: string }>(sql`SELECT l.id FROM "InvoiceLine" l WHERE l."netMinor" <= (SELECT coalesce(sum(c."netMinor"), 0) FROM "InvoiceLine" c WHERE c."creditsLineId" = l.id)`)).map(({ id }) => id));
  return contracts.flatMap((contract) => billings.filter((each) => each.contractId === contract.id && each.kind === 'PERIOD').flatMap(({ periodFrom }) => {
    const ofPeriod = billings.filter((each) => each.contractId === contract.id && each.periodFrom === periodFrom).map(({ id }) => id);
    const own = billed.filter((each) => ofPeriod.includes(each.billingId));
    const whole = periodOf({ ...contract, endsOn: null }, periodFrom);
    if (!whole) return [`${contract.number} ${periodFrom} is no period`];
    const now = periodOf(contract, periodFrom);
    const expected = new Map<number, bigint>();
    const days: Day[] = [];
    for (let day = whole.wholeFrom; day <= whole.wholeTo; day = addDays(day, 1)) days.push(day);
    const versions = now ? lines.filter((each) => each.contractId === contract.id) : [];
    for (const line of versions) {
      const price = own.find((each) => each.contractLineId === line.id)?.unitPrice ?? line.unitPrice;
      const amount = price === null ? null : worth(price, line.quantity, line.discountRate, contract.currencyCode);
      days.forEach((day, at) => {
        // Days outside of the contract count as its first or last, where a part of a period is charged whole.
        const counted = !now ? day : day < now.from ? now.from : day > now.to ? now.to : day;
        if ((counted !== day && contract.proratesEnds) || line.validFrom > counted || (line.validTo !== null && line.validTo < counted)) return;
        if (pauses.some((pause) => pause.contractId === contract.id && pause.fromOn <= day && (pause.toOn === null || pause.toOn >= day))) return;
        const part = amount === null ? -1_000_000n : rounded(amount * BigInt(at + 1), BigInt(days.length)) - rounded(amount * BigInt(at), BigInt(days.length));
        expected.set(line.no, (expected.get(line.no) ?? 0n) + part);
      });
    }
    return [...new Set([...expected.keys(), ...own.map(({ lineNo }) => lineNo)])].flatMap((no) => {
      const ofLine = own.filter(({ lineNo }) => lineNo === no);
      const [is, should] = [ofLine.reduce((sum, { netMinor }) => sum + netMinor, 0n), expected.get(no) ?? 0n];
      if (is === should || (is > should && ofLine.every(({ invoiceLineId, netMinor }) => netMinor <= 0n || used.has(invoiceLineId ?? '')))) return [];
      return [`${contract.number} ${periodFrom} line ${no}: ${is} instead of ${should}`];
    });
  }));
}
