import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { Link } from 'react-router-dom';
import { request } from '../data/client.ts';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ReferenceLink, Value } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, EnumInput, Fields, IntegerInput, MoneyInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { usePreview } from '../shared/form/LiveTotals.tsx';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { customerRulesQuery, holdRulePreview, removeAddressRule, saveAddressRule, saveHoldRule, savePaymentTerm, setCustomerPolicy } from './ruleQueries.ts';
import type { Rules } from './ruleQueries.ts';

/** Whether a cause counts days. */
const isOfDays = (cause: unknown): boolean => ['OVERDUE_DAYS', 'BOUNCED_PAYMENTS', 'WRITTEN_OFF'].includes(String(cause));

type HoldRule = NonNullable<Rules['holdRules']>['nodes'][number];
type AddressRule = Rules['addressRules']['nodes'][number];
type Term = Rules['paymentTerms']['nodes'][number];
type Part = { share: string; basis: string; days: string; monthDay: string };
const PARTS_MAX = 12;
const SHOWN_MAX = 20;
const numberOr = (value: unknown) => (value === '' || value === null || value === undefined ? null : Number(value));

function HoldRuleDialog({ rule, onClose }: { rule: HoldRule | undefined; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.saveHoldRule')} document={saveHoldRule} onClose={onClose}
      initial={{ name: rule?.name ?? '', cause: rule?.cause ?? 'OVERDUE_DAYS', days: rule?.days ?? 30, amount: rule?.amount?.amount ?? '', scope: rule?.scope ?? 'ORDER', groupId: rule?.group?.id ?? null, releasesItself: rule?.releasesItself ?? true, isActive: rule?.isActive ?? true }}
      input={({ days, amount, groupId, ...values }) => ({
        ...values, ...(rule ? { holdRuleId: rule.id, version: rule.version } : {}), days: isOfDays(values['cause']) ? numberOr(days) : null,
        amount: values['cause'] === 'OVERDUE_AMOUNT' && amount !== '' ? amount : null, groupId: groupId || null,
      })}
    >
      <HoldRuleInputs />
    </ActionDialog>
  );
}

function HoldRuleInputs() {
  const t = useT();
  const cause: unknown = useWatch({ name: 'cause' });
  return (
    <>
      <Fields>
        <TextInput source="name" label={t('customers.rules.name')} required />
        <EnumInput source="cause" enumName="HoldCause" label={t('customers.rules.cause')} required />
        {isOfDays(cause) && <IntegerInput source="days" label={t(cause === 'OVERDUE_DAYS' ? 'customers.rules.moreDays' : 'charges.withinDays')} required />}
        {cause === 'OVERDUE_AMOUNT' && <MoneyInput source="amount" label={t('customers.rules.moreThan')} required />}
        <EnumInput source="scope" enumName="HoldScope" label={t('customers.holdScope')} required />
        <ReferenceInput source="groupId" reference="customerGroups" label={t('customers.rules.group')} />
        <BooleanInput source="releasesItself" label={t('customers.rules.releasesItself')} />
        <BooleanInput source="isActive" label={t('customers.rules.isActive')} />
      </Fields>
      <StoppedToday />
    </>
  );
}

/** Whom the rule would stop, as it is typed. */
function StoppedToday() {
  const t = useT();
  const { data } = usePreview(['cause', 'days', 'amount', 'groupId'], async ({ cause, days, amount, groupId }, signal) => {
    const isWhole = cause === 'OVER_LIMIT' || (isOfDays(cause) ? /^\d+$/.test(String(days)) : /^\d+(\.\d+)?$/.test(String(amount)));
    if (!isWhole) return null;
    return (await request(holdRulePreview, { cause: cause as HoldRule['cause'], days: isOfDays(cause) ? Number(days) : null, amount: cause === 'OVERDUE_AMOUNT' ? String(amount) : null, groupId: groupId ? String(groupId) : null }, { signal })).holdRulePreview;
  });
  if (!data) return null;
  return (
    <Box role="status" sx={{ display: 'grid', gap: 0.5 }}>
      <Typography sx={{ fontWeight: 600 }}>{t('customers.rules.stopsToday', { count: data.length })}</Typography>
      {data.slice(0, SHOWN_MAX).map(({ customer, name, days, overdue, over }) => (
        <Typography key={customer?.id ?? name} variant="body2" sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
          {customer ? <ReferenceLink value={customer} /> : name}
          {days > 0 && <span>{t('customers.rules.days', { days })}</span>}
          <Value field={{ kind: 'money' }} value={Number(overdue.amount) > 0 ? overdue : over} />
        </Typography>
      ))}
    </Box>
  );
}

function AddressRuleDialog({ rule, onClose }: { rule: AddressRule | undefined; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.saveAddressRule')} document={saveAddressRule} onClose={onClose}
      initial={{ country: rule?.country ?? '', needsPostalCode: rule?.needsPostalCode ?? true, needsRegion: rule?.needsRegion ?? false, needsTaxNumber: rule?.needsTaxNumber ?? false }}
      input={({ country, ...values }) => ({ ...values, country: country === '' ? null : country, ...(rule ? { addressRuleId: rule.id, version: rule.version } : {}) })}
    >
      <TextInput source="country" label={t('customers.address.country')} help={t('customers.rules.countryHelp')} />
      <BooleanInput source="needsPostalCode" label={t('customers.address.postalCode')} />
      <BooleanInput source="needsRegion" label={t('customers.address.region')} />
      <BooleanInput source="needsTaxNumber" label={t('customers.rules.taxNumber')} />
    </ActionDialog>
  );
}

function TermDialog({ term, onClose }: { term: Term | undefined; onClose: () => void }) {
  const t = useT();
  const [count, setCount] = useState(Math.max(1, term?.parts.length ?? 1));
  const parts = Array.from({ length: PARTS_MAX }, (_, index): Part => {
    const part = term?.parts[index];
    return { share: part?.share ?? (index === 0 && !term ? '1' : ''), basis: part?.basis ?? 'INVOICE', days: String(part?.days ?? 30), monthDay: part?.monthDay ? String(part.monthDay) : '' };
  });
  return (
    <ActionDialog
      title={t('action.savePaymentTerm')} document={savePaymentTerm} onClose={onClose} initial={{ code: term?.code ?? '', name: term?.name ?? '', isActive: term?.isActive ?? true, parts }}
      input={({ parts: typed, ...values }) => ({
        ...values, ...(term ? { paymentTermId: term.id, version: term.version } : {}),
        parts: (typed as Part[]).slice(0, count).map(({ share, basis, days, monthDay }) => ({ share, basis, days: Number(days), monthDay: basis === 'MONTH_DAY' ? numberOr(monthDay) : null })), // rows of the form
      })}
    >
      <Fields>
        <TextInput source="code" label={t('customers.rules.code')} required />
        <TextInput source="name" label={t('customers.rules.name')} required />
        <BooleanInput source="isActive" label={t('customers.rules.isActive')} />
      </Fields>
      {Array.from({ length: count }, (_, index) => <PartInputs key={index} index={index} />)}
      <Box sx={{ display: 'flex', gap: 1 }}>
        {count < PARTS_MAX && <Button onClick={() => setCount(count + 1)}>{t('customers.rules.addPart')}</Button>}
        {count > 1 && <Button onClick={() => setCount(count - 1)}>{t('customers.rules.dropPart')}</Button>}
      </Box>
    </ActionDialog>
  );
}

function PartInputs({ index }: { index: number }) {
  const t = useT();
  const basis: unknown = useWatch({ name: `parts.${index}.basis` });
  const at = (name: string) => `parts.${index}.${name}`;
  return (
    <Box component="fieldset" sx={{ border: 0, p: 0, m: 0, minWidth: 0 }}>
      <Typography component="legend" variant="body2" sx={{ fontWeight: 600, mb: 0.5 }}>{t('customers.rules.partNo', { no: index + 1 })}</Typography>
      <Fields>
        <QuantityInput source={at('share')} label={t('customers.rules.share')} required />
        <EnumInput source={at('basis')} enumName="TermBasis" label={t('customers.rules.basis')} required />
        <IntegerInput source={at('days')} label={t('customers.rules.partDays')} required />
        {basis === 'MONTH_DAY' && <IntegerInput source={at('monthDay')} label={t('customers.rules.monthDay')} required />}
      </Fields>
    </Box>
  );
}

type Open = { hold: HoldRule | undefined } | { address: AddressRule | undefined } | { term: Term | undefined };

/** What stops customers by itself, what an invoice needs of their records, and the ways to pay. */
export function CustomerRules() {
  const t = useT();
  const { enumLabel } = useLabels();
  const [open, setOpen] = useState<Open>();
  const { data, error, refetch } = useAsk(customerRulesQuery, { mayCreditRead: may('credit.read') });
  const [remove] = useAction(removeAddressRule);
  const [setPolicy, { pending }] = useAction(setCustomerPolicy);
  const close = () => setOpen(undefined);
  const policy = data?.customerPolicies.nodes[0];
  const change = (name: string, what: Open) => <Button size="small" aria-label={`${t('customers.rules.change')} ${name}`} onClick={() => setOpen(what)}>{t('customers.rules.change')}</Button>;
  const yes = (is: boolean) => t(is ? 'app.yes' : 'app.no');
  const dueText = ({ share, basis, days, monthDay }: Term['parts'][number]) => t('customers.rules.partText', { share: String(Math.round(Number(share) * 10_000) / 100), due: t(`customers.rules.due.${basis}`, { days, day: monthDay ?? '' }) });
  return (
    <ReportPage title={t('customers.rules.title')} about={t('customers.rules.about')} error={error} onRetry={() => void refetch()} loading={!data}>
      {data && (
        <>
          {data.holdRules && (
            <>
              <Typography variant="h2">{t('customers.rules.holds')}</Typography>
              <ReportTable
                name={t('customers.rules.holds')} empty={t('customers.rules.noHolds')}
                columns={[{ label: t('customers.rules.name') }, { label: t('customers.rules.cause') }, { label: t('customers.holdScope') }, { label: t('customers.rules.held'), numeric: true }, { label: t('customers.rules.change') }]}
                rows={data.holdRules.nodes.map((rule) => ({ key: rule.id, cells: [
                  `${rule.name}${rule.isActive ? '' : ` (${t('customers.rules.off')})`}`,
                  <>{enumLabel('HoldCause', rule.cause)} {rule.days !== null && t(rule.cause === 'OVERDUE_DAYS' ? 'customers.rules.moreThan' : 'customers.rules.within', { days: rule.days })} {rule.amount && <>&gt; <Value field={{ kind: 'money' }} value={rule.amount} /></>} {rule.group?.name}</>,
                  enumLabel('HoldScope', rule.scope), String(rule.heldCount), may('holdRules.manage') ? change(rule.name, { hold: rule }) : '',
                ] }))}
              />
              {may('holdRules.manage') && <Box><Button onClick={() => setOpen({ hold: undefined })}>{t('customers.rules.addHold')}</Button></Box>}
            </>
          )}
          <Typography variant="h2">{t('customers.rules.terms')}</Typography>
          <ReportTable
            name={t('customers.rules.terms')} empty={t('customers.rules.noTerms')}
            columns={[{ label: t('customers.rules.code') }, { label: t('customers.rules.name') }, { label: t('customers.rules.parts') }, { label: t('customers.rules.used'), numeric: true }, { label: t('customers.rules.change') }]}
            rows={data.paymentTerms.nodes.map((term) => ({ key: term.id, cells: [
              `${term.code}${term.isActive ? '' : ` (${t('customers.rules.off')})`}`, term.name, term.parts.map(dueText).join(', '), String(term.customerCount), may('credit.terms') ? change(term.name, { term }) : '',
            ] }))}
          />
          {may('credit.terms') && <Box><Button onClick={() => setOpen({ term: undefined })}>{t('customers.rules.addTerm')}</Button></Box>}
          <Typography variant="h2">{t('customers.rules.addresses')}</Typography>
          <Alert
            severity={policy?.demandsAddress ? 'success' : 'info'}
            action={may('invoices.post') && (
              <Button color="inherit" loading={pending} onClick={() => void setPolicy({ input: { demandsAddress: !policy?.demandsAddress, version: policy?.version ?? null } })}>
                {t(policy?.demandsAddress ? 'customers.rules.allow' : 'customers.rules.demand')}
              </Button>
            )}
          >
            {t(policy?.demandsAddress ? 'customers.rules.demanded' : 'customers.rules.allowed')}{' '}
            <MuiLink component={Link} underline="always" to={listPath('customers', { isIncomplete: true, isActive: true })}>{t('customers.rules.incomplete', { count: data.incomplete.totalCount ?? 0 })}</MuiLink>
          </Alert>
          <ReportTable
            name={t('customers.rules.addresses')} empty={t('customers.rules.noAddresses')}
            columns={[{ label: t('customers.address.country') }, { label: t('customers.address.postalCode') }, { label: t('customers.address.region') }, { label: t('customers.rules.taxNumber') }, { label: t('customers.rules.change') }]}
            rows={data.addressRules.nodes.map((rule) => ({ key: rule.id, cells: [
              rule.country ?? t('customers.rules.others'), yes(rule.needsPostalCode), yes(rule.needsRegion), yes(rule.needsTaxNumber),
              may('invoices.post') ? <>{change(rule.country ?? t('customers.rules.others'), { address: rule })}<Button size="small" aria-label={`${t('customers.rules.drop')} ${rule.country ?? t('customers.rules.others')}`} onClick={() => void remove({ input: { addressRuleId: rule.id } })}>{t('customers.rules.drop')}</Button></> : '',
            ] }))}
          />
          {may('invoices.post') && <Box><Button onClick={() => setOpen({ address: undefined })}>{t('customers.rules.addAddress')}</Button></Box>}
        </>
      )}
      {open && 'hold' in open && <HoldRuleDialog rule={open.hold} onClose={close} />}
      {open && 'address' in open && <AddressRuleDialog rule={open.address} onClose={close} />}
      {open && 'term' in open && <TermDialog term={open.term} onClose={close} />}
    </ReportPage>
  );
}
