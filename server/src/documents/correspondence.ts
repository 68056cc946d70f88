// How a customer or supplier is written to.
import sql from 'sql-template-tag';
import { demandOwn } from '../customers/rowRights.ts';
import type { CorrespondenceRow } from '../generated/rows.ts';
import { correspondenceInput } from '../messaging/mailSettings.ts';
import { action, type DecideContext, type Decision } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id, type InputOf } from '../shared/input.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { insert, update } from '../shared/write.ts';

const knownOf = async (tx: Tx, partyId: string): Promise<CorrespondenceRow | undefined> =>
  (await selectRows(tx, 'Correspondence', sql`t."partyId" = ${partyId}`, { lock: true }))[0];

function decided(known: CorrespondenceRow | undefined, party: { type: 'Customer' | 'Supplier'; id: string }, said: InputOf<typeof correspondenceInput>, ctx: DecideContext): Decision {
  const columns = { language: said.language ?? null, email: said.email ?? null, copyTo: said.copyTo ?? null, declined: [...new Set(said.declined ?? [])] };
  const correspondence = known?.id ?? ctx.newId();
  return {
    rows: [known ? update('Correspondence', known.id, { ...columns, version: known.version + 1 })
      : insert('Correspondence', { id: correspondence, companyId: ctx.company.id, partyType: party.type, partyId: party.id, ...columns })],
    events: [{
      kind: 'correspondenceSet', subjectType: party.type, subjectId: party.id, changes: { language: [known?.language ?? null, columns.language], declined: [known?.declined ?? [], columns.declined] },
      personal: { email: [known?.email ?? null, columns.email], copyTo: [known?.copyTo ?? null, columns.copyTo] },
    }],
    result: { correspondence },
  };
}

const payload = { correspondence: 'record:Correspondence' } as const;

export const setCustomerCorrespondence = action({
  name: 'setCustomerCorrespondence', permission: 'customers.manage', describe: 'In which language and to which address papers and mails go to a customer, and which it does not want.',
  input: { customerId: id('Customer'), ...correspondenceInput }, refusals: [], payload,
  load: async (tx, { customerId }, { viewer }) => {
    demandOwn(await lockRow(tx, 'Customer', customerId), viewer);
    return knownOf(tx, customerId);
  },
  decide: (known, { customerId, ...said }, ctx) => decided(known, { type: 'Customer', id: customerId }, said, ctx),
});

export const setSupplierCorrespondence = action({
  name: 'setSupplierCorrespondence', permission: 'purchasing.manage', describe: 'In which language and to which address papers and mails go to a supplier.',
  input: { supplierId: id('Supplier'), ...correspondenceInput }, refusals: [], payload,
  load: async (tx, { supplierId }) => {
    await lockRow(tx, 'Supplier', supplierId);
    return knownOf(tx, supplierId);
  },
  decide: (known, { supplierId, ...said }, ctx) => decided(known, { type: 'Supplier', id: supplierId }, said, ctx),
});
