import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { id, integer, optional, text } from '../shared/input.ts';
import { currencyExponent } from '../shared/money.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, lockRow, parted } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';
import { personalColumns, supplierColumns, supplierInput } from './supplierInput.ts';

const demandCurrency = (code: string | null | undefined): void => {
  if (code && currencyExponent(code) === undefined) throw fieldRefused(['currencyCode'], 'currency_unknown');
};

export const createSupplier = action({
  name: 'createSupplier', describe: 'Adds a supplier.', permission: 'purchasing.manage',
  input: { code: text({ max: 40 }), name: text({ max: 200 }), ...supplierInput },
  refusals: [], payload: { supplier: 'record:Supplier' },
  load: (tx, { code }) => tx.rows<{ id: string }>(sql`SELECT id FROM "Supplier" WHERE code = ${code}`),
  decide: (taken, input, ctx) => {
    if (taken.length > 0) throw fieldRefused(['code'], 'taken');
    demandCurrency(input.currencyCode);
    const supplier = ctx.newId();
    const { code, name } = input;
    return {
      rows: [insert('Supplier', { ...patchOf('Supplier', input, supplierColumns), code, name, id: supplier, companyId: ctx.company.id })],
      events: [{ kind: 'supplierCreated', subjectType: 'Supplier', subjectId: supplier, data: { code, name } }],
      result: { supplier },
    };
  },
});

export const updateSupplier = action({
  name: 'updateSupplier', describe: 'Changes what is known of a supplier.', permission: 'purchasing.manage',
  input: { supplierId: id('Supplier'), version: integer(), code: optional(text({ max: 40 })), name: optional(text({ max: 200 })), ...supplierInput },
  refusals: [], payload: { supplier: 'record:Supplier' },
  load: async (tx, { supplierId, code }) => {
    const supplier = await lockRow(tx, 'Supplier', supplierId);
    const others = code ? await tx.rows(sql`SELECT 1 FROM "Supplier" WHERE code = ${code} AND id <> ${supplierId}`) : [];
    return { supplier, isTaken: others.length > 0 };
  },
  decide: ({ supplier, isTaken }, input, ctx) => {
    const after = patchOf('Supplier', input, supplierColumns);
    demandVersion('Supplier', supplier, input.version, after, ctx.company.currencyCode);
    if (isTaken) throw fieldRefused(['code'], 'taken');
    demandCurrency(input.currencyCode);
    const { changes, personal } = parted(changesOf('Supplier', supplier, after, ctx.company.currencyCode), personalColumns);
    return {
      rows: [update('Supplier', supplier.id, { ...after, version: supplier.version + 1 })],
      events: [{ kind: 'supplierUpdated', subjectType: 'Supplier', subjectId: supplier.id, changes, personal }],
      result: { supplier: supplier.id },
    };
  },
});
