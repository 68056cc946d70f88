import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { EnumInput, MoneyInput, QuantityInput, ReferenceInput } from '../shared/form/inputs.tsx';
import { ChoiceInput, PercentInput } from './PercentInput.tsx';
import { Section } from '../shared/record/Section.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import { decimalText, percentText } from '../shared/numbers.ts';

const rulesQuery = graphql(`
  query PurchasingRules($mayApprovalsRead: Boolean!) {
    receivingRules(first: 100) { nodes { id inspects overRate overQuantity supplier { id name } product { id name } } }
    approvalLimits(first: 100) @include(if: $mayApprovalsRead) { nodes { id kind role personName rate amount { amount currencyCode } } }
  }
`);
const setReceivingRule = graphql(`
  mutation SetReceivingRule($input: SetReceivingRuleInput!) {
    setReceivingRule(input: $input) { __typename ... on SetReceivingRulePayload { receivingRule { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
const removeReceivingRule = graphql(`
  mutation RemoveReceivingRule($input: RemoveReceivingRuleInput!) {
    removeReceivingRule(input: $input) { __typename ... on RemoveReceivingRulePayload { removed } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
const setApprovalLimit = graphql(`
  mutation SetApprovalLimit($input: SetApprovalLimitInput!) {
    setApprovalLimit(input: $input) { __typename ... on SetApprovalLimitPayload { approvalLimit { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
const removeApprovalLimit = graphql(`
  mutation RemoveApprovalLimit($input: RemoveApprovalLimitInput!) {
    removeApprovalLimit(input: $input) { __typename ... on RemoveApprovalLimitPayload { removed } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
type Rule = ResultOf<typeof rulesQuery>['receivingRules']['nodes'][number];
const INSPECTS = { yes: true, no: false, '': null } as const;

function RuleDialog({ rule, onClose }: { rule: Rule | undefined; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('sourcing.rule')} document={setReceivingRule} onClose={onClose}
      input={({ supplierId, productId, inspects, overRate, overQuantity }) => ({
        supplierId: supplierId || null, productId: productId || null, inspects: INSPECTS[(inspects || '') as keyof typeof INSPECTS], overRate: overRate || null, overQuantity: overQuantity || null,
      })}
      initial={{
        supplierId: rule?.supplier?.id ?? '', productId: rule?.product?.id ?? '', inspects: rule?.inspects === true ? 'yes' : rule?.inspects === false ? 'no' : '',
        overRate: rule?.overRate ?? '', overQuantity: rule?.overQuantity ?? '',
      }}
    >
      <Typography variant="body2">{t('sourcing.ruleAbout')}</Typography>
      <ReferenceInput source="supplierId" reference="suppliers" label={t('sourcing.supplier')} help={t('sourcing.anySupplier')} disabled={rule !== undefined} />
      <ReferenceInput source="productId" reference="products" label={t('stock.product')} help={t('sourcing.anyProduct')} disabled={rule !== undefined} />
      <Inspects />
      <PercentInput source="overRate" label={t('sourcing.overRate')} help={t('sourcing.overHelp')} />
      <QuantityInput source="overQuantity" label={t('sourcing.overQuantity')} help={t('sourcing.overBothHelp')} />
    </ActionDialog>
  );
}

function Inspects() {
  const t = useT();
  return <ChoiceInput source="inspects" label={t('sourcing.inspects')} choices={[{ value: 'yes', label: t('app.yes') }, { value: 'no', label: t('app.no') }]} empty={t('sourcing.saysNothing')} />;
}

function LimitDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('sourcing.limit')} document={setApprovalLimit} input={({ kind, role, userId, amount, rate }) => ({ kind, amount, rate: rate || null, ...(userId ? { userId } : { role }) })} initial={{ kind: 'PURCHASE_ORDER', role: 'WAREHOUSE', userId: null, amount: '', rate: '' }} onClose={onClose}>
      <EnumInput source="kind" enumName="ApprovalKind" label={t('sourcing.limitKind')} required />
      <EnumInput source="role" enumName="Role" label={t('sourcing.role')} />
      <ReferenceInput source="userId" reference="users" label={t('credit.person')} />
      <MoneyInput source="amount" label={t('sourcing.upTo')} required />
      <PercentInput source="rate" label={t('sourcing.upToRate')} help={t('sourcing.upToRateHelp')} />
    </ActionDialog>
  );
}

/** How goods are taken in, and how much may be ordered without a second person. */
export function RulesPage() {
  const t = useT();
  const { enumLabel } = useLabels();
  const { data, error, refetch } = useAsk(rulesQuery, { mayApprovalsRead: may('approvals.read') });
  const [rule, setRule] = useState<Rule | 'new'>();
  const [isLimiting, setLimiting] = useState(false);
  const [dropRule, { pending }] = useAction(removeReceivingRule);
  const [dropLimit, { pending: dropping }] = useAction(removeApprovalLimit);
  const mayRules = may('purchasing.override');
  const mayLimits = may('company.manage');
  const whose = ({ personName, role }: { personName: string | null; role: string | null }) => personName ?? enumLabel('Role', role ?? '');
  const nameOf = ({ supplier, product }: Rule) => [supplier?.name ?? t('sourcing.allSuppliers'), product?.name ?? t('sourcing.allProducts')].join(' · ');
  return (
    <ReportPage title={t('sourcing.rules')} about={t('sourcing.rulesAbout')} error={error} onRetry={() => void refetch()} loading={!data}>
      <Section title={t('sourcing.receiving')}>
        <ReportTable
          name={t('sourcing.receiving')} empty={t('sourcing.noRules')}
          columns={[
            { label: t('sourcing.supplier') }, { label: t('stock.product') }, { label: t('sourcing.inspects') }, { label: t('sourcing.overRate'), numeric: true }, { label: t('sourcing.overQuantity'), numeric: true },
            ...(mayRules ? [{ label: t('sourcing.change') }] : []),
          ]}
          rows={(data?.receivingRules.nodes ?? []).map((each) => ({
            key: each.id,
            cells: [
              each.supplier ? <ReferenceLink key="supplier" value={each.supplier} /> : t('sourcing.allSuppliers'), each.product ? <ReferenceLink key="product" value={each.product} /> : t('sourcing.allProducts'),
              each.inspects === null ? '–' : t(each.inspects ? 'app.yes' : 'app.no'), each.overRate === null ? '–' : percentText(each.overRate), each.overQuantity === null ? '–' : decimalText(each.overQuantity),
              ...(mayRules ? [(
                <Box key="buttons" sx={{ whiteSpace: 'nowrap' }}>
                  <Button size="small" onClick={() => setRule(each)} aria-label={t('sourcing.changeRule', { name: nameOf(each) })}>{t('suppliers.changeShort')}</Button>
                  <Button size="small" color="error" disabled={pending} onClick={() => void dropRule({ input: { receivingRuleId: each.id } })} aria-label={t('sourcing.removeRule', { name: nameOf(each) })}>{t('suppliers.removeShort')}</Button>
                </Box>
              )] : []),
            ],
          }))}
        />
        {mayRules && <Button sx={{ mt: 2 }} variant="outlined" onClick={() => setRule('new')}>{t('sourcing.addRule')}</Button>}
      </Section>
      {data?.approvalLimits && (
        <Section title={t('sourcing.limits')}>
          <ReportTable
            name={t('sourcing.limits')} empty={t('sourcing.noLimits')}
            columns={[{ label: t('sourcing.limitKind') }, { label: t('sourcing.role') }, { label: t('sourcing.upTo'), numeric: true }, { label: t('sourcing.upToRate'), numeric: true }, ...(mayLimits ? [{ label: t('sourcing.change') }] : [])]}
            rows={data.approvalLimits.nodes.map((each) => ({
              key: each.id,
              cells: [
                enumLabel('ApprovalKind', each.kind), whose(each), each.amount, each.rate === null ? '–' : percentText(each.rate),
                ...(mayLimits ? [<Button key="drop" size="small" color="error" disabled={dropping} onClick={() => void dropLimit({ input: { approvalLimitId: each.id } })} aria-label={t('sourcing.removeLimit', { role: whose(each) })}>{t('suppliers.removeShort')}</Button>] : []),
              ],
            }))}
          />
          {mayLimits && <Button sx={{ mt: 2 }} variant="outlined" onClick={() => setLimiting(true)}>{t('sourcing.setLimit')}</Button>}
        </Section>
      )}
      {rule && <RuleDialog rule={rule === 'new' ? undefined : rule} onClose={() => setRule(undefined)} />}
      {isLimiting && <LimitDialog onClose={() => setLimiting(false)} />}
    </ReportPage>
  );
}
