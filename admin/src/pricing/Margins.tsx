import Button from '@mui/material/Button';
import { useState } from 'react';
import { graphql } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { EnumInput, ReferenceInput } from '../shared/form/inputs.tsx';
import { percentText } from '../shared/numbers.ts';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { PercentInput } from './PercentInput.tsx';

const query = graphql(`
  query Margins {
    marginRules(first: 100) { nodes { id minimum basis product { id name } category { id name } } }
    pricingSettings { taxRounding }
  }
`);
const setRule = graphql(`
  mutation SetMarginRule($input: SetMarginRuleInput!) {
    setMarginRule(input: $input) {
      __typename
      ... on SetMarginRulePayload { marginRule { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const removeRule = graphql(`
  mutation RemoveMarginRule($input: RemoveMarginRuleInput!) {
    removeMarginRule(input: $input) {
      __typename
      ... on RemoveMarginRulePayload { removed }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const setRounding = graphql(`
  mutation SetTaxRounding($input: SetTaxRoundingInput!) {
    setTaxRounding(input: $input) {
      __typename
      ... on SetTaxRoundingPayload { company { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

function RuleDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.setMarginRule')} document={setRule} onClose={onClose} initial={{ productId: '', categoryId: '', minimum: '', basis: 'AVERAGE' }}
      input={({ productId, categoryId, minimum, basis }) => ({ productId: productId || null, categoryId: categoryId || null, minimum, basis })}>
      <p>{t('pricing.marginText')}</p>
      <ReferenceInput source="productId" reference="products" label={t('pricing.product')} />
      <ReferenceInput source="categoryId" reference="categories" label={t('pricing.category')} />
      <PercentInput source="minimum" label={t('pricing.minimum')} help={t('pricing.minimumHelp')} required />
      <EnumInput source="basis" enumName="MarginBasis" label={t('pricing.basis')} required />
    </ActionDialog>
  );
}

function RoundingDialog({ rounding, onClose }: { rounding: string; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.setTaxRounding')} document={setRounding} onClose={onClose} initial={{ taxRounding: rounding }} input={({ taxRounding }) => ({ taxRounding })}>
      <EnumInput source="taxRounding" enumName="TaxRounding" label={t('pricing.rounding')} help={t('pricing.roundingHelp')} required />
    </ActionDialog>
  );
}

/** What must be left of prices, and how tax is rounded. */
export function Margins() {
  const t = useT();
  const { enumLabel } = useLabels();
  const [open, setOpen] = useState<'rule' | 'rounding'>();
  const [remove, { pending }] = useAction(removeRule);
  const { data, error, refetch } = useAsk(query, {});
  const rounding = data?.pricingSettings.taxRounding;
  const ofWhat = ({ product, category }: { product: { name: string } | null; category: { name: string } | null }) => product?.name ?? category?.name ?? t('pricing.allProducts');
  return (
    <ReportPage
      title={t('pricing.margins')} about={t('pricing.marginsAbout')} error={error} onRetry={() => void refetch()} loading={!data}
      controls={
        <>
          {may('margins.manage') && <Button variant="outlined" onClick={() => setOpen('rule')}>{t('action.setMarginRule')}</Button>}
          {may('company.manage') && rounding && <Button variant="outlined" onClick={() => setOpen('rounding')}>{t('action.setTaxRounding')}</Button>}
        </>
      }
    >
      {data && (
        <>
          <ReportTable
            name={t('pricing.margins')} empty={t('pricing.noRules')}
            columns={[{ label: t('pricing.ofWhat') }, { label: t('pricing.minimum'), numeric: true }, { label: t('pricing.basis') }, ...(may('margins.manage') ? [{ label: '' }] : [])]}
            rows={data.marginRules.nodes.map((rule) => ({
              key: rule.id,
              cells: [ofWhat(rule), percentText(rule.minimum), enumLabel('MarginBasis', rule.basis), ...(may('margins.manage') ? [
                <Button key="remove" size="small" color="error" disabled={pending} onClick={() => void remove({ input: { marginRuleId: rule.id } })} aria-label={t('pricing.removeRuleOf', { name: ofWhat(rule) })}>{t('pricing.removeRule')}</Button>,
              ] : [])],
            }))}
          />
          {rounding && <p>{t('pricing.roundingIs', { rounding: enumLabel('TaxRounding', rounding) })}</p>}
        </>
      )}
      {open === 'rule' && <RuleDialog onClose={() => setOpen(undefined)} />}
      {open === 'rounding' && rounding && <RoundingDialog rounding={rounding} onClose={() => setOpen(undefined)} />}
    </ReportPage>
  );
}
