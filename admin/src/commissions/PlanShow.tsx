import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { may } from '../data/session.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import { withdrawTerms } from './planQueries.ts';
import type { Plan, Terms } from './planQueries.ts';

const planFacts: readonly Field<Plan>[] = [{ name: 'code', kind: 'text' }, { name: 'isActive', kind: 'boolean' }, { name: 'note', kind: 'text' }];

export function PlanShow() {
  const t = useT();
  return (
    <RecordPage<Plan>
      facts={planFacts}
      tabs={[{ key: 'terms', label: t('commissions.versions'), related: {
        resource: 'commissionTerms', filter: ({ id }) => ({ plan: { is: id } }), sort: 'startsOn DESC',
        fields: [{ name: 'startsOn', kind: 'day' }, { name: 'endsOn', kind: 'day' }, { name: 'base', kind: 'enum', enumName: 'CommissionBase' }, { name: 'rate', kind: 'percent' }, { name: 'span', kind: 'enum', enumName: 'CommissionSpan' }, { name: 'orders', kind: 'integer' }],
      } }]}
    >
      {({ id }) => may('commissions.manage') && (
        <Box><Button component={Link} to={`/commissionTerms/create?plan=${encodeURIComponent(id)}`} variant="contained">{t('commissions.newTerms')}</Button></Box>
      )}
    </RecordPage>
  );
}

const termsFacts: readonly Field<Terms>[] = [
  { name: 'plan', kind: 'reference' }, { name: 'startsOn', kind: 'day' }, { name: 'endsOn', kind: 'day' }, { name: 'base', kind: 'enum', enumName: 'CommissionBase' }, { name: 'rate', kind: 'percent' }, { name: 'span', kind: 'enum', enumName: 'CommissionSpan' },
  { name: 'orders', kind: 'integer' },
];
const termsActions: readonly RecordAction<Terms>[] = [{
  name: 'withdrawCommissionTerms', document: withdrawTerms, input: ({ id }) => ({ commissionTermsId: id }), permission: 'commissions.manage', danger: true, confirm: { kind: 'plain' }, then: () => '/commissionPlans',
}];
const tierFields: readonly Field<Terms['tiers'][number]>[] = [{ name: 'from', kind: 'money' }, { name: 'rate', kind: 'percent' }];
const personFields: readonly Field<Terms['people'][number]>[] = [{ name: 'salesPerson', kind: 'reference' }];

export function TermsShow() {
  const t = useT();
  const { enumLabel } = useLabels();
  const rateFields: readonly Field<Terms['rates'][number]>[] = [
    { name: 'no', kind: 'integer' }, { name: 'salesPerson', kind: 'reference' }, { name: 'category', kind: 'reference' }, { name: 'product', kind: 'reference' }, { name: 'customerGroup', kind: 'reference', reference: 'customerGroups' }, { name: 'customer', kind: 'reference' },
    { name: 'channel', kind: 'text', render: ({ channel }) => (channel ? enumLabel('Channel', channel) : '') }, { name: 'rate', kind: 'percent' },
  ];
  return (
    <RecordPage<Terms> facts={termsFacts} actions={termsActions}>
      {(terms) => (
        <>
          {terms.people.length > 0 && <Section title={t('commissions.people')}><LinesTable resource="commissionPeople" label={t('commissions.people')} fields={personFields} rows={terms.people} /></Section>}
          {terms.tiers.length > 0 && <Section title={t('commissions.tiers')}><LinesTable resource="commissionTiers" label={t('commissions.tiers')} fields={tierFields} rows={terms.tiers} /></Section>}
          <Section title={t('commissions.rates')}><LinesTable resource="commissionRates" label={t('commissions.rates')} fields={rateFields} rows={terms.rates} empty={t('commissions.noRates')} /></Section>
        </>
      )}
    </RecordPage>
  );
}
