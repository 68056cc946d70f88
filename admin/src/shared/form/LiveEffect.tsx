import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useWatch } from 'react-hook-form';
import { fetchLedgerEffect } from '../../data/ledgerEffect.ts';
import type { Values } from '../../data/resource.ts';
import { LedgerEffect } from '../record/LedgerEffect.tsx';

const WAIT_MS = 250;

/** What the form would write to the ledger as it stands; nothing while it is incomplete, as sending it would say why. */
export function LiveEffect({ mutation, input }: { mutation: string; input: (values: Values) => Values }) {
  const now = JSON.stringify(input(useWatch<Values>()));
  const [settled, setSettled] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(now), WAIT_MS);
    return () => clearTimeout(timer);
  }, [now]);
  const { data, isError, isFetching } = useQuery({
    queryKey: ['ledgerEffect', mutation, settled],
    queryFn: ({ signal }) => fetchLedgerEffect(mutation, JSON.parse(settled) as Values, signal), // stringified above
    placeholderData: (previous) => previous,
    retry: false,
    gcTime: 0,
    staleTime: 0,
  });
  const [shown, setShown] = useState(data);
  if (data && data !== shown) setShown(data);
  if (isError && !shown) return null;
  // What is refused has no effect, yet keeps its room: buttons must not move under the hand that presses them.
  return (
    <Box role="group" aria-busy={isFetching || now !== settled} sx={{ ...look, opacity: isFetching ? 0.7 : 1, visibility: isError ? 'hidden' : 'visible' }}>
      <LedgerEffect lines={data ?? shown} />
    </Box>
  );
}

/** Stays in sight however long the form above it is. */
const look = { flexShrink: 0, maxHeight: '38dvh', overflow: 'auto', mx: 3, mt: 1, borderBlockStart: '1px solid', borderColor: 'divider' };
