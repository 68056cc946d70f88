import LinkIcon from '@mui/icons-material/Link';
import Edit from '@mui/icons-material/EditOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { ComponentType } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { mayDo } from '../../data/authProvider.ts';
import type { Row } from '../../data/list.ts';
import { may } from '../../data/session.ts';
import { resourceSpec } from '../../data/resource.ts';
import { useLabels, useT } from '../../i18n/useT.ts';
import { CopyButton } from '../CopyButton.tsx';
import { FieldValue } from '../field.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { Breadcrumbs } from '../layout/Breadcrumbs.tsx';
import type { AnyField } from '../list/context.ts';
import { RecordNews } from '../live/RecordNews.tsx';
import { StatusChip } from '../StatusChip.tsx';
import { ActionButtons } from './ActionButtons.tsx';
import { Neighbours } from './Neighbours.tsx';
import { SmartButtons } from './SmartButtons.tsx';
import type { RecordAction, SmartButton } from './types.ts';

type Props<Record_> = {
  record: Record_;
  resource: string;
  status: { field: string; enumName: string } | undefined;
  facts: readonly AnyField[];
  actions: readonly RecordAction<Record_>[];
  smart: readonly SmartButton[];
  tool: ComponentType<{ record: Row }> | null;
};

export function RecordHeader<Record_ extends Row>({ record, resource, status, facts, actions, smart, tool: Tool }: Props<Record_>) {
  const t = useT();
  const navigate = useNavigate();
  const { resourceName, fieldLabel } = useLabels();
  const spec = resourceSpec(resource);
  const label = spec.label(record);
  const editPath = `/${resource}/${encodeURIComponent(record.id)}`;
  // A document that can no longer be changed says so among its actions.
  const offered = record['actions'] as readonly { name: string; allowed: boolean }[] | undefined;
  const isFixed = offered?.some(({ name, allowed }) => name === `update${spec.type}` && !allowed) ?? false;
  const editable = spec.pages.edit && mayDo(resource, 'edit') && !isFixed;
  useKeys({ e: editable ? () => void navigate(editPath) : undefined });
  const value = status ? record[status.field] : undefined;
  return (
    <Box component="section" aria-label={label} sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 1, flexWrap: 'wrap' }}>
        <Breadcrumbs crumbs={[{ label: t('app.home'), to: '/' }, { label: resourceName(resource), to: `/${resource}` }, { label }]} />
        <RecordNews id={record.id} />
        <Neighbours resource={resource} id={record.id} />
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
        <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
          <bdi>{label}</bdi>
        </Typography>
        {status && typeof value === 'string' && <StatusChip enumName={status.enumName} value={value} />}
        <CopyButton iconOnly text={location.origin + location.pathname} label={t('record.copyLink')} icon={LinkIcon} />
        <CopyButton iconOnly text={record.id} label={t('record.copyId')} />
        <Box sx={{ flex: 1, display: { xs: 'none', sm: 'block' } }} />
        <ActionButtons record={record} actions={actions} />
        {Tool && <Tool record={record} />}
        {editable && (
          <Button component={Link} to={editPath} variant="outlined" startIcon={<Edit />}>
            {t('record.edit')}
          </Button>
        )}
      </Box>
      {(facts.length > 0 || smart.length > 0) && (
        <Box sx={{ display: 'flex', gap: { xs: 2, sm: 4 }, flexWrap: 'wrap', alignItems: 'end' }}>
          <Box component="dl" sx={{ display: 'flex', columnGap: { xs: 2.5, sm: 4 }, rowGap: 1, flexWrap: 'wrap', m: 0 }}>
            {facts.filter(({ permission }) => may(permission)).map((field) => (
              <Box key={field.name}>
                <Typography component="dt" variant="caption" color="textSecondary">
                  {fieldLabel(resource, field.name)}
                </Typography>
                <Typography component="dd" sx={{ m: 0, fontSize: '1rem', fontWeight: 600 }}>
                  <FieldValue field={field} record={record} />
                </Typography>
              </Box>
            ))}
          </Box>
          {/* Nothing at all where there are none: an empty row would leave a gap. */}
          {smart.length > 0 && <SmartButtons record={record} buttons={smart} />}
        </Box>
      )}
    </Box>
  );
}
