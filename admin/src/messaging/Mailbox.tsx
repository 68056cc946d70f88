import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import List from '@mui/material/List';
import ListItemButton from '@mui/material/ListItemButton';
import ListItemText from '@mui/material/ListItemText';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { instantText } from '../shared/days.ts';
import { Section } from '../shared/record/Section.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { LetterView } from './LetterView.tsx';
import { mailboxQuery } from './queries.ts';

/** What was sent while no mail server is set: kept here, as its readers would see it. */
export function Mailbox() {
  const t = useT();
  const [after, setAfter] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string>();
  const { data, error, refetch } = useAsk(mailboxQuery, { after });
  const letters = data?.mails.nodes ?? [];
  const letter = letters.find(({ id }) => id === chosen) ?? letters[0];
  return (
    <ReportPage title={t('mails.mailbox')} about={t('mails.mailboxAbout')} error={error} onRetry={() => void refetch()} loading={!data}>
      {letters.length === 0 ? <Typography color="textSecondary">{t('mails.mailboxEmpty')}</Typography> : (
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(260px, 1fr) minmax(0, 2fr)' }, alignItems: 'start' }}>
          <Section title={t('mails.letters')}>
            <List component="nav" dense disablePadding aria-label={t('mails.letters')}>
              {letters.map(({ id, subject, partyName, sentAt }) => (
                <ListItemButton key={id} selected={id === letter?.id} onClick={() => setChosen(id)} aria-current={id === letter?.id}>
                  <ListItemText primary={<bdi>{subject}</bdi>} secondary={`${partyName} · ${sentAt ? instantText(sentAt) : ''}`} slotProps={{ primary: { sx: { overflowWrap: 'anywhere' } } }} />
                </ListItemButton>
              ))}
            </List>
            <Box sx={{ display: 'flex', gap: 1, mt: 1 }}>
              {after && <Button onClick={() => setAfter(null)}>{t('mails.newest')}</Button>}
              {data?.mails.pageInfo.hasNextPage && <Button onClick={() => setAfter(data.mails.pageInfo.endCursor ?? null)}>{t('mails.older')}</Button>}
            </Box>
          </Section>
          {letter && (
            <Section title={t('mails.letter')}>
              <Typography sx={{ mb: 1 }}>{t('mails.to', { to: letter.toAddress })}{letter.copyTo ? ` · ${t('mails.copy', { to: letter.copyTo })}` : ''}</Typography>
              <LetterView letter={letter} />
              <Button component={Link} to={`/mails/${encodeURIComponent(letter.id)}/show`} sx={{ mt: 1 }}>{t('mails.open')}</Button>
            </Section>
          )}
        </Box>
      )}
    </ReportPage>
  );
}
