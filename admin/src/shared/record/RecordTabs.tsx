import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useQueries } from '@tanstack/react-query';
import { useSearchParams } from 'react-router-dom';
import { mayDo } from '../../data/authProvider.ts';
import { fetchCount } from '../../data/list.ts';
import type { Row } from '../../data/list.ts';
import { useT } from '../../i18n/useT.ts';
import { integerText } from '../numbers.ts';
import { RelatedList } from './RelatedList.tsx';
import { Timeline } from './Timeline.tsx';
import type { RelatedTab } from './types.ts';

/** Related lists with counts, and the record's history last; the open tab is in the URL. */
export function RecordTabs<Record_ extends Row>({ record, tabs }: { record: Record_; tabs: readonly RelatedTab<Record_>[] }) {
  const t = useT();
  const [search, setSearch] = useSearchParams();
  const shown = tabs.filter(({ related }) => !related || mayDo(related.resource, 'list'));
  const counts = useQueries({
    queries: shown.map(({ key, related }) => {
      const filter = related?.filter(record) ?? {};
      return {
        queryKey: [related?.resource ?? key, 'count', filter],
        queryFn: ({ signal }: { signal: AbortSignal }) => fetchCount(related?.resource ?? '', filter, signal),
        enabled: related !== undefined,
      };
    }),
  });
  const asked = search.get('tab');
  const open = shown.find(({ key }) => key === asked) ?? (asked === 'timeline' ? undefined : shown[0]);
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
