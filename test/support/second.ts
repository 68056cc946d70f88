// Two of the books' people: one with limits, and one who answers what goes beyond them.
import { permissionsOf } from '../../server/src/access/policy.ts';
import { runConsumers } from '../../server/src/events/consumers.ts';
import type { AnyAction } from '../../server/src/shared/action.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { newId, perform, readInput } from '../../server/src/shared/perform.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import { insert, write } from '../../server/src/shared/write.ts';
import { decideApproval } from '../../server/src/work/decideApproval.ts';
import { settled } from './settled.ts';
import { sql, type Trade } from './trade.ts';

type Made = Record<string, string | null> & { refused?: string };

export interface SecondPeople {
  /** Ids by name: Clara and Conrad. */
  people: Record<string, string>;
  /** Performs an action as one of them; a refusal is told by its code. */
  as(name: string, declared: AnyAction, raw: Record<string, unknown>): Promise<Made>;
  changeOf(change: string | null | undefined): Promise<Record<string, string>>;
  /** Answers a change, and lets follow what follows. */
  answer(change: string | null | undefined, approve?: boolean, who?: string): Promise<Made>;
}

export async function secondPeople(firm: Trade): Promise<SecondPeople> {
  const { company } = await firm.context();
  const people: Record<string, string> = {};
  for (const name of ['Clara', 'Conrad']) {
    const id = newId();
    people[name] = id;
    await firm.db.transaction((tx) => write(tx, [insert('User', { id, companyId: company.id, email: `${name.toLowerCase()}@example.com`, name, passwordHash: 'none', role: 'CONTROLLER' })]));
  }
  const as: SecondPeople['as'] = async (name, declared, raw) => {
    const ctx = await firm.context();
    const mine = { ...ctx, viewer: { ...ctx.viewer, kind: 'STAFF' as const, id: people[name] ?? '', name, role: 'CONTROLLER' as const, permissions: permissionsOf('CONTROLLER') } } as typeof ctx;
    try {
      return (await perform(declared, readInput(declared, raw, mine), mine)).result as Made;
    } catch (error) {
      if (error instanceof Refusal) return { refused: error.kind.code };
      throw error;
    }
  };
  const changeOf: SecondPeople['changeOf'] = (change) => firm.one(sql`SELECT status::text, "approvalId", "beforeText" AS before, "afterText" AS after, coalesce(outcome, '') AS outcome FROM "CustomerChange" WHERE id = ${String(change)}`);
  return {
    people, as, changeOf,
    answer: async (change, approve = true, who = 'Conrad') => {
      const made = await as(who, decideApproval, { approvalId: globalId('Approval', (await changeOf(change))['approvalId'] ?? ''), approve, reason: 'Looked at' });
      await settled(firm.db);
      await runConsumers(firm.db, () => new Date(`${firm.day}T12:00:00Z`));
      return made;
    },
  };
}
