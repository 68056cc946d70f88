// Who gets which stage, after how long what is lacking makes an order stuck, and what counts as a customer's word.
import sql from 'sql-template-tag';
import type { ChainFact, ChainSettingsRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { boolean, choice, id, integer, list, object, optional } from '../shared/input.ts';
import { changesOf, demandVersion, selectRows } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';
import { limitOf, usual } from './limits.ts';

const permission = 'chain.manage';
const held = sql`SELECT pg_advisory_xact_lock(hashtext('chain settings'))`;

export const setStageOwners = action({
  name: 'setStageOwners', permission, describe: 'Says who gets a stage when an order comes into it: the first rule that finds somebody. Without rules those built in hold again. Stages that somebody has stay theirs.',
  input: {
    step: choice('ChainStep'),
    rules: list(object('StageOwnerInput', {
      kind: choice('ChainOwnerKind'), userId: { ...optional(id('Colleague')), describe: 'Of PERSON.' }, role: { ...optional(choice('Role')), describe: 'Of ROLE.' },
      warehouseId: { ...optional(id('Warehouse')), describe: 'Only orders of this warehouse.' },
    }), { max: 20 }),
  },
  refusals: [], payload: { company: 'record:Company' },
  load: async (tx, { step, rules }) => {
    await tx.rows(held);
    const users = rules.flatMap(({ userId }) => userId ?? []);
    const warehouses = rules.flatMap(({ warehouseId }) => warehouseId ?? []);
    return {
      before: await selectRows(tx, 'ChainRule', sql`t.step = ${step}::"ChainStep"`, { lock: true }),
      users: await selectRows(tx, 'User', sql`t.id = ANY(${users}::uuid[]) AND t."isActive"`), warehouses: await selectRows(tx, 'Warehouse', sql`t.id = ANY(${warehouses}::uuid[])`),
    };
  },
  decide: ({ before, users, warehouses }, { step, rules }, ctx) => {
    const rows = rules.map(({ kind, userId = null, role = null, warehouseId = null }, index) => {
      const at = (field: string) => ['rules', String(index), field];
      if ((kind === 'PERSON') !== (userId !== null)) throw fieldRefused(at('userId'), 'required');
      if ((kind === 'ROLE') !== (role !== null)) throw fieldRefused(at('role'), 'required');
      if (userId !== null && users.every((each) => each.id !== userId)) throw NotFound({ type: 'Colleague', id: userId });
      if (warehouseId !== null && warehouses.every((each) => each.id !== warehouseId)) throw NotFound({ type: 'Warehouse', id: warehouseId });
      return { step, no: index + 1, kind, userId, role, warehouseId };
    });
    // Rows of the same number are changed, as one statement could not put another in their place.
    const written = rows.map((row) => {
      const known = before.find((each) => each.no === row.no);
      return known ? update('ChainRule', known.id, row) : insert('ChainRule', { id: ctx.newId(), companyId: ctx.company.id, ...row });
    });
    const surplus = before.filter((each) => each.no > rows.length).map((each) => remove('ChainRule', each.id));
    return {
      rows: [...written, ...surplus],
      events: [{ kind: 'stageOwnersSet', subjectType: 'Company', subjectId: ctx.company.id, data: { step, rules: rows.length } }],
      result: { company: ctx.company.id },
    };
  },
});

export const setChainLimit = action({
  name: 'setChainLimit', permission, describe: 'Says after how many hours what an order lacks makes it stuck, and whether whoever has the stage gets a task.',
  input: { fact: choice('ChainFact'), hours: integer({ min: 0, max: 8760 }), isActive: boolean(), raisesTask: boolean() },
  refusals: [], payload: { company: 'record:Company' },
  load: async (tx, { fact }) => {
    await tx.rows(held);
    return (await selectRows(tx, 'ChainLimit', sql`t.fact = ${fact}::"ChainFact"`, { lock: true }))[0];
  },
  decide: (row, { fact, ...limit }, ctx) => {
    const before = limitOf(row ? [row] : [], fact as ChainFact);
    const print = (of: typeof limit) => `${of.isActive ? of.hours : '–'}${of.raisesTask ? '' : ' ○'}`;
    return {
      rows: [row ? update('ChainLimit', row.id, limit) : insert('ChainLimit', { id: ctx.newId(), companyId: ctx.company.id, fact, ...limit })],
      events: [{ kind: 'chainLimitSet', subjectType: 'Company', subjectId: ctx.company.id, changes: { [fact]: [print(before), print(limit)] }, data: { fact, ...limit } }],
      result: { company: ctx.company.id },
    };
  },
});

export const setConfirmationRule = action({
  name: 'setConfirmationRule', permission, describe: 'Says what counts as a customer\'s confirmation, and from how many days before its day an order that is wanted later may be stuck.',
  input: {
    version: integer(), leadDays: integer({ max: 365 }), confirmsByDelivery: boolean(),
    silenceDays: { ...optional(integer({ min: 1, max: 365 })), describe: 'Null: silence is no confirmation.' },
  },
  refusals: [], payload: { company: 'record:Company' },
  load: async (tx) => {
    await tx.rows(held);
    return (await selectRows(tx, 'ChainSettings', sql`TRUE`, { lock: true }))[0];
  },
  decide: (row, { version, leadDays, confirmsByDelivery, silenceDays = null }, ctx) => {
    const before: ChainSettingsRow = row ?? { ...usual, id: ctx.newId(), companyId: ctx.company.id };
    const after = { leadDays, confirmsByDelivery, silenceDays };
    demandVersion('ChainSettings', before, version, after, ctx.company.currencyCode);
    return {
      rows: [row ? update('ChainSettings', row.id, { ...after, version: row.version + 1 }) : insert('ChainSettings', { ...before, ...after, version: 1 })],
      events: [{ kind: 'confirmationRuleSet', subjectType: 'Company', subjectId: ctx.company.id, changes: changesOf('ChainSettings', before, after, ctx.company.currencyCode) }],
      result: { company: ctx.company.id },
    };
  },
});
