import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { skipToken, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { mayDo } from '../../data/authProvider.ts';
import { countKey } from '../../data/list.ts';
import { resourceSpec } from '../../data/resource.ts';
import { useLabels, useT } from '../../i18n/useT.ts';
import { integerText } from '../numbers.ts';
import type { SmartButton } from './types.ts';

/** "3 orders": how many records hang on this one, and the way to them, filtered. */
export function SmartButtons({ record, buttons }: { record: { id: string }; buttons: readonly SmartButton[] }) {
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      {buttons
        .filter(({ resource }) => mayDo(resource, 'list'))
        .map((button) => (
          <Smart key={button.resource + (button.label ?? '')} button={button} filter={button.filter(record)} />
        ))}
    </Box>
  );
}

function Smart({ button, filter }: { button: SmartButton; filter: Record<string, unknown> }) {
  const t = useT();
  const { nameWithin } = useLabels();
  // Counted with the record.
  const { data } = useQuery<number | null>({ queryKey: countKey(button.resource, filter), queryFn: skipToken });
  const Icon = resourceSpec(button.resource).icon;
  const count = data === undefined ? '…' : data === null ? t('list.tenThousandPlus') : integerText(data);
  const name = button.label ?? nameWithin(button.resource, data ?? 2);
  return (
    <Button component={Link} to={listPath(button.resource, filter)} variant="outlined" color="inherit" startIcon={<Icon />}>
      {t('record.smart', { count, name })}
    </Button>
  );
}

/** The URL of a list with this filter. */
export const listPath = (resource: string, filter: Record<string, unknown>): string =>
  `/${resource}?${new URLSearchParams({ filter: JSON.stringify(filter) }).toString()}`;
