import sql from 'sql-template-tag';
import { NotAPayingAccount } from '../costing/refusals.ts';
import { demandPayingAccount } from '../costing/rules.ts';
import type { AccountRow, CarrierRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, choice, id, integer, object, optional, text, type InputOf } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update } from '../shared/write.ts';
import { simulationShape, type Simulation } from './simulation.ts';

const percent = (describe: string) => ({ ...optional(integer({ max: 100 })), describe });
const simulation = {
  ...optional(object('SimulationInput', {
    seed: { ...optional(text({ max: 60 })), describe: 'The same seed, the same bad days.' },
    faults: percent('Of 100 calls, how many fail.'), answersLost: percent('Of 100 calls, how many are carried out and never answered.'), late: percent('Of 100 parcels, how many come late.'),
    lost: percent('Of 100 parcels, how many are lost.'), exceptions: percent('Of 100 parcels, how many meet nobody.'), returned: percent('Of 100 parcels, how many come back.'),
    wrongWeights: percent('Of 100 parcels, how many are weighed otherwise.'), doubles: percent('Of 100 events, how many are told twice.'),
  })), describe: 'Of a simulator: how it misbehaves.',
};
const fields = {
  address: { ...optional(text({ max: 500 })), describe: 'Of a gateway: where its verbs are, https://….' },
  timeoutMs: { ...optional(integer({ min: 100, max: 60_000 })), describe: 'Milliseconds to wait for an answer; default 10,000.' },
  accountId: { ...optional(id('Account')), describe: 'What labels are paid from or owed on; default: the bank.' },
  supplierId: { ...optional(id('Supplier')), describe: 'Who bills them.' },
  trackingUrl: { ...optional(text({ max: 500 })), describe: 'Where people follow a parcel; {number} stands for its number.' },
  simulation,
};
type Given = Partial<InputOf<typeof fields>>;

async function loadNamed(tx: Tx, { accountId, supplierId }: Given, { company }: Context): Promise<{ account: AccountRow | undefined }> {
  if (supplierId) await readRow(tx, 'Supplier', supplierId);
  const [account] = accountId ? await selectRows(tx, 'Account', sql`t."companyId" = ${company.id} AND t.id = ${accountId}::uuid`) : [];
  return { account };
}

/** On this machine a gateway may be plain HTTP, as no key leaves it. */
const isLocal = ({ hostname }: URL) => hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
function demandAddress(path: string, given: string | null | undefined): void {
  if (!given) return;
  const url = URL.parse(given.replace('{number}', '0'));
  if (!url || url.username || url.password || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal(url)))) throw fieldRefused([path], 'https_needed');
}

function demandFields({ adapter, address }: Pick<CarrierRow, 'adapter' | 'address'>, given: Given, { account }: { account: AccountRow | undefined }): void {
  if (adapter === 'GATEWAY' && !address) throw fieldRefused(['address'], 'required');
  demandAddress('address', given.address);
  demandAddress('trackingUrl', given.trackingUrl);
  if (given.trackingUrl && !given.trackingUrl.includes('{number}')) throw fieldRefused(['trackingUrl'], 'number_sign_needed');
  if (given.accountId) demandPayingAccount(account);
}

const simulated = (given: Given['simulation'], known: unknown): Simulation =>
  simulationShape.parse({ ...simulationShape.parse(known ?? {}), ...Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== null && value !== undefined)) });

const refusals = [NotAPayingAccount];
const permission = 'carriers.manage';

export const createCarrier = action({
  name: 'createCarrier', permission, describe: 'Adds a carrier. Its code is part of the address to which it sends what happens to parcels.',
  input: { code: text({ max: 40, pattern: /^[a-z0-9-]+$/ }), name: text({ max: 100 }), adapter: choice('CarrierAdapter'), ...fields },
  refusals, payload: { carrier: 'record:Carrier' },
  load: async (tx, input, ctx) => ({ ...await loadNamed(tx, input, ctx), known: await selectRows(tx, 'Carrier', sql`t."companyId" = ${ctx.company.id} AND t.code = ${input.code}`) }),
  decide: ({ known, account }, { code, name, adapter, simulation: behaviour, ...given }, ctx) => {
    if (known.length > 0) throw fieldRefused(['code'], 'taken');
    demandFields({ adapter, address: given.address ?? null }, given, { account });
    const carrier = ctx.newId();
    return {
      rows: [insert('Carrier', {
        id: carrier, companyId: ctx.company.id, code, name, adapter, address: given.address ?? null, timeoutMs: given.timeoutMs ?? 10_000, accountId: given.accountId ?? null, supplierId: given.supplierId ?? null,
        trackingUrl: given.trackingUrl ?? null, simulation: simulated(behaviour, {}), pausedUntil: null, lastAnsweredAt: null, lastProblem: null,
      }), insert('CarrierSecret', { id: ctx.newId(), carrierId: carrier, apiKey: null, webhookSecret: null, previousSecret: null, previousUntil: null })],
      events: [{ kind: 'carrierCreated', subjectType: 'Carrier', subjectId: carrier, data: { code, name } }], result: { carrier },
    };
  },
});

export const updateCarrier = action({
  name: 'updateCarrier', permission, describe: 'Changes a carrier. An inactive one is asked for no more prices and labels; its parcels are still followed.',
  input: { carrierId: id('Carrier'), version: integer(), name: optional(text({ max: 100 })), isActive: optional(boolean()), ...fields },
  refusals, payload: { carrier: 'record:Carrier' },
  load: async (tx, input, ctx) => ({ row: await lockRow(tx, 'Carrier', input.carrierId), named: await loadNamed(tx, input, ctx) }),
  decide: ({ row, named }, input, ctx) => {
    const after = {
      ...patchOf('Carrier', input, ['name', 'isActive', 'address', 'timeoutMs', 'accountId', 'supplierId', 'trackingUrl']),
      ...(input.simulation ? { simulation: simulated(input.simulation, row.simulation) } : {}),
    };
    demandVersion('Carrier', row, input.version, after, ctx.company.currencyCode);
    demandFields({ ...row, ...after }, input, named);
    return {
      rows: [update('Carrier', row.id, { ...after, version: row.version + 1 })],
      events: [{ kind: 'carrierUpdated', subjectType: 'Carrier', subjectId: row.id, changes: changesOf('Carrier', row, after, ctx.company.currencyCode) }],
      result: { carrier: row.id },
    };
  },
});
