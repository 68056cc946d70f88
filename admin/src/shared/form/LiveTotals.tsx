import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useResourceContext, useTranslate } from 'ra-core';
import { useEffect, useState } from 'react';
import { useWatch } from 'react-hook-form';
import type { Values } from '../../data/resource.ts';
import { isApiError } from '../../data/apiError.ts';
import { useLabels } from '../../i18n/useT.ts';
import { moneyText } from '../numbers.ts';
import type { Money } from '../numbers.ts';

const WAIT_MS = 250;

/**
 * What the server makes of the form as it stands: `usePreview(['lines', 'customerId'], load)`.
 * No arithmetic happens in the browser. A refusal (a half-typed line) shows as its message, not as a fault.
 */
export function usePreview<Result>(sources: readonly string[], load: (values: Values, signal: AbortSignal) => Promise<Result>) {
  const translate = useTranslate();
  const resource = useResourceContext() ?? '';
  const { looseFieldLabel } = useLabels();
  const watched = useWatch({ name: sources as string[] });
  const now = JSON.stringify(watched);
  const [settled, setSettled] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(now), WAIT_MS);
    return () => clearTimeout(timer);
  }, [now]);
  const { data, error, isFetching } = useQuery({
    queryKey: ['preview', sources, settled],
    queryFn: ({ signal }) => {
      const values = JSON.parse(settled) as unknown[]; // stringified above
      return load(Object.fromEntries(sources.map((source, index) => [source, values[index]])), signal);
    },
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  const [fault] = isApiError(error) ? (error.facts.faults ?? []) : [];
  const named = fault && `${looseFieldLabel(resource, fault.path.filter((part) => !/^\d+$/.test(part)).join('.'))}: ${translate(fault.message)}`;
  return { data, problem: named ?? (isApiError(error) ? error.message : undefined), isFetching: isFetching || now !== settled };
}

type Props = { rows: readonly { label: string; value: Money | null | undefined; strong?: boolean }[]; problem?: string | undefined; busy?: boolean };

/** Net, tax, total, as the server computed them. */
export function LiveTotals({ rows, problem, busy = false }: Props) {
  const translate = useTranslate();
  return (
    <Box sx={{ display: 'grid', justifyContent: 'end', gap: 0.5, opacity: busy ? 0.7 : 1 }} role="status" aria-busy={busy}>
      {problem && (
        <Typography variant="caption" color="error">
          {translate(problem)}
        </Typography>
      )}
      <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'auto auto', columnGap: 3, rowGap: 0.5 }}>
        {rows.map(({ label, value, strong }) => (
          <Box key={label} sx={{ display: 'contents', fontWeight: strong ? 650 : 400 }}>
            <dt>{label}</dt>
            <Box component="dd" sx={{ m: 0, textAlign: 'end' }}>
              {value ? moneyText(value) : '–'}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
