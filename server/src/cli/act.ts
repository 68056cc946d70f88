import { isSetUp } from '../access/identify.ts';
import { systemContext } from '../context.ts';
import { refusalMessage } from '../mutations.ts';
import type { Action } from '../shared/action.ts';
import type { InputShape } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { perform, readInput } from '../shared/perform.ts';
import { Refusal } from '../shared/refusal.ts';
import { InputRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import type { Surroundings } from './command.ts';
import { openDatabase } from './database.ts';

/** Who the firm itself is on the command line; throws when there is no company yet. */
export async function openCompany(surroundings: Surroundings): Promise<Context> {
  const { db } = await openDatabase(surroundings);
  const ctx = await systemContext(db, surroundings.now(), 'CLI');
  if (!isSetUp(ctx.company)) throw new Error('There is no company yet: start the server and visit it, or run: demo');
  return ctx;
}

/** Performs an action of the product as a client would ask for it; a refusal is thrown as its sentences. */
export async function act<S extends InputShape, F>(
  declared: Action<S, F>, raw: Record<string, unknown>, ctx: Context,
): Promise<Record<string, unknown>> {
  try {
    const { result } = await perform(declared, readInput(declared, raw, ctx), ctx);
    return result;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Error(sentences(error, ctx.viewer.locale).join('\n'), { cause: error });
  }
}

function sentences(refused: Refusal, locale: string): string[] {
  if (!(refused instanceof InputRefused)) return [refusalMessage(refused, locale)];
  return refused.issues.map(({ path, code, facts }) => `${path.join(' ')}: ${message(locale, `input.${code}`, facts)}`);
}
