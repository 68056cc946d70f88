import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { skipToken, useQueries } from '@tanstack/react-query';
import type { SkipToken } from '@tanstack/react-query';
import { useSearchParams } from 'react-router-dom';
import { mayDo } from '../../data/authProvider.ts';
import { commentsQuestion } from '../../data/comments.ts';
import { countKey, countQuestion, pageQuestion } from '../../data/list.ts';
import type { Row } from '../../data/list.ts';
import type { Question } from '../../data/questions.ts';
import { may } from '../../data/session.ts';
import { timelineQuestion } from '../../data/timeline.ts';
import { useT } from '../../i18n/useT.ts';
import { integerText } from '../numbers.ts';
import { RelatedList, relatedParams } from './RelatedList.tsx';
import { Timeline } from './Timeline.tsx';
import type { RelatedTab } from './types.ts';

const countedOf = <Record_,>({ related, count }: RelatedTab<Record_>) => related ?? count;
const mayCount = <Record_,>(tab: RelatedTab<Record_>): boolean => {
  const counted = countedOf(tab);
  return !counted || mayDo(counted.resource, 'list');
};

const visible = <Record_,>(tabs: readonly RelatedTab<Record_>[]) => tabs.filter((tab) => mayCount(tab));

/** The tab that is open; undefined for the history. */
const openOf = <Record_,>(shown: readonly RelatedTab<Record_>[], asked: string | null) =>
  shown.find(({ key }) => key === asked) ?? (asked === 'timeline' ? undefined : shown.find(({ aside }) => !aside));

/** What the tabs of a record show at first: their counts, and what stands in the open one. */
export function tabQuestions<Record_>(id: string, tabs: readonly RelatedTab<Record_>[], asked: string | null, history: boolean): Question[] {
  const shown = visible(tabs);
  const open = openOf(shown, asked);
  const counts = shown.flatMap((tab) => {
    const counted = countedOf(tab);
    return counted ? [countQuestion(counted.resource, counted.filter({ id }))] : [];
  });
  if (!open) return history || shown.length > 0 ? [...counts, timelineQuestion(id), ...(may('comments.read') ? [commentsQuestion(id)] : [])] : counts;
  const { related, asks } = open;
  return [...counts, ...(related ? [pageQuestion(related.resource, relatedParams(related.filter({ id }), related.sort))] : []), ...(asks?.(id) ?? [])];
}

/** Related lists with counts, and the record's history last; the open tab is in the URL. */
export function RecordTabs<Record_ extends Row>({ record, tabs }: { record: Record_; tabs: readonly RelatedTab<Record_>[] }) {
  const t = useT();
  const [search, setSearch] = useSearchParams();
  const shown = visible(tabs);
  // Counted with the record.
  const counts = useQueries({
    queries: shown.map((tab) => ({
      queryKey: countKey(countedOf(tab)?.resource ?? tab.key, countedOf(tab)?.filter(record) ?? {}), queryFn: skipToken as SkipToken | (() => number | null),
    })),
  });
  const open = openOf(shown, search.get('tab'));
  const label = (text: string, count: number | null | undefined) =>
    count === undefined ? text : `${text} (${count === null ? t('list.tenThousandPlus') : integerText(count)})`;
  return (
    <Box sx={{ minWidth: 0 }}>
      <Tabs
        value={open?.key ?? 'timeline'}
        onChange={(_, key: string) => setSearch({ tab: key }, { replace: true })}
        variant="scrollable"
        scrollButtons="auto"
        aria-label={t('record.related')}
        sx={{ borderBlockEnd: '1px solid', borderColor: 'divider', mb: 1.5 }}
      >
        {shown.map((tab, index) => (
          <Tab key={tab.key} value={tab.key} id={`tab-${tab.key}`} aria-controls="tab-panel" label={label(tab.label, counts[index]?.data)} />
        ))}
        <Tab value="timeline" id="tab-timeline" aria-controls="tab-panel" label={t('timeline.title')} />
      </Tabs>
      <Box role="tabpanel" id="tab-panel" aria-labelledby={`tab-${open?.key ?? 'timeline'}`}>
        {open?.related && <RelatedList {...open.related} filter={open.related.filter(record)} />}
        {open?.content?.(record)}
        {!open && <Timeline subject={record.id} />}
      </Box>
    </Box>
  );
}
