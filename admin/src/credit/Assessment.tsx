import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { graphql } from '../data/graphql.ts';
import { may, today } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ReferenceLink, Value } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { RecordList } from '../shared/list/RecordList.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { assessCredit } from './mutations.ts';
import type { AssessmentRow } from './queries.ts';

const creditAssessment = graphql(`
  query CreditAssessmentOf($customerId: ID!, $on: Day, $knownAt: DateTime, $applicationId: ID, $scorecard: Int) {
    creditAssessment(customerId: $customerId, on: $on, knownAt: $knownAt, applicationId: $applicationId, scorecard: $scorecard) {
      on knownAt scorecard score risk termDays why hash limit { amount currencyCode } customer { id name }
      factors { factor label value points weight why }
    }
  }
`);

/** How a customer is judged as of a day: every input with its points and why, the class, and what is proposed. */
export function Assessment() {
  const t = useT();
  const { day, text, set } = useReportParams();
  const on = day('on', today());
  const customerId = text('customer');
  const known = text('known');
  const { data, error, refetch } = useAsk(creditAssessment, {
    customerId, on, knownAt: known || null, applicationId: text('application') || null, scorecard: /^\d+$/.test(text('scorecard')) ? Number(text('scorecard')) : null,
  }, customerId !== '');
  const [keep, { pending }] = useAction(assessCredit);
  const told = data?.creditAssessment;
  return (
    <ReportPage
      title={t('credit.assessment')} about={t('credit.assessmentAbout')} error={error} onRetry={() => void refetch()} loading={customerId !== '' && !told}
      controls={
        <>
          <ReferencePicker resource="customers" label={t('credit.customer')} value={customerId} onChange={(id) => set({ customer: id, known: '', application: '', scorecard: '' })} />
          <ReportDay label={t('stock.asOfDay')} value={on} onChange={(next) => set({ on: next, known: '', scorecard: '' })} />
          {customerId && may('credit.assess') && !known && <Button variant="contained" loading={pending} onClick={() => void keep({ input: { customerId, on } })}>{t('credit.keep')}</Button>}
        </>
      }
    >
      {!customerId && <Typography color="textSecondary" role="status">{t('credit.choose')}</Typography>}
      {told && (
        <>
          <Box role="status" sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'baseline' }}>
            <Typography variant="h2">{t('credit.scoreIs', { score: told.score, risk: told.risk })}</Typography>
            <ReferenceLink value={told.customer} />
            <span>{t('credit.proposal')} <Value field={{ kind: 'money' }} value={told.limit} />, {t('credit.inDays', { days: told.termDays })}</span>
          </Box>
          <Typography>{told.why}</Typography>
          <ReportTable
            name={t('credit.inputs')} empty="" columns={[{ label: t('credit.input') }, { label: t('credit.points'), numeric: true }, { label: t('credit.weight'), numeric: true }, { label: t('credit.why') }]}
            rows={told.factors.map(({ factor, label, points, weight, why }) => ({ key: factor, cells: [label, String(points), `${weight} %`, why] }))}
          />
          <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>{t('credit.sameBytes', { scorecard: told.scorecard, known: told.knownAt, hash: told.hash })}</Typography>
        </>
      )}
    </ReportPage>
  );
}

const fields: readonly Field<AssessmentRow>[] = [
  { name: 'customer', kind: 'reference', reference: 'customers', filter: true, card: 'title' },
  { name: 'asOf', kind: 'day', filter: true, card: 'detail' },
  { name: 'score', kind: 'integer', sort: true, filter: true, card: 'figure' },
  { name: 'risk', kind: 'enum', enumName: 'CreditRisk', sort: true, filter: true },
  { name: 'limit', kind: 'money', filter: true },
  { name: 'termDays', kind: 'integer', filter: true },
  { name: 'scorecardRevision', kind: 'integer', filter: true, hidden: true },
  { name: 'application', kind: 'reference', reference: 'creditApplications', hidden: true },
  { name: 'byName', kind: 'text', filter: true },
  { name: 'recordedAt', kind: 'instant', sort: true, filter: true },
];
export const AssessmentList = () => <RecordList fields={fields} sort={{ field: 'recordedAt', order: 'DESC' }} />;
