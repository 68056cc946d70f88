import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useWatch } from 'react-hook-form';
import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, EnumInput, Fields, IntegerInput, ReferenceInput } from '../shared/form/inputs.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { setChainLimit, setConfirmationRule, setStageOwners } from './mutations.ts';
import { chainRulesQuery } from './queries.ts';
import type { ChainRules as Rules } from './queries.ts';

type Owners = Rules['owners'][number];
type Limit = Rules['limits'][number];
type Typed = { kind: string; userId: string; role: string; warehouseId: string };
const staffRoles = ['OWNER', 'CONTROLLER', 'SALES', 'WAREHOUSE', 'COLLECTOR', 'ANALYST'];
const RULES_MAX = 6;
const blank: Typed = { kind: '', userId: '', role: '', warehouseId: '' };

function RuleInputs({ index }: { index: number }) {
  const t = useT();
  const kind: unknown = useWatch({ name: `rules.${index}.kind` });
  const at = (name: string) => `rules.${index}.${name}`;
  return (
    <Box component="fieldset" sx={{ border: 0, p: 0, m: 0, minWidth: 0 }}>
      <Typography component="legend" variant="body2" sx={{ fontWeight: 600, mb: 0.5 }}>{t('orderChain.ruleNo', { no: index + 1 })}</Typography>
      <Fields>
        <EnumInput source={at('kind')} label={t('orderChain.ruleKind')} enumName="ChainOwnerKind" />
        {kind === 'PERSON' && <ReferenceInput source={at('userId')} label={t('orderChain.owner')} reference="colleagues" required />}
        {kind === 'ROLE' && <EnumInput source={at('role')} label={t('orderChain.ownerRole')} enumName="Role" values={staffRoles} required />}
        <ReferenceInput source={at('warehouseId')} label={t('orderChain.ruleWarehouse')} reference="warehouses" />
      </Fields>
    </Box>
  );
}

function OwnersDialog({ owners, onClose }: { owners: Owners; onClose: () => void }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const typed: Typed[] = owners.rules.map(({ kind, userId, role, warehouseId }) => ({ kind, userId: userId ?? '', role: role ?? '', warehouseId: warehouseId ?? '' }));
  const [count, setCount] = useState(Math.max(1, typed.length));
  return (
    <ActionDialog
      title={t('orderChain.ownersOf', { step: enumLabel('ChainStep', owners.step) })} document={setStageOwners} onClose={onClose} initial={{ rules: Array.from({ length: RULES_MAX }, (_, index) => typed[index] ?? blank) }}
      input={({ rules }) => ({
        step: owners.step,
        rules: (rules as Typed[]).slice(0, count).filter(({ kind }) => kind).map(({ kind, userId, role, warehouseId }) => ({ // rows of the form
          kind, userId: kind === 'PERSON' ? userId || null : null, role: kind === 'ROLE' ? role || null : null, warehouseId: warehouseId || null,
        })),
      })}
    >
      <p>{t('orderChain.ownersText')}</p>
      {Array.from({ length: count }, (_, index) => <RuleInputs key={index} index={index} />)}
      <Box sx={{ display: 'flex', gap: 1 }}>
        {count < RULES_MAX && <Button onClick={() => setCount(count + 1)}>{t('orderChain.addRule')}</Button>}
        {count > 1 && <Button onClick={() => setCount(count - 1)}>{t('orderChain.dropRule')}</Button>}
      </Box>
    </ActionDialog>
  );
}

function LimitDialog({ limit, onClose }: { limit: Limit; onClose: () => void }) {
  const t = useT();
  const { enumLabel } = useLabels();
  return (
    <ActionDialog
      title={enumLabel('ChainFact', limit.fact)} document={setChainLimit} onClose={onClose} initial={{ hours: String(limit.hours), isActive: limit.isActive, raisesTask: limit.raisesTask }}
      input={({ hours, isActive, raisesTask }) => ({ fact: limit.fact, hours: Number(hours), isActive, raisesTask })}
    >
      <IntegerInput source="hours" label={t('orderChain.limitHours')} required />
      <BooleanInput source="isActive" label={t('orderChain.limitActive')} />
      <BooleanInput source="raisesTask" label={t('orderChain.limitTask')} />
    </ActionDialog>
  );
}

function ConfirmationDialog({ rules, onClose }: { rules: Rules; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.setConfirmationRule')} document={setConfirmationRule} onClose={onClose}
      initial={{ leadDays: String(rules.leadDays), silenceDays: rules.silenceDays === null ? '' : String(rules.silenceDays), confirmsByDelivery: rules.confirmsByDelivery }}
      input={({ leadDays, silenceDays, confirmsByDelivery }) => ({
        version: rules.version, leadDays: Number(leadDays), silenceDays: silenceDays === '' || silenceDays === null ? null : Number(silenceDays), confirmsByDelivery,
      })}
    >
      <BooleanInput source="confirmsByDelivery" label={t('orderChain.byDelivery')} />
      <IntegerInput source="silenceDays" label={t('orderChain.bySilence')} help={t('orderChain.bySilenceHelp')} />
      <IntegerInput source="leadDays" label={t('orderChain.leadDays')} help={t('orderChain.leadDaysHelp')} required />
    </ActionDialog>
  );
}

type Open = { owners: Owners } | { limit: Limit } | { confirmation: true };

/** Who gets which stage, after how long an order is stuck, and what counts as a customer's word. */
export function ChainRules() {
  const t = useT();
  const { enumLabel } = useLabels();
  const [open, setOpen] = useState<Open>();
  const { data, error, refetch } = useAsk(chainRulesQuery, {});
  const rules = data?.chainRules;
  const close = () => setOpen(undefined);
  const change = (name: string, what: Open): ReactNode => (may('chain.manage') ? <Button size="small" aria-label={`${t('orderChain.change')} ${name}`} onClick={() => setOpen(what)}>{t('orderChain.change')}</Button> : '');
  const saidBy = ({ rules: each, isBuiltIn }: Owners): ReactNode => (
    <>
      {each.map(({ kind, userName, role, warehouseName, isThere }) => [
        kind === 'PERSON' ? userName : kind === 'ROLE' && role ? enumLabel('Role', role) : enumLabel('ChainOwnerKind', kind),
        warehouseName && t('orderChain.ofWarehouse', { name: warehouseName }), isThere ? '' : t('orderChain.notThere'),
      ].filter(Boolean).join(' ')).join(' → ')}
      {isBuiltIn && <Typography variant="caption" color="textSecondary" component="p">{t('orderChain.builtIn')}</Typography>}
    </>
  );
  const day = (days: number | null) => (days === null ? t('orderChain.never') : t('orderChain.someDays', { days }));
  return (
    <ReportPage title={t('orderChain.rules')} about={t('orderChain.rulesAbout')} error={error} onRetry={() => void refetch()} loading={!rules}>
      {rules && (
        <>
          <Typography variant="h2">{t('orderChain.owners')}</Typography>
          <ReportTable
            name={t('orderChain.owners')} empty={t('app.none')} columns={[{ label: t('orderChain.stage') }, { label: t('orderChain.whoGets') }, { label: t('orderChain.change') }]}
            rows={rules.owners.map((owners) => ({ key: owners.step, cells: [enumLabel('ChainStep', owners.step), saidBy(owners), change(enumLabel('ChainStep', owners.step), { owners })] }))}
          />
          <Typography variant="h2">{t('orderChain.limits')}</Typography>
          <ReportTable
            name={t('orderChain.limits')} empty={t('app.none')}
            columns={[{ label: t('orderChain.lacking') }, { label: t('orderChain.limitHours'), numeric: true }, { label: t('orderChain.limitTask') }, { label: t('orderChain.change') }]}
            rows={rules.limits.map((limit) => ({ key: limit.fact, cells: [
              enumLabel('ChainFact', limit.fact), limit.isActive ? String(limit.hours) : t('orderChain.never'), t(limit.isActive && limit.raisesTask ? 'app.yes' : 'app.no'), change(enumLabel('ChainFact', limit.fact), { limit }),
            ] }))}
          />
          <Typography variant="h2">{t('orderChain.confirmation')}</Typography>
          <ReportTable
            name={t('orderChain.confirmation')} empty={t('app.none')} columns={[{ label: t('orderChain.settingName') }, { label: t('orderChain.settingValue') }]}
            rows={[
              { key: 'delivery', cells: [t('orderChain.byDelivery'), t(rules.confirmsByDelivery ? 'app.yes' : 'app.no')] },
              { key: 'silence', cells: [t('orderChain.bySilence'), day(rules.silenceDays)] },
              { key: 'lead', cells: [t('orderChain.leadDays'), day(rules.leadDays)] },
            ]}
          />
          {may('chain.manage') && <Button variant="outlined" sx={{ justifySelf: 'start', alignSelf: 'start' }} onClick={() => setOpen({ confirmation: true })}>{t('action.setConfirmationRule')}</Button>}
        </>
      )}
      {open && 'owners' in open && <OwnersDialog owners={open.owners} onClose={close} />}
      {open && 'limit' in open && <LimitDialog limit={open.limit} onClose={close} />}
      {rules && open && 'confirmation' in open && <ConfirmationDialog rules={rules} onClose={close} />}
    </ReportPage>
  );
}
