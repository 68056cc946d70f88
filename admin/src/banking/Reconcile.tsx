import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import { pathOfId } from '../data/resource.ts';
import { may, today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { dayText, instantText } from '../shared/days.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { Section } from '../shared/record/Section.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { signReconciliation, undoReconciliation } from './actions.ts';

const reconcileQuery = graphql(`
  query Reconcile($collectionAccountId: ID!, $on: Day!, $mayJournalRead: Boolean!) {
    accountStanding(collectionAccountId: $collectionAccountId, endsOn: $on) {
      from
      statement { amount currencyCode } ledger { amount currencyCode } worth { amount currencyCode } ledgerOnly { amount currencyCode } statementOnly { amount currencyCode } opening { amount currencyCode } difference { amount currencyCode }
      entries { entry @include(if: $mayJournalRead) { id } on label amount { amount currencyCode } }
      lines { line { id } on label amount { amount currencyCode } }
    }
    reconciliations(first: 25, filter: { collectionAccount: { is: $collectionAccountId } }) {
      nodes { id endsOn signedByName signedAt note undoneAt undoneByName undoReason statement { amount currencyCode } ledger { amount currencyCode } actions { name allowed reason } }
    }
  }
`);

const isZero = (amount: string): boolean => /^-?0*\.?0*$/.test(amount);

/** An account's statements beside its ledger up to a day: what stands on one side only, and the signature under it. */
export function Reconcile() {
  const t = useT();
  const { text, day, set } = useReportParams();
  const account = text('account');
  const on = day('on', today());
  const { data, error, refetch } = useAsk(reconcileQuery, { collectionAccountId: account, on, mayJournalRead: may('journal.read') }, account !== '');
  const [dialog, setDialog] = useState<{ undo?: string }>();
  const standing = data?.accountStanding;
  const link = (label: string, id: string | undefined) => (id ? <Link component={RouterLink} to={pathOfId(id) ?? '/'}>{label || '–'}</Link> : label);
  return (
    <ReportPage
      title={t('banking.reconcile')} about={t('banking.reconcileAbout')} error={error} onRetry={() => void refetch()} loading={account !== '' && !data}
      controls={
        <>
          <ReferencePicker resource="collectionAccounts" label={t('banking.account')} value={account} onChange={(next) => set({ account: next })} />
          <ReportDay label={t('banking.upTo')} value={on} onChange={(next) => set({ on: next })} />
        </>
      }
    >
      {account === '' && <Typography role="status">{t('banking.chooseAccount')}</Typography>}
      {standing && standing.from === null && <Typography role="status">{t('banking.noStatements')}</Typography>}
      {standing && standing.from !== null && (
        <Box sx={{ display: 'grid', gap: 2 }}>
          <ReportTable
            name={t('banking.reconcile')} empty="" columns={[{ label: t('banking.what') }, { label: t('banking.amount'), numeric: true }]}
            rows={[
              { key: 'ledger', cells: [t('banking.ledger'), standing.ledger] }, { key: 'ledgerOnly', cells: [t('banking.lessLedgerOnly'), standing.ledgerOnly] }, { key: 'statementOnly', cells: [t('banking.plusStatementOnly'), standing.statementOnly] },
              { key: 'opening', cells: [t('banking.plusOpening'), standing.opening] }, { key: 'statement', cells: [t('banking.byStatement'), standing.statement], strong: true }, { key: 'difference', cells: [t('banking.difference'), standing.difference], strong: true },
              ...(standing.worth.currencyCode === standing.ledger.currencyCode ? [] : [{ key: 'worth', cells: [t('banking.worth'), standing.worth] }]),
            ]}
          />
          {isZero(standing.difference.amount) ? <Alert severity="success">{t('banking.explained')}</Alert> : <Alert severity="error">{t('banking.unexplained')}</Alert>}
          {may('banking.reconcile') && isZero(standing.difference.amount) && <Box><Button variant="contained" onClick={() => setDialog({})}>{t('action.signReconciliation')}</Button></Box>}
          <Section title={t('banking.ledgerOnly')}>
            <ReportTable name={t('banking.ledgerOnly')} empty={t('app.none')} columns={[{ label: t('banking.day') }, { label: t('banking.text') }, { label: t('banking.amount'), numeric: true }]} rows={standing.entries.map(({ entry, on: when, label, amount }, index) => ({ key: entry?.id ?? String(index), cells: [dayText(when), link(label, entry?.id), amount] }))} />
          </Section>
          <Section title={t('banking.statementOnly')}>
            <ReportTable name={t('banking.statementOnly')} empty={t('app.none')} columns={[{ label: t('banking.day') }, { label: t('banking.text') }, { label: t('banking.amount'), numeric: true }]} rows={standing.lines.map(({ line, on: when, label, amount }) => ({ key: line.id, cells: [dayText(when), link(label, line.id), amount] }))} />
          </Section>
        </Box>
      )}
      {data && (
        <Section title={t('banking.signatures')}>
          <ReportTable
            name={t('banking.signatures')} empty={t('app.none')}
            columns={[{ label: t('banking.upTo') }, { label: t('banking.byStatement'), numeric: true }, { label: t('banking.signedBy') }, { label: t('banking.note') }, { label: t('action.undoReconciliation') }]}
            rows={data.reconciliations.nodes.map(({ id, endsOn, statement, signedByName, signedAt, note, undoneAt, undoneByName, undoReason, actions }) => ({
              key: id, cells: [dayText(endsOn), statement, `${signedByName} · ${instantText(signedAt)}`, note ?? '–', undoneAt ? `${undoneByName ?? ''} · ${undoReason ?? ''}`
                : actions.some((each) => each.name === 'undoReconciliation' && each.allowed) && may('banking.reconcile') ? <Button size="small" color="error" onClick={() => setDialog({ undo: id })}>{t('action.undoReconciliation')}</Button> : '–'],
            }))}
          />
        </Section>
      )}
      {dialog && !dialog.undo && (
        <ActionDialog title={t('action.signReconciliation')} document={signReconciliation} initial={{ note: '' }} onClose={() => setDialog(undefined)} input={({ note }) => ({ collectionAccountId: account, endsOn: on, ...(note ? { note } : {}) })}>
          <TextInput source="note" label={t('banking.note')} help={t('banking.signHelp')} multiline />
        </ActionDialog>
      )}
      {dialog?.undo && (
        <ActionDialog title={t('action.undoReconciliation')} document={undoReconciliation} danger initial={{ reason: '' }} onClose={() => setDialog(undefined)} input={({ reason }) => ({ reconciliationId: dialog.undo, reason })}>
          <TextInput source="reason" label={t('banking.why')} required multiline />
        </ActionDialog>
      )}
    </ReportPage>
  );
}
