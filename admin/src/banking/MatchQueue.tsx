import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { pathOfId } from '../data/resource.ts';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { useKeys } from '../shared/keys/useKeys.ts';
import { moneyText } from '../shared/numbers.ts';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { acceptProposals } from './actions.ts';
import { BookDialog } from './BookDialog.tsx';
import { Proposals } from './Proposals.tsx';
import { queueQuery } from './queries.ts';
import type { QueueLine } from './queries.ts';

/** Lines that wait, oldest first: each is accepted, booked by hand or left, by keys alone. */
export function MatchQueue() {
  const t = useT();
  const notify = useNotify();
  const { text, set } = useReportParams();
  const account = text('account');
  const { data, error, refetch } = useAsk(queueQuery, {
    filter: { status: { is: 'OPEN' as const }, ...(account ? { collectionAccount: { is: account } } : {}) }, mayPayablesRead: may('payables.read'), mayAccountsRead: may('accounts.read'),
  });
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState<Record<string, number>>({});
  const [isOpen, setOpen] = useState(false);
  const [accept, { pending }] = useAction(acceptProposals);
  const lines = data?.bankLines.nodes ?? [];
  const place = Math.min(at, Math.max(0, lines.length - 1));
  const line = lines[place];
  const rankOf = ({ id }: QueueLine) => chosen[id] ?? 1;
  const move = (by: number) => setAt(Math.max(0, Math.min(lines.length - 1, place + by)));
  const take = async () => {
    if (!line || pending || line.proposals.length === 0) return;
    const done = await accept({ input: { lines: [{ lineId: line.id, rank: rankOf(line) }] } });
    const isBooked = (done?.booked ?? 0) > 0;
    if (done) notify(isBooked ? 'banking.accepted' : 'banking.stale', { type: isBooked ? 'success' : 'warning' });
  };
  const choose = (rank: number) => { if (line?.proposals.some((each) => each.rank === rank)) setChosen((all) => ({ ...all, [line.id]: rank })); };
  const book = () => { if (line) setOpen(true); };
  useKeys({
    j: () => move(1), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1), Enter: () => void take(), s: book, '/': book,
    ...Object.fromEntries([1, 2, 3, 4, 5].map((rank) => [String(rank), () => choose(rank)])),
  });
  return (
    <ReportPage
      title={t('banking.match')} about={t('banking.matchAbout')} error={error} onRetry={() => void refetch()} loading={!data}
      controls={<ReferencePicker resource="collectionAccounts" label={t('banking.account')} value={account} onChange={(next) => set({ account: next })} />}
    >
      {data && !line && <Typography role="status">{t('banking.nothingWaits')}</Typography>}
      {line && (
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 2fr) minmax(0, 3fr)' }, alignItems: 'start' }}>
          <Paper variant="outlined" component="ul" aria-label={t('banking.waiting', { count: data?.bankLines.totalCount ?? lines.length })} sx={{ listStyle: 'none', m: 0, p: 0, maxHeight: { md: '70vh' }, overflowY: 'auto', display: { xs: 'none', md: 'block' } }}>
            {lines.map((each, index) => (
              <Box component="li" key={each.id} sx={{ borderBottom: 1, borderColor: 'divider' }}>
                <Box
                  component="button" type="button" onClick={() => setAt(index)} aria-current={index === place ? 'true' : undefined}
                  sx={{ display: 'grid', gridTemplateColumns: '1fr auto', gap: 0.5, inlineSize: '100%', p: 1, border: 0, font: 'inherit', color: 'inherit', textAlign: 'start', cursor: 'pointer', bgcolor: index === place ? 'action.selected' : 'transparent' }}
                >
                  <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}><bdi>{each.payerName ?? each.text}</bdi></Box>
                  <bdi className="figure">{moneyText(each.left)}</bdi>
                  <Typography component="span" variant="caption" color="textSecondary">{dayText(each.bookedOn)}</Typography>
                </Box>
              </Box>
            ))}
          </Paper>
          <Box sx={{ display: 'grid', gap: 1.5, minWidth: 0 }}>
            <Paper variant="outlined" sx={{ p: 2 }}>
              <Typography variant="h2" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}><bdi>{line.payerName ?? t('banking.noName')}</bdi><Box component="span" sx={{ flex: 1 }} /><bdi className="figure">{moneyText(line.left)}</bdi></Typography>
              <Typography sx={{ overflowWrap: 'anywhere' }}><bdi>{line.text}</bdi></Typography>
              <Typography variant="body2" color="textSecondary">{[dayText(line.bookedOn), line.collectionAccount.name, line.payerAccount].filter(Boolean).join(' · ')}</Typography>
            </Paper>
            <Proposals proposals={line.proposals} chosen={rankOf(line)} onChoose={choose} />
            <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
              <Button variant="contained" loading={pending} disabled={line.proposals.length === 0} onClick={() => void take()}>{t('action.acceptProposals')}</Button>
              <Button variant="outlined" onClick={book}>{t('action.bookLine')}</Button>
              <Button onClick={() => move(-1)} disabled={place === 0}>{t('banking.before')}</Button>
              <Button onClick={() => move(1)} disabled={place >= lines.length - 1}>{t('banking.next')}</Button>
              <Button component={RouterLink} to={pathOfId(line.id) ?? '/bankLines'}>{t('banking.openLine')}</Button>
            </Box>
            <Typography variant="body2" color="textSecondary" sx={{ display: { xs: 'none', md: 'block' } }}>{t('banking.keys')}</Typography>
          </Box>
        </Box>
      )}
      {isOpen && line && <BookDialog line={line} customerId={line.proposals.find((each) => each.rank === rankOf(line))?.customer?.id} onClose={() => setOpen(false)} />}
    </ReportPage>
  );
}
