import Typography from '@mui/material/Typography';
import { graphql } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { tiles } from '../replenishment/look.ts';
import { KpiTile } from '../shared/chart/KpiTile.tsx';
import { dayText, monthText } from '../shared/days.ts';
import { ReferenceLink, Value } from '../shared/field.tsx';
import { decimalText, integerText, moneyText } from '../shared/numbers.ts';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';

const query = graphql(`
  query RecurringRevenue($from: Day!, $to: Day!) {
    recurringRevenue(from: $from, to: $to) {
      monthly { amount currencyCode } yearly { amount currencyCode }
      months { month on contracts opening { amount currencyCode } started { amount currencyCode } raised { amount currencyCode } cut { amount currencyCode } ended { amount currencyCode } closing { amount currencyCode } }
      currencies { currencyCode contracts rate ratedOn monthly { amount currencyCode } yearly { amount currencyCode } worth { amount currencyCode } }
      contracts { contract { id } number name customer { id } customerName endsOn monthly { amount currencyCode } worth { amount currencyCode } }
    }
  }
`);
const yearBefore = (day: string): string => `${Number(day.slice(0, 4)) - 1}${day.slice(4, 7)}-01`;

/** What contracts bring a month, and why that moved. */
export function RecurringRevenue() {
  const t = useT();
  const { day, set } = useReportParams();
  const [from, to] = [day('from', yearBefore(today())), day('to', today())];
  const { data, error, refetch } = useAsk(query, { from, to });
  const report = data?.recurringRevenue;
  // Company money alone needs no worths beside it.
  const isForeign = report?.currencies.some(({ rate }) => rate !== null) ?? false;
  return (
    <ReportPage
      title={t('contracts.revenue')} about={t('contracts.revenueAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={<><ReportDay label={t('contracts.from')} value={from} onChange={(next) => set({ from: next })} /><ReportDay label={t('contracts.to')} value={to} onChange={(next) => set({ to: next })} /></>}
    >
      {report && (
        <>
          <div style={tiles}>
            <KpiTile label={t('contracts.monthly')} value={moneyText(report.monthly)} />
            <KpiTile label={t('contracts.yearly')} value={moneyText(report.yearly)} />
          </div>
          {isForeign && (
            <>
              <Typography color="textSecondary">{t('contracts.rates')}</Typography>
              <ReportTable
                name={t('contracts.byCurrency')} empty={t('contracts.noContracts')}
                columns={[{ label: t('contracts.currency') }, { label: t('contracts.count'), numeric: true }, { label: t('contracts.monthly'), numeric: true }, { label: t('contracts.yearly'), numeric: true }, { label: t('currencies.rate'), numeric: true }, { label: t('currencies.ratedOn') }, { label: t('contracts.inBooksMonthly'), numeric: true }]}
                rows={report.currencies.map((each) => ({ key: each.currencyCode, cells: [each.currencyCode, integerText(each.contracts), each.monthly, each.yearly, each.rate === null ? '' : decimalText(each.rate, 10), each.ratedOn === null ? '' : dayText(each.ratedOn), each.worth] }))}
                totals={[t('list.total'), '', '', '', '', '', report.monthly]}
              />
            </>
          )}
          <ReportTable
            name={t('contracts.byMonth')} empty={t('contracts.noContracts')}
            columns={[{ label: t('contracts.month') }, { label: t('contracts.count'), numeric: true }, ...(['opening', 'started', 'raised', 'cut', 'ended', 'closing'] as const).map((key) => ({ label: t(`contracts.${key}`), numeric: true }))]}
            rows={report.months.map((each) => ({ key: each.month, cells: [monthText(each.month), integerText(each.contracts), each.opening, each.started, each.raised, each.cut, each.ended, each.closing] }))}
          />
          <ReportTable
            name={t('contracts.largest')} empty={t('contracts.noContracts')} columns={[{ label: t('contracts.contract') }, { label: t('contracts.customer') }, { label: t('contracts.lastDay') }, { label: t('contracts.monthly'), numeric: true }, ...(isForeign ? [{ label: t('contracts.inBooksMonthly'), numeric: true }] : [])]}
            rows={report.contracts.map((each) => ({ key: each.contract.id, cells: [
              <ReferenceLink key="s" value={{ id: each.contract.id, name: `${each.number} ${each.name}` }} />, <ReferenceLink key="c" value={{ id: each.customer.id, name: each.customerName }} />, each.endsOn ? <Value key="d" field={{ kind: 'day' }} value={each.endsOn} /> : '', each.monthly, ...(isForeign ? [each.worth] : []),
            ] }))}
          />
        </>
      )}
    </ReportPage>
  );
}
