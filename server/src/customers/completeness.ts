// What a customer's record lacks for an invoice: by the rule of the country of the billing address, else by what is usual.
import sql, { type Sql } from 'sql-template-tag';
import { action } from '../shared/action.ts';
import type { Queryable } from '../shared/db.ts';
import { boolean, id, integer, optional, text } from '../shared/input.ts';
import { col } from '../shared/entity.ts';
import { message } from '../shared/messages.ts';
import { changesOf, demandVersion, lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, remove, update } from '../shared/write.ts';
import { CustomerIncomplete } from './refusals.ts';

/** Where letters find their way without a postal code. */
const withoutPostalCode = ['united arab emirates', 'uae', 'qatar', 'hong kong', 'bahamas', 'fiji', 'angola', 'ghana', 'uganda', 'rwanda', 'zimbabwe', 'malawi', 'cameroon', 'syria', 'yemen', 'الامارات', 'قطر', '香港'];

/** What the customer of a row (alias) lacks: address, street, city, country, postalCode, region, taxNumber; an array, empty when nothing. */
export const lacking = (alias: string): Sql => sql`(SELECT CASE WHEN d.id IS NULL THEN ARRAY['address'] ELSE array_remove(ARRAY[
    CASE WHEN btrim(d.street) = '' THEN 'street' END, CASE WHEN btrim(d.city) = '' THEN 'city' END, CASE WHEN btrim(d.country) = '' THEN 'country' END,
    CASE WHEN coalesce(btrim(d."postalCode"), '') = '' AND coalesce(r."needsPostalCode", hesabu_fold(btrim(d.country)) <> ALL(${withoutPostalCode}::text[])) THEN 'postalCode' END,
    CASE WHEN coalesce(btrim(d.region), '') = '' AND r."needsRegion" THEN 'region' END], NULL) END
    || CASE WHEN coalesce(${col(alias, 'taxNumber')}, '') = '' AND (${col(alias, 'taxTreatment')} = 'REVERSE_CHARGE'::"TaxTreatment" OR r."needsTaxNumber") THEN ARRAY['taxNumber'] ELSE ARRAY[]::text[] END
  FROM (SELECT 1) one LEFT JOIN LATERAL (SELECT a.* FROM "Address" a WHERE a."customerId" = ${col(alias, 'id')} ORDER BY a.kind, a."isDefault" DESC, a.id LIMIT 1) d ON TRUE
    LEFT JOIN LATERAL (SELECT u.* FROM "AddressRule" u WHERE u."companyId" = ${col(alias, 'companyId')} AND (u.country IS NULL OR hesabu_fold(u.country) = hesabu_fold(btrim(d.country)))
      ORDER BY u.country NULLS LAST LIMIT 1) r ON TRUE)`;

/** Refuses to invoice customers whose records lack what their country needs, where the firm wants that. */
export async function demandComplete(tx: Queryable, customerIds: readonly string[], ctx: Context): Promise<void> {
  const [first] = await tx.rows<{ id: string; name: string; lacks: string[] }>(sql`SELECT x.* FROM (SELECT c.id, c.name, ${lacking('c')} AS lacks FROM "Customer" c WHERE c.id = ANY(${[...customerIds]}::uuid[])) x
    WHERE cardinality(x.lacks) > 0 AND EXISTS (SELECT FROM "CustomerPolicy" p WHERE p."companyId" = ${ctx.company.id} AND p."demandsAddress") ORDER BY x.name, x.id LIMIT 1`);
  if (first) throw CustomerIncomplete({ customer: first.id, customerName: first.name, lacks: first.lacks.map((each) => message(ctx.viewer.locale, `lacks.${each}`)).join(', ') });
}

export const saveAddressRule = action({
  name: 'saveAddressRule', permission: 'invoices.post', describe: 'Says what a billing address in a country needs beside street, city and country.',
  input: {
    addressRuleId: { ...optional(id('AddressRule')), describe: 'A new one when left out.' }, version: optional(integer()), country: { ...optional(text({ max: 100 })), describe: 'As addresses name it; all countries without a rule when left out.' },
    needsPostalCode: boolean(), needsRegion: boolean(), needsTaxNumber: boolean(),
  },
  refusals: [], payload: { addressRule: 'record:AddressRule' },
  load: async (tx, { addressRuleId, country }, ctx) => ({
    known: addressRuleId ? await lockRow(tx, 'AddressRule', addressRuleId) : undefined,
    same: await selectRows(tx, 'AddressRule', sql`t."companyId" = ${ctx.company.id} AND lower(coalesce(t.country, '')) = lower(${country ?? ''}) AND t.id IS DISTINCT FROM ${addressRuleId ?? null}::uuid`),
  }),
  decide: ({ known, same }, { country = null, needsPostalCode, needsRegion, needsTaxNumber, version }, ctx) => {
    if (same.length > 0) throw fieldRefused(['country'], 'taken');
    const after = { country, needsPostalCode, needsRegion, needsTaxNumber };
    if (known) demandVersion('AddressRule', known, version, after, ctx.company.currencyCode);
    const addressRule = known?.id ?? ctx.newId();
    return {
      rows: [known ? update('AddressRule', known.id, { ...after, version: known.version + 1 }) : insert('AddressRule', { id: addressRule, companyId: ctx.company.id, ...after })],
      events: [{ kind: 'addressRuleSaved', subjectType: 'Company', subjectId: ctx.company.id, data: { country }, ...(known ? { changes: changesOf('AddressRule', known, after, ctx.company.currencyCode) } : {}) }],
      result: { addressRule },
    };
  },
});

export const removeAddressRule = action({
  name: 'removeAddressRule', permission: 'invoices.post', describe: 'Drops a rule: what is usual holds again.',
  input: { addressRuleId: id('AddressRule') }, refusals: [], payload: { removed: 'text' },
  load: (tx, { addressRuleId }) => lockRow(tx, 'AddressRule', addressRuleId),
  decide: (rule, _input, ctx) => ({
    rows: [remove('AddressRule', rule.id)], events: [{ kind: 'addressRuleRemoved', subjectType: 'Company', subjectId: ctx.company.id, data: { country: rule.country } }], result: { removed: rule.id },
  }),
});

export const setCustomerPolicy = action({
  name: 'setCustomerPolicy', permission: 'invoices.post', describe: 'Says whether customers whose billing address lacks what it needs are invoiced.',
  input: { demandsAddress: boolean(), version: optional(integer()) }, refusals: [], payload: { customerPolicy: 'record:CustomerPolicy' },
  load: async (tx, _input, ctx) => (await selectRows(tx, 'CustomerPolicy', sql`t."companyId" = ${ctx.company.id}`, { lock: true }))[0],
  decide: (known, { version, demandsAddress }, ctx) => {
    const after = { demandsAddress };
    if (known) demandVersion('CustomerPolicy', known, version, after, ctx.company.currencyCode);
    const customerPolicy = known?.id ?? ctx.newId();
    return {
      rows: [known ? update('CustomerPolicy', known.id, { ...after, version: known.version + 1 }) : insert('CustomerPolicy', { id: customerPolicy, companyId: ctx.company.id, creditDemandSince: null, ...after })],
      events: [{ kind: 'customerPolicySet', subjectType: 'Company', subjectId: ctx.company.id, changes: { demandsAddress: [known?.demandsAddress ?? false, demandsAddress] } }],
      result: { customerPolicy },
    };
  },
});
