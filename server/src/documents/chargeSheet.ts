import sql from 'sql-template-tag';
import type { ChargeLineKind, Language, PostingStatus } from '../generated/rows.ts';
import type { Day } from '../shared/time.ts';
import { hasSome, languageOfParty, loaded, many, money, type Loader } from './loading.ts';
import { code, day, end, fill, start, told, type Cell } from './sheet.ts';

interface Row {
  number: string; status: PostingStatus; customerId: string; customerName: string; customerCode: string; billTo: string; language: Language | null; issuedOn: Day; dueOn: Day; currencyCode: string; net: string; tax: string; total: string; reason: string | null; recordedAt: string;
  lines: { kind: ChargeLineKind; description: string; from: Day | null; to: Day | null; amount: string; spans: { days: number; principal: string; rate: string; dayCount: 'ACT_360' | 'ACT_365' }[] }[];
}

const reckoned = ({ description, spans }: Row['lines'][number], currencyCode: string): Cell =>
  ({ form: 'reckoning', text: description, spans: spans.map(({ principal, rate, days, dayCount }) => ({ principal, rate, days, ofYear: dayCount === 'ACT_360' ? 360 : 365 })), currencyCode });

/** Interest and fees: for which document, which days, how reckoned, how much. */
export const chargeSheet: Loader = async (db, id, { company }) => {
  const it = await loaded<Row>(db, 'Charge', id, sql`
    SELECT g.number, g.status, g."customerId", g."customerName", c.code AS "customerCode", g."billTo", ${languageOfParty(sql`g."customerId"`)} AS language, g."issuedOn", g."dueOn", g."currencyCode", g."netMinor"::text AS net, g."taxMinor"::text AS tax,
      g."totalMinor"::text AS total, g.reason, g."recordedAt",
      ${many(sql`l.kind, l.description, l."fromOn" AS "from", l."toOn" AS "to", l."amountMinor"::text AS amount, l.spans`, sql`"ChargeLine" l WHERE l."chargeId" = g.id`, sql`l.no`)} AS lines
    FROM "Charge" g JOIN "Customer" c ON c.id = g."customerId" WHERE g.id = ${id}`);
  const { currencyCode } = it;
  const [name = '', ...address] = it.billTo.split('\n');
  return {
    kind: 'CHARGE', number: it.number, mark: it.status === 'REVERSED' ? 'REVERSED' : null, fixedAt: new Date(it.recordedAt), currencyCode, company: { name: company.name, taxNumber: company.taxNumber, address: company.address },
    party: { type: 'Customer', id: it.customerId, language: it.language },
    facts: told([
      { label: 'chargeNumber', cell: code(it.number) }, { label: 'issuedOn', cell: day(it.issuedOn) }, { label: 'dueOn', cell: day(it.dueOn) }, { label: 'customerNumber', cell: code(it.customerCode) },
    ]),
    parties: [{ label: 'billTo', name: it.customerName, lines: name === it.customerName ? address : [name, ...address].filter((line) => line !== ''), taxNumber: null }],
    columns: [start('chargeKind'), fill('document'), start('from'), start('to'), end('amount')],
    rows: it.lines.map((line) => [{ form: 'words', key: `chargeKind.${line.kind}` }, line.spans.length === 0 ? code(line.description) : reckoned(line, currencyCode), day(line.from), day(line.to), money(line.amount, currencyCode)]),
    totals: [
      ...(hasSome([it.tax]) ? [{ label: 'net', cell: money(it.net, currencyCode) }, { label: 'tax', cell: money(it.tax, currencyCode) }] : []),
      { label: 'total', cell: money(it.total, currencyCode, true), isStrong: true },
    ],
    breakdowns: [], notes: it.reason ? [{ label: 'reason', text: it.reason }] : [], signatures: [], showsPayment: true,
  };
};
