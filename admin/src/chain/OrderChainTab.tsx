import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { resourceOfType } from '../data/resource.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { instantText } from '../shared/days.ts';
import { plainText, ReferenceLink } from '../shared/field.tsx';
import { EVENTS_FIRST, orderChainQuery } from './queries.ts';
import type { OrderChain } from './queries.ts';

type Part = NonNullable<OrderChain['orderChain']>['parts'][number];
type Happened = OrderChain['orderTimeline']['events'][number];
const EVENTS_MAX = 500;

/** The four stages of an order, what is missing in each, and everything that happened to it and to what came of it. */
export function OrderChainTab({ orderId }: { orderId: string }) {
  const t = useT();
  const [first, setFirst] = useState(EVENTS_FIRST);
  const { data, error } = useAsk(orderChainQuery, { id: orderId, first });
  if (error) return <Typography role="alert">{error.message}</Typography>;
  if (!data) return <Skeleton variant="rounded" height={240} />;
  const { orderChain: chain, orderTimeline: { events, hasMore } } = data;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Box component="ol" aria-label={t('orderChain.stages')} sx={cards}>
        {chain?.parts.map((part) => <StageCard key={part.step} part={part} />)}
      </Box>
      <Typography variant="h3" component="h2">{t('orderChain.everything')}</Typography>
      {events.length === 0 && <Typography color="textSecondary">{t('orderChain.nothing')}</Typography>}
      <Box component="ol" aria-label={t('orderChain.everything')} sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {events.map((event) => <Entry key={event.id} event={event} orderId={orderId} />)}
      </Box>
      {hasMore && first < EVENTS_MAX && <Button onClick={() => setFirst(Math.min(first + 150, EVENTS_MAX))} sx={{ justifySelf: 'start' }}>{t('orderChain.older')}</Button>}
    </Box>
  );
}

function StageCard({ part: { step, state, enteredAt, leftAt, hours, visits, handOffs, ownerName, ownerRole, isUnowned, missing } }: { part: Part }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const owner = ownerName ?? (ownerRole ? enumLabel('Role', ownerRole) : t('orderChain.nobody'));
  const isHere = state === 'HERE';
  return (
    <Paper component="li" variant="outlined" aria-current={isHere ? 'step' : undefined} sx={{ p: 1.5, minWidth: 0, ...(isHere ? { borderColor: 'primary.main' } : {}) }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline', flexWrap: 'wrap' }}>
        <Typography sx={{ fontWeight: 650, flex: 1 }}>{enumLabel('ChainStep', step)}</Typography>
        <Chip size="small" color={isHere ? 'primary' : 'default'} variant={state === 'DONE' || isHere ? 'filled' : 'outlined'} label={t(`orderChain.state.${state as 'DONE' | 'HERE' | 'AHEAD' | 'SKIPPED' | 'CANCELLED'}`)} />
      </Box>
      {visits > 0 && (
        <>
          <Typography variant="body2" color={isUnowned ? 'error' : 'textPrimary'}>{owner}</Typography>
          <Typography variant="caption" color="textSecondary" component="p">
            {enteredAt && instantText(enteredAt)} – {leftAt ? instantText(leftAt) : t('orderChain.now')} · {t('orderChain.someHours', { hours })}
          </Typography>
          {(visits > 1 || handOffs > 0) && <Typography variant="caption" color="textSecondary" component="p">{t('orderChain.visits', { visits, handOffs })}</Typography>}
        </>
      )}
      {missing.length > 0 && (
        <Box component="ul" aria-label={t('orderChain.missing')} sx={{ m: 0, mt: 1, paddingInlineStart: 2 }}>
          {missing.map(({ fact, label, since, detail, isStuck }) => (
            <li key={fact}>
              <Typography variant="body2" component="span" color={isStuck ? 'error' : 'textPrimary'}>
                {label}{detail ? `: ${detail}` : ''} · {t(isStuck ? 'orderChain.stuckSince' : 'orderChain.since', { since: instantText(since) })}
              </Typography>
            </li>
          ))}
        </Box>
      )}
    </Paper>
  );
}

const changesOf = (changes: unknown): { field: string; text: string }[] => (typeof changes !== 'object' || changes === null ? []
  : Object.entries(changes).map(([field, pair]) => ({ field, text: (Array.isArray(pair) ? (pair as unknown[]) : [pair]).map(plainText).join(' → ') })));

function Entry({ event, orderId }: { event: Happened; orderId: string }) {
  const t = useT();
  const { enumLabel, looseFieldLabel } = useLabels();
  const { kindLabel, recordedAt, actorName, channel, reason, changes, subject, subjectLabel, causeLabel, causeBy } = event;
  return (
    <Paper component="li" variant="outlined" sx={{ px: 1.5, py: 1 }}>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'baseline' }}>
        <Typography variant="body2" sx={{ fontWeight: 600 }}>{kindLabel}</Typography>
        {subject !== orderId && subjectLabel && <Typography variant="body2" component="span"><ReferenceLink value={{ id: subject, name: subjectLabel }} /></Typography>}
        <Typography variant="caption" color="textSecondary">
          {t('timeline.by', { name: actorName, channel: enumLabel('Channel', channel) })} · <time dateTime={recordedAt}>{instantText(recordedAt)}</time>
          {causeLabel && ` · ${t('orderChain.because', { what: causeLabel, name: causeBy ?? '' })}`}
        </Typography>
      </Box>
      {reason && <Typography variant="body2">{reason}</Typography>}
      {changesOf(changes).map(({ field, text }) => <Typography key={field} variant="caption" component="p">{looseFieldLabel(resourceOfType(event.subjectType) ?? '', field)}: {text}</Typography>)}
    </Paper>
  );
}

const cards = { display: 'grid', gap: 1, m: 0, p: 0, listStyle: 'none', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr', lg: 'repeat(4, 1fr)' } };

