import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { PercentInput } from '../pricing/PercentInput.tsx';
import { Value } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, DayInput, EnumInput, Fields, IntegerInput, MoneyInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { Section } from '../shared/record/Section.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { Tolerances } from './Tolerances.tsx';
import { publishScorecard, setCreditPolicy, setCustomerNorm } from './mutations.ts';

const settings = graphql(`
  query CreditSettings($mayCustomersCompare: Boolean!) {
    customerPolicies(first: 1) { nodes { id version creditDemand creditDemandSince checksShipping applicationDays reviewMonthsA reviewMonthsB reviewMonthsC reviewMonthsD reviewMonthsE toleranceDays @include(if: $mayCustomersCompare) toleranceTimes @include(if: $mayCustomersCompare) tolerancePoints @include(if: $mayCustomersCompare) } }
    scorecard { revision note startMost roundTo factors { factor label weight unknown steps { upTo points } } classes { risk from months sharePercent termDays } }
    customerNorms(first: 100) @include(if: $mayCustomersCompare) { nodes { id field days rate limit { amount currencyCode } group { id name } } }
  }
`);
type Settings_ = ResultOf<typeof settings>;
type Policy = Settings_['customerPolicies']['nodes'][number];
type Card = Settings_['scorecard'];
const classes = ['A', 'B', 'C', 'D', 'E'] as const;
const usual: Record<(typeof classes)[number], number> = { A: 24, B: 12, C: 6, D: 3, E: 1 };
const monthsOf = (policy: Policy | undefined, risk: (typeof classes)[number]): number => policy?.[`reviewMonths${risk}`] ?? usual[risk];

function DemandInputs() {
  const t = useT();
  const demand: unknown = useWatch({ name: 'creditDemand' });
  return (
    <>
      <EnumInput source="creditDemand" enumName="CreditDemand" label={t('credit.demand')} required />
      {demand === 'NEW' && <DayInput source="since" label={t('credit.since')} />}
      {demand === 'ALL' && <BooleanInput source="grandfather" label={t('credit.grandfather')} />}
      {demand === 'ALL' && <DayInput source="grandfatherUntil" label={t('credit.grandfatherUntil')} help={t('credit.noEnd')} />}
    </>
  );
}

function PolicyDialog({ policy, onClose }: { policy: Policy | undefined; onClose: () => void }) {
  const t = useT();
  const months = Object.fromEntries(classes.map((risk) => [`reviewMonths${risk}`, monthsOf(policy, risk)]));
  return (
    <ActionDialog
      title={t('action.setCreditPolicy')} document={setCreditPolicy} onClose={onClose}
      initial={{ creditDemand: policy?.creditDemand ?? 'NONE', since: policy?.creditDemandSince ?? '', grandfather: true, grandfatherUntil: '', checksShipping: policy?.checksShipping ?? true, applicationDays: policy?.applicationDays ?? 30, ...months, reason: '' }}
      input={({ since, grandfather, grandfatherUntil, applicationDays, creditDemand, checksShipping, reason, ...rest }) => ({
        version: policy?.version ?? null, creditDemand, since: creditDemand === 'NEW' && since ? since : null, grandfather: creditDemand === 'ALL' ? grandfather === true : null, grandfatherUntil: creditDemand === 'ALL' && grandfatherUntil ? grandfatherUntil : null,
        checksShipping: checksShipping === true, applicationDays: Number(applicationDays), reason, ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, Number(value)])),
      })}
    >
      <DemandInputs />
      <BooleanInput source="checksShipping" label={t('credit.checksShipping')} />
      <Fields>
        <IntegerInput source="applicationDays" label={t('credit.applicationDays')} required />
        {classes.map((risk) => <IntegerInput key={risk} source={`reviewMonths${risk}`} label={t('credit.monthsOf', { risk })} required />)}
      </Fields>
      <TextInput source="reason" label={t('credit.reason')} required multiline />
    </ActionDialog>
  );
}

function ScorecardDialog({ card, onClose }: { card: Card; onClose: () => void }) {
  const t = useT();
  const whole = (value: unknown) => Number(value);
  return (
    <ActionDialog
      title={t('action.publishScorecard')} document={publishScorecard} onClose={onClose}
      initial={{
        startMost: card.startMost, roundTo: card.roundTo, note: '', factors: card.factors.map(({ weight, unknown, steps }) => ({ weight, unknown, steps: steps.map(({ upTo, points }) => `${upTo ?? '*'}=${points}`).join(' ') })),
        classes: card.classes.map(({ from, months, sharePercent, termDays }) => ({ from, months, sharePercent, termDays })),
      }}
      input={({ factors, classes: typed, startMost, roundTo, note }) => ({
        startMost: whole(startMost), roundTo: whole(roundTo), note,
        // Rows of the form, in the order of the card's.
        factors: (factors as { weight: unknown; unknown: unknown; steps: string }[]).map(({ weight, unknown, steps }, at) => ({
          factor: card.factors[at]?.factor, weight: whole(weight), unknown: whole(unknown),
          steps: steps.trim().split(/\s+/).map((each) => { const [upTo, points] = each.split('='); return { upTo: upTo === '*' ? null : whole(upTo), points: whole(points) }; }),
        })),
        classes: (typed as Record<string, unknown>[]).map((each, at) => ({ risk: card.classes[at]?.risk, ...Object.fromEntries(Object.entries(each).map(([name, value]) => [name, whole(value)])) })),
      })}
    >
      <p>{t('credit.scorecardText')}</p>
      {card.factors.map(({ factor, label }, at) => (
        <Box component="fieldset" key={factor} sx={{ border: 0, p: 0, m: 0, minWidth: 0 }}>
          <Typography component="legend" variant="body2" sx={{ fontWeight: 600, mb: 0.5 }}>{label}</Typography>
          <Fields>
            <IntegerInput source={`factors.${at}.weight`} label={t('credit.weight')} required />
            <IntegerInput source={`factors.${at}.unknown`} label={t('credit.unknownPoints')} required />
            <TextInput source={`factors.${at}.steps`} label={t('credit.steps')} required />
          </Fields>
        </Box>
      ))}
      {card.classes.map(({ risk }, at) => (
        <Box component="fieldset" key={risk} sx={{ border: 0, p: 0, m: 0, minWidth: 0 }}>
          <Typography component="legend" variant="body2" sx={{ fontWeight: 600, mb: 0.5 }}>{t('credit.classNo', { risk })}</Typography>
          <Fields>
            <IntegerInput source={`classes.${at}.from`} label={t('credit.fromScore')} required />
            <IntegerInput source={`classes.${at}.months`} label={t('credit.salesMonths')} required />
            <IntegerInput source={`classes.${at}.sharePercent`} label={t('credit.share')} required />
            <IntegerInput source={`classes.${at}.termDays`} label={t('credit.days')} required />
          </Fields>
        </Box>
      ))}
      <Fields>
        <IntegerInput source="startMost" label={t('credit.startMost')} required />
        <IntegerInput source="roundTo" label={t('credit.roundTo')} required />
      </Fields>
      <TextInput source="note" label={t('credit.reason')} required multiline />
    </ActionDialog>
  );
}

function NormValue() {
  const t = useT();
  const field: unknown = useWatch({ name: 'field' });
  if (field === 'CREDIT_LIMIT') return <MoneyInput source="limit" label={t('credit.limit')} help={t('credit.normHelp')} />;
  if (field === 'DISCOUNT') return <PercentInput source="rate" label={t('credit.discount')} help={t('credit.normHelp')} />;
  return <IntegerInput source="days" label={t('credit.days')} help={t('credit.normHelp')} />;
}

function NormDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.setCustomerNorm')} document={setCustomerNorm} onClose={onClose} initial={{ groupId: null, field: 'PAYMENT_TERMS', days: '', limit: '', rate: '', reason: '' }}
      input={({ groupId, field, days, limit, rate, reason }) => ({ groupId: groupId || null, field, days: field === 'PAYMENT_TERMS' && days !== '' ? Number(days) : null, limit: field === 'CREDIT_LIMIT' && limit ? limit : null, rate: field === 'DISCOUNT' && rate ? rate : null, reason })}
    >
      <ReferenceInput source="groupId" reference="customerGroups" label={t('credit.group')} help={t('credit.noGroup')} />
      <EnumInput source="field" enumName="DeviationField" values={['PAYMENT_TERMS', 'CREDIT_LIMIT', 'DISCOUNT']} label={t('credit.normField')} required />
      <NormValue />
      <TextInput source="reason" label={t('credit.reason')} required multiline />
    </ActionDialog>
  );
}

/** Who needs an application, how customers are judged, how often credit is looked at, and what is usual in a group. */
export function CreditSettings() {
  const t = useT();
  const { enumLabel } = useLabels();
  const [open, setOpen] = useState<'policy' | 'scorecard' | 'norm'>();
  const { data, error, refetch } = useAsk(settings, { mayCustomersCompare: may('customers.compare') });
  const policy = data?.customerPolicies.nodes[0];
  const card = data?.scorecard;
  const close = () => setOpen(undefined);
  return (
    <ReportPage title={t('credit.settings')} about={t('credit.settingsAbout')} error={error} onRetry={() => void refetch()} loading={!data}>
      {data && card && (
        <>
          <Section title={t('credit.policy')}>
            <ReportTable
              name={t('credit.policy')} empty="" columns={[{ label: t('credit.rule') }, { label: t('credit.value') }]}
              rows={[
                { key: 'demand', cells: [t('credit.demand'), `${enumLabel('CreditDemand', policy?.creditDemand ?? 'NONE')} ${policy?.creditDemandSince ?? ''}`] },
                { key: 'ship', cells: [t('credit.checksShipping'), t((policy?.checksShipping ?? true) ? 'app.yes' : 'app.no')] },
                { key: 'days', cells: [t('credit.applicationDays'), String(policy?.applicationDays ?? 30)] },
                { key: 'months', cells: [t('credit.reviewMonths'), classes.map((risk) => `${risk} ${monthsOf(policy, risk)}`).join(' · ')] },
              ]}
            />
            {may('credit.policy') && <Button sx={{ mt: 2 }} variant="outlined" onClick={() => setOpen('policy')}>{t('action.setCreditPolicy')}</Button>}
          </Section>
          <Section title={t('credit.scorecardNo', { revision: card.revision })}>
            {card.note && <Typography>{card.note}</Typography>}
            <ReportTable
              name={t('credit.scorecard')} empty="" columns={[{ label: t('credit.input') }, { label: t('credit.weight'), numeric: true }, { label: t('credit.unknownPoints'), numeric: true }, { label: t('credit.steps') }]}
              rows={card.factors.map(({ factor, label, weight, unknown, steps }) => ({ key: factor, cells: [label, `${weight} %`, String(unknown), steps.map(({ upTo, points }) => `${upTo === null ? '…' : `≤ ${upTo}`}: ${points}`).join(' · ')] }))}
            />
            <ReportTable
              name={t('credit.classes')} empty="" columns={[{ label: t('credit.risk') }, { label: t('credit.fromScore'), numeric: true }, { label: t('credit.salesMonths'), numeric: true }, { label: t('credit.share'), numeric: true }, { label: t('credit.days'), numeric: true }]}
              rows={card.classes.map(({ risk, from, months, sharePercent, termDays }) => ({ key: risk, cells: [risk, String(from), String(months), String(sharePercent), String(termDays)] }))}
            />
            {may('credit.policy') && <Button sx={{ mt: 2 }} variant="outlined" onClick={() => setOpen('scorecard')}>{t('action.publishScorecard')}</Button>}
          </Section>
          {data.customerNorms && (
            <Section title={t('credit.norms')}>
              <ReportTable
                name={t('credit.norms')} empty={t('credit.noNorms')} columns={[{ label: t('credit.group') }, { label: t('credit.normField') }, { label: t('credit.value') }]}
                rows={data.customerNorms.nodes.map(({ id, field, days, rate, limit, group }) => ({ key: id, cells: [
                  group?.name ?? t('credit.noGroup'), enumLabel('DeviationField', field), limit ? <Value key="limit" field={{ kind: 'money' }} value={limit} /> : days !== null ? t('credit.inDays', { days }) : String(rate),
                ] }))}
              />
              <Button sx={{ mt: 2 }} variant="outlined" onClick={() => setOpen('norm')}>{t('action.setCustomerNorm')}</Button>
            </Section>
          )}
          {may('customers.compare') && <Tolerances policy={policy} onDone={() => void refetch()} />}
          {open === 'policy' && <PolicyDialog policy={policy} onClose={close} />}
          {open === 'scorecard' && <ScorecardDialog card={card} onClose={close} />}
          {open === 'norm' && <NormDialog onClose={close} />}
        </>
      )}
    </ReportPage>
  );
}
