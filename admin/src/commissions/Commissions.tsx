import Alert from '@mui/material/Alert';
import Link from '@mui/material/Link';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { Link as RouterLink } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { integerText, moneyText } from '../shared/numbers.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';

const query = graphql(`
  query Commissions($from: Day!, $to: Day!, $by: CommissionGrouping!) {
    commissionsBy(from: $from, to: $to, by: $by) {
      groups { name month orders salesPerson { id name } customer { id name } plan { id code name } base { amount currencyCode } accrued { amount currencyCode } clawedBack { amount currencyCode } net { amount currencyCode } }
      base { amount currencyCode } accrued { amount currencyCode } clawedBack { amount currencyCode } net { amount currencyCode } ledger { amount currencyCode } others { amount currencyCode } difference { amount currencyCode }
    }
    commissionBalances(on: $to) {
      people { name salesPerson { id name } statedOn accrued { amount currencyCode } clawedBack { amount currencyCode } paid { amount currencyCode } asked { amount currencyCode } balance { amount currencyCode } stated { amount currencyCode } }
      accrued { amount currencyCode } clawedBack { amount currencyCode } paid { amount currencyCode } asked { amount currencyCode } balance { amount currencyCode } ledger { amount currencyCode } others { amount currencyCode }
    }
  }
`);
const GROUPINGS = ['PERSON', 'MONTH', 'CUSTOMER', 'PLAN'] as const;

/** What people earned between two days, and what they are owed on the last one. */
export function Commissions() {
  const t = useT();
  const { enumLabel } = useLabels();
  const { text, day, set } = useReportParams();
  const to = day('to', today());
  const from = day('from', `${to.slice(0, 4)}-01-01`);
  const by = GROUPINGS.find((each) => each === text('by')) ?? 'PERSON';
  const { data, error, refetch } = useAsk(query, { from, to, by });
  const [report, balances] = [data?.commissionsBy, data?.commissionBalances];
  return (
    <ReportPage
      title={t('commissions.title')} about={t('commissions.about')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <TextField select label={t('costing.by')} value={by} onChange={({ target }) => set({ by: target.value })} sx={{ minWidth: 160 }}>
            {GROUPINGS.map((each) => <MenuItem key={each} value={each}>{enumLabel('CommissionGrouping', each)}</MenuItem>)}
          </TextField>
          <ReportDay label={t('list.from')} value={from} onChange={(next) => set({ from: next })} />
          <ReportDay label={t('list.to')} value={to} onChange={(next) => set({ to: next })} />
        </>
      }
    >
      {report && balances && (
        <>
          <ReportTable
            name={t('commissions.earned')}
            columns={[{ label: enumLabel('CommissionGrouping', by) }, { label: t('costing.ordersCount'), numeric: true }, { label: t('commissions.base'), numeric: true }, { label: t('commissions.accrued'), numeric: true }, { label: t('commissions.clawedBack'), numeric: true }, { label: t('commissions.net'), numeric: true }]}
            rows={report.groups.map((group) => {
              const record = group.salesPerson ?? group.customer ?? group.plan;
              const lines = group.salesPerson ? listPath('commissionAccruals', { salesPerson: { is: group.salesPerson.id }, effectiveOn: { from, to } }) : undefined;
              return { key: record?.id ?? group.name, cells: [record && !group.salesPerson ? <ReferenceLink key="of" value={record} /> : group.name, integerText(group.orders), group.base, group.accrued, group.clawedBack, { money: group.net, to: lines }] };
            })}
            totals={[t('commissions.all'), '', report.base, report.accrued, report.clawedBack, report.net]}
            empty={t('commissions.nothing')}
          />
          {report.ledger && report.others && report.difference && (
            <Alert severity={/[1-9]/.test(report.difference.amount) ? 'error' : 'success'}>{t('commissions.ledger', { ledger: moneyText(report.ledger), others: moneyText(report.others), difference: moneyText(report.difference) })}</Alert>
          )}
          <ReportTable
            name={t('commissions.owed', { day: dayText(to) })}
            columns={[{ label: t('commissions.person') }, { label: t('commissions.accrued'), numeric: true }, { label: t('commissions.clawedBack'), numeric: true }, { label: t('commissions.paid'), numeric: true }, { label: t('commissions.balance'), numeric: true }, { label: t('commissions.asked'), numeric: true }, { label: t('commissions.stated'), numeric: true }]}
            rows={balances.people.map(({ salesPerson, name, accrued, clawedBack, paid, balance, asked, stated, statedOn }) => ({
              key: salesPerson.id,
              cells: [<Link key="of" component={RouterLink} to={`/commission-next?person=${encodeURIComponent(salesPerson.id)}`}>{name}</Link>, accrued, clawedBack, paid, balance, asked, stated ? `${moneyText(stated)} · ${dayText(statedOn ?? '')}` : '–'],
            }))}
            totals={[t('commissions.all'), balances.accrued, balances.clawedBack, balances.paid, balances.balance, balances.asked, '']}
            empty={t('commissions.nothing')}
          />
          {balances.ledger && balances.others && <Alert severity="info">{t('commissions.payable', { ledger: moneyText(balances.ledger), others: moneyText(balances.others) })}</Alert>}
        </>
      )}
    </ReportPage>
  );
}
