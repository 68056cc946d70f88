import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, choice, id, integer, optional, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, lockRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';

const fields = {
  customerId: { ...optional(id('Customer')), describe: 'For whom a job is done, or who the client is.' },
  note: optional(text({ max: 2000, lines: true })), isActive: optional(boolean()),
};

interface References { holder: string | undefined; knowsCustomer: boolean }
async function loadReferences(tx: Tx, { code, customerId }: { code?: string | null; customerId?: string | null }): Promise<References> {
  const [row] = await tx.rows<{ holder: string | null; known: boolean }>(sql`SELECT (SELECT id FROM "CostObject" WHERE code = ${code ?? null}) AS holder,
    EXISTS (SELECT FROM "Customer" WHERE id = ${customerId ?? null}::uuid) AS known`);
  return { holder: row?.holder ?? undefined, knowsCustomer: !customerId || !!row?.known };
}
function demandReferences({ holder, knowsCustomer }: References, ownId: string | null): void {
  if (holder && holder !== ownId) throw fieldRefused(['code'], 'taken');
  if (!knowsCustomer) throw fieldRefused(['customerId'], 'id_unknown', { type: 'Customer' });
}

export const createCostObject = action({
  name: 'createCostObject', describe: 'Adds a department, a job or a client to which own use is charged.', permission: 'supplies.manage',
  input: { kind: choice('CostObjectKind'), code: text({ max: 40 }), name: text({ max: 200 }), ...fields }, refusals: [], payload: { costObject: 'record:CostObject' },
  load: (tx, input) => loadReferences(tx, input),
  decide: (found, { kind, code, name, customerId, note, isActive }, ctx) => {
    demandReferences(found, null);
    const costObject = ctx.newId();
    return {
      rows: [insert('CostObject', { id: costObject, companyId: ctx.company.id, kind, code, name, customerId: customerId ?? null, note: note ?? null, isActive: isActive ?? true })],
      events: [{ kind: 'costObjectCreated', subjectType: 'CostObject', subjectId: costObject, data: { code, name } }],
      result: { costObject },
    };
  },
});

export const updateCostObject = action({
  name: 'updateCostObject', describe: 'Changes a department, job or client; one that is closed takes no more costs, and keeps those it has.', permission: 'supplies.manage',
  input: {
    costObjectId: id('CostObject'), version: integer(), kind: optional(choice('CostObjectKind')), code: optional(text({ max: 40 })), name: optional(text({ max: 200 })), ...fields,
  },
  refusals: [], payload: { costObject: 'record:CostObject' },
  load: async (tx, input) => ({ row: await lockRow(tx, 'CostObject', input.costObjectId), found: await loadReferences(tx, input) }),
  decide: ({ row, found }, input, ctx) => {
    const after = patchOf('CostObject', input, ['kind', 'code', 'name', 'customerId', 'note', 'isActive']);
    demandVersion('CostObject', row, input.version, after, ctx.company.currencyCode);
    demandReferences(found, row.id);
    return {
      rows: [update('CostObject', row.id, { ...after, version: row.version + 1 })],
      events: [{ kind: 'costObjectUpdated', subjectType: 'CostObject', subjectId: row.id, changes: changesOf('CostObject', row, after, ctx.company.currencyCode) }],
      result: { costObject: row.id },
    };
  },
});
