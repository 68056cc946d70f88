import Button from '@mui/material/Button';
import { useListContext } from 'ra-core';
import { useState } from 'react';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useT } from '../i18n/useT.ts';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { PostCountDialog } from './CountActions.tsx';
import { recountLines } from './countMutations.ts';
import type { CountLineRow } from './countQueries.ts';
import { countLineFields } from './fields.ts';

const views: readonly View[] = [
  { key: 'different', label: 'warehousing.different', filter: { isDifferent: true }, permission: 'counts.review' },
  { key: 'disagreed', label: 'warehousing.disagreed', filter: { state: ['DISAGREED'] } },
];

/** The lines of sessions: differences with their values, posted or counted again as chosen. */
export const CountLineList = () => (
  <RecordList
    fields={countLineFields} views={views} sort={{ field: 'no', order: 'ASC' }} bulkActions={({ ids, unselect }) => <Chosen ids={ids} unselect={unselect} />}
  />
);

function Chosen({ ids, unselect }: { ids: readonly string[]; unselect: () => void }) {
  const t = useT();
  const { data } = useListContext<CountLineRow>();
  const [posting, setPosting] = useState(false);
  const [recount, { pending }] = useAction(recountLines);
  const sessions = new Set((data ?? []).filter(({ id }) => ids.includes(id)).map(({ stockCount }) => stockCount.id));
  const [stockCountId] = sessions;
  if (!may('counts.review') || !stockCountId || sessions.size > 1) return null;
  const again = async () => {
    if (await recount({ input: { stockCountId, countLineIds: [...ids] } })) unselect();
  };
  return (
    <>
      <Button onClick={() => setPosting(true)}>{t('warehousing.postChosen')}</Button>
      <Button disabled={pending} onClick={() => void again()}>{t('action.recountLines')}</Button>
      {posting && <PostCountDialog stockCountId={stockCountId} countLineIds={ids} onClose={() => setPosting(false)} onDone={unselect} />}
    </>
  );
}
