import Alert from '@mui/material/Alert';
import { graphql } from '../data/graphql.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { integerText } from '../shared/numbers.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';

const query = graphql(`
  query UnappliedControl {
    unappliedControl { accounts { code name count late account { id } ledger { amount currencyCode } items { amount currencyCode } difference { amount currencyCode } } }
  }
`);

/** All unapplied money by account, beside the ledger. */
export function UnappliedControl() {
  const t = useT();
  const { data, error, refetch } = useAsk(query, {});
  const accounts = data?.unappliedControl.accounts ?? [];
  const differs = accounts.some(({ difference }) => /[1-9]/.test(difference.amount));
  return (
    <ReportPage title={t('banking.control')} about={t('banking.controlAbout')} error={error} onRetry={() => void refetch()} loading={!data}>
      {data && (
        <>
          <Alert severity={differs ? 'error' : 'success'}>{t(differs ? 'banking.controlDiffers' : 'banking.controlTies')}</Alert>
          <ReportTable
            name={t('banking.control')}
            columns={[{ label: t('ledger.account') }, { label: t('banking.items'), numeric: true }, { label: t('banking.late'), numeric: true }, { label: t('banking.unappliedSum'), numeric: true }, { label: t('banking.byLedger'), numeric: true }, { label: t('costing.difference'), numeric: true }]}
            rows={accounts.map(({ account, code, name, count, late, items, ledger, difference }) => ({
              key: code, cells: [`${code} ${name}`, integerText(count), integerText(late), { money: items, to: listPath('unappliedItems', { account: { is: account.id } }) }, { money: ledger, to: listPath('journalLines', { account: { is: account.id } }) }, difference],
            }))}
            empty={t('accounting.nothing')}
          />
        </>
      )}
    </ReportPage>
  );
}
