import Button from '@mui/material/Button';
import { ResourceContextProvider } from 'ra-core';
import { useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { cleaned } from '../data/dataProvider.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { quarterBefore } from '../books/periods.ts';
import { integerText } from '../shared/numbers.ts';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { newTerms, TermsInputs } from './PlanForm.tsx';

const query = graphql(`
  query PreviewCommissionPlan($from: Day!, $to: Day!, $terms: PreviewCommissionTermsInput!) {
    previewCommissionPlan(from: $from, to: $to, terms: $terms) {
      people { name orders salesPerson { id } base { amount currencyCode } commission { amount currencyCode } booked { amount currencyCode } }
      base { amount currencyCode } commission { amount currencyCode } booked { amount currencyCode }
    }
  }
`);
type Previewed = ResultOf<typeof query>['previewCommissionPlan'];

function Result({ report }: { report: Previewed }) {
  const t = useT();
  return (
    <ReportTable
      name={t('commissions.preview')}
      columns={[{ label: t('commissions.person') }, { label: t('costing.ordersCount'), numeric: true }, { label: t('commissions.base'), numeric: true }, { label: t('commissions.wouldBe'), numeric: true }, { label: t('commissions.booked'), numeric: true }]}
      rows={report.people.map(({ name, orders, base, commission, booked, salesPerson }) => ({ key: salesPerson.id, cells: [name, integerText(orders), base, commission, booked] }))}
      totals={[t('commissions.all'), '', report.base, report.commission, report.booked]} empty={t('commissions.nothing')}
    />
  );
}

/** What terms would have paid between two days, beside what was paid. */
export function Preview() {
  const t = useT();
  const { day, set } = useReportParams();
  const usual = quarterBefore(today());
  const [from, to] = [day('from', usual.from), day('to', usual.to)];
  const form = useForm<Record<string, unknown>>({ defaultValues: newTerms() });
  const [terms, setTerms] = useState<Record<string, unknown>>();
  const { data, error, refetch } = useAsk(query, { from, to, terms: terms as never }, terms !== undefined); // as the form has it
  return (
    <ReportPage
      title={t('commissions.preview')} about={t('commissions.previewAbout')} error={error} onRetry={() => void refetch()} loading={terms !== undefined && !data && !error}
      controls={
        <>
          <ReportDay label={t('list.from')} value={from} onChange={(next) => set({ from: next })} />
          <ReportDay label={t('list.to')} value={to} onChange={(next) => set({ to: next })} />
        </>
      }
    >
      <ResourceContextProvider value="commissionPlans">
        <FormProvider {...form}>
          <form
            noValidate onSubmit={(event) => void form.handleSubmit((values) => {
              const { base, rate, span, rates, tiers } = cleaned(values);
              setTerms({ base, rate, span, rates, tiers: span ? tiers : [] });
            })(event)}
          >
            <TermsInputs isDated={false} />
            <Button type="submit" variant="contained">{t('commissions.show')}</Button>
          </form>
        </FormProvider>
      </ResourceContextProvider>
      {terms && data && <Result report={data.previewCommissionPlan} />}
    </ReportPage>
  );
}
