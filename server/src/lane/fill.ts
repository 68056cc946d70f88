import type { RequestContext } from '../shared/request.ts';
import type { Run } from '../shared/slot.ts';
import { BROKEN } from './text.ts';

/** Fills a place that SQL left in its answer: from the facts that SQL put there, to JSON. */
export type Fill = (facts: string, ctx: RequestContext, run: Run, fills: readonly Fill[]) => string;

/** What was found is no answer, such as a null where none is promised: the general lane says what then. */
export class BrokenPromise extends Error {}

/** SQL's answer with its places filled. */
export function filled(text: string, fills: readonly Fill[], ctx: RequestContext, run: Run): string {
  if (text.includes(BROKEN)) throw new BrokenPromise();
  if (fills.length === 0) return text;
  return text.replace(/\u0001(\d+):([^\u0002]*)\u0002/g, (_place, index: string, facts: string) => {
    const fill = fills[Number(index)];
    if (!fill) throw new Error(`no fill ${index}`);
    return fill(facts, ctx, run, fills);
  });
}
