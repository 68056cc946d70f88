import { useEffect, useRef, useState } from 'react';
import { onNews } from '../../data/live.ts';
import type { News } from '../../data/live.ts';

export type Change = News['changes'][number];
/** What was heard since the data on screen was asked for; `stale`: more may have happened. */
type Heard = { changes: readonly Change[]; stale: boolean };
const nothing: Heard = { changes: [], stale: false };
const KEPT_MAX = 1000;

/**
 * What others did to the records of interest since the screen's data was asked for. What is heard while it is being asked
 * again stays: nobody can tell whether the answer has it.
 */
export function useNews(concerns: (change: Change) => boolean, isFetching: boolean): Heard {
  const [heard, setHeard] = useState(nothing);
  const current = useRef(concerns);
  current.current = concerns;
  const known = useRef(0);
  useEffect(() => onNews(({ changes, isResync }) => {
    const own = changes.filter((change) => !change.isOwn && current.current(change));
    if (own.length > 0 || isResync) setHeard(({ changes: before, stale }) => ({ changes: [...before, ...own].slice(-KEPT_MAX), stale: stale || isResync }));
  }), []);
  useEffect(() => {
    if (isFetching) { known.current = heard.changes.length; return; }
    const answered = known.current;
    known.current = 0;
    setHeard((before) => (before === nothing || (answered === 0 && !before.stale) ? before : { changes: before.changes.slice(answered), stale: false }));
    // oxlint-disable-next-line react/exhaustive-deps -- what was heard when the question went out, and when its answer came
  }, [isFetching]);
  return heard;
}
