import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { ResultOf } from '../data/graphql.ts';
import type { Values } from '../data/resource.ts';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { enumValues } from '../i18n/messages.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, EnumInput } from '../shared/form/inputs.tsx';
import { Section } from '../shared/record/Section.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { removeAllocationRule, rulesQuery, setAllocationRule } from './promise.ts';

type Found = ResultOf<typeof rulesQuery>;
type Rule = Found['allocationRules']['nodes'][number];
type Site = Found['warehouses']['nodes'][number];
type Asked = Found['allocationWarehouses'];

/** Which warehouses serve orders that name none, by the channel in which they came. */
export function Allocation() {
  const t = useT();
  const { enumLabel } = useLabels();
  const { data, error, refetch } = useAsk(rulesQuery, {});
  const channels: (string | null)[] = [null, ...enumValues('Channel')];
  return (
    <ReportPage title={t('promise.allocation')} about={t('promise.allocationAbout')} error={error} onRetry={() => void refetch()} loading={!data}>
      {data && channels.map((channel) => (
        <Section key={channel ?? 'all'} title={channel === null ? t('promise.allChannels') : enumLabel('Channel', channel)}>
          <Channel channel={channel} rule={data.allocationRules.nodes.find((each) => each.channel === channel)} sites={data.warehouses.nodes} asked={data.allocationWarehouses} hasDefault={data.allocationRules.nodes.some((each) => each.channel === null)} />
        </Section>
      ))}
    </ReportPage>
  );
}

type ChannelProps = { channel: string | null; rule: Rule | undefined; sites: readonly Site[]; asked: Asked; hasDefault: boolean };

function Channel({ channel, rule, sites, asked: all, hasDefault }: ChannelProps) {
  const asked = all.filter((each) => each.rule.id === rule?.id);
  const t = useT();
  const { enumLabel } = useLabels();
  const [open, setOpen] = useState(false);
  const [remove, { pending }] = useAction(removeAllocationRule);
  const name = channel === null ? t('promise.allChannels') : enumLabel('Channel', channel);
  return (
    <Box sx={{ display: 'grid', gap: 1.5, justifyItems: 'start' }}>
      {rule ? <RuleInWords rule={rule} asked={asked} /> : <Typography>{t(channel !== null && hasDefault ? 'promise.asAll' : 'promise.fromDefault')}</Typography>}
      {may('allocation.manage') && (
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          <Button variant="outlined" size="small" onClick={() => setOpen(true)} aria-label={t(rule ? 'promise.changeFor' : 'promise.setFor', { channel: name })}>{t(rule ? 'promise.change' : 'promise.set')}</Button>
          {rule && <Button size="small" color="error" disabled={pending} onClick={() => void remove({ input: { allocationRuleId: rule.id } })} aria-label={t('promise.removeFor', { channel: name })}>{t('promise.remove')}</Button>}
        </Box>
      )}
      {open && <RuleDialog channel={channel} rule={rule} sites={sites} asked={asked} onClose={() => setOpen(false)} />}
    </Box>
  );
}

function RuleInWords({ rule, asked }: { rule: Rule; asked: Asked }) {
  const t = useT();
  const { enumLabel } = useLabels();
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Typography sx={{ fontWeight: 600 }}>{enumLabel('AllocationStrategy', rule.strategy)}</Typography>
      <Typography color="textSecondary">{[t(rule.splitsLines ? 'promise.splits' : 'promise.splitsNot'), ...(rule.keepsTogether ? [t('promise.keeps')] : [])].join(' ')}</Typography>
      <Box sx={{ display: 'flex', gap: 0.5, flexWrap: 'wrap' }}>
        {asked.map(({ warehouse }, index) => <Chip key={warehouse.id} size="small" label={rule.strategy === 'PRIORITY' ? `${index + 1}. ${warehouse.name}` : warehouse.name} />)}
      </Box>
    </Box>
  );
}

function RuleDialog({ channel, rule, sites, asked, onClose }: Omit<ChannelProps, 'hasDefault'> & { onClose: () => void }) {
  const t = useT();
  const input = ({ strategy, splitsLines, keepsTogether, chosen }: Values) => {
    const ids = sites.filter(({ id }) => (chosen as Record<string, boolean>)[id]).map(({ id }) => id);
    return { channel, strategy, splitsLines, keepsTogether, warehouseIds: ids.length === sites.length ? [] : ids };
  };
  return (
    <ActionDialog
      title={t('action.setAllocationRule')} document={setAllocationRule} input={input} onClose={onClose}
      initial={{
        strategy: rule?.strategy ?? 'PRIORITY', splitsLines: rule?.splitsLines ?? true, keepsTogether: rule?.keepsTogether ?? false,
        chosen: Object.fromEntries(sites.map(({ id }) => [id, !rule || asked.some(({ warehouse }) => warehouse.id === id)])),
      }}
    >
      <EnumInput source="strategy" enumName="AllocationStrategy" label={t('promise.strategy')} required />
      <BooleanInput source="splitsLines" label={t('promise.splitsLines')} />
      <BooleanInput source="keepsTogether" label={t('promise.keepsTogether')} />
      <Box component="fieldset" sx={{ border: 0, p: 0, m: 0, display: 'grid' }}>
        <Typography component="legend" variant="subtitle2">{t('promise.warehouses')}</Typography>
        {sites.map(({ id, name, priority, city }) => <BooleanInput key={id} source={`chosen.${id}`} label={[name, city, t('promise.priority', { priority })].filter(Boolean).join(' · ')} />)}
      </Box>
    </ActionDialog>
  );
}
