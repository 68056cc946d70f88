import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import { pathOfId } from '../data/resource.ts';
import { may, today } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, MoneyInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';

const query = graphql(`
  query NextCommissionStatement($person: ID!, $on: Day!) {
    nextCommissionStatement(salesPersonId: $person, on: $on) {
      lastEndsOn salesPerson { id name }
      opening { amount currencyCode } accrued { amount currencyCode } clawedBack { amount currencyCode } paid { amount currencyCode } closing { amount currencyCode }
      lines { on cause number isPayout customerName order { id number } invoice { id number } payment { id number } base { amount currencyCode } amount { amount currencyCode } }
    }
  }
`);
const approve = graphql(`
  mutation ApproveCommissionStatement($input: ApproveCommissionStatementInput!) {
    approveCommissionStatement(input: $input) { __typename ... on ApproveCommissionStatementPayload { commissionStatement { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
const request = graphql(`
  mutation RequestCommissionPayout($input: RequestCommissionPayoutInput!) {
    requestCommissionPayout(input: $input) { __typename ... on RequestCommissionPayoutPayload { commissionPayout { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);

/** What the next statement of somebody says as it stands; approved it is frozen, and may be paid. */
export function NextStatement() {
  const t = useT();
  const { enumLabel } = useLabels();
  const navigate = useNavigate();
  const { text, day, set } = useReportParams();
  const [paying, setPaying] = useState(false);
  const [person, on] = [text('person'), day('on', today())];
  const { data, error, refetch } = useAsk(query, { person, on }, Boolean(person));
  const [run, { pending }] = useAction(approve);
  const report = data?.nextCommissionStatement;
  const approved = async () => {
    const done = await run({ input: { salesPersonId: person, endsOn: on } });
    if (done) void navigate(pathOfId(done.commissionStatement?.id ?? '') ?? '/commissionStatements');
  };
  return (
    <ReportPage
      title={t('commissions.next')} about={t('commissions.nextAbout')} error={error} onRetry={() => void refetch()} loading={Boolean(person) && !data}
      controls={
        <>
          <Box sx={{ minWidth: 220 }}><ReferencePicker resource="salesPeople" label={t('commissions.person')} value={person} onChange={(id) => set({ person: String(id ?? '') })} /></Box>
          <ReportDay label={t('list.to')} value={on} onChange={(next) => set({ on: next })} />
        </>
      }
    >
      {!person && <Alert severity="info">{t('commissions.choose')}</Alert>}
      {report && (
        <>
          {report.lastEndsOn && <Alert severity="info">{t('commissions.since', { day: dayText(report.lastEndsOn) })}</Alert>}
          <ReportTable
            name={t('commissions.sums')}
            columns={[{ label: t('commissions.opening'), numeric: true }, { label: t('commissions.accrued'), numeric: true }, { label: t('commissions.clawedBack'), numeric: true }, { label: t('commissions.paid'), numeric: true }, { label: t('commissions.closing'), numeric: true }]}
            rows={[{ key: 'sums', strong: true, cells: [report.opening, report.accrued, report.clawedBack, report.paid, report.closing] }]} empty=""
          />
          <ReportTable
            name={t('commissions.lines')}
            columns={[{ label: t('commissions.day') }, { label: t('commissions.cause') }, { label: t('costing.order') }, { label: t('commissions.invoice') }, { label: t('commissions.customer') }, { label: t('commissions.base'), numeric: true }, { label: t('commissions.amount'), numeric: true }]}
            rows={report.lines.map((line, index) => ({
              key: `${line.number ?? ''} ${index}`,
              cells: [
                dayText(line.on), line.payment ? <ReferenceLink key="payment" value={line.payment} /> : `${line.isPayout ? t('commissions.payout') : enumLabel('CommissionCause', line.cause ?? '')} ${line.number ?? ''}`,
                line.order ? <ReferenceLink key="order" value={{ id: line.order.id, name: line.order.number ?? '' }} /> : '', line.invoice ? <ReferenceLink key="invoice" value={line.invoice} /> : '', line.customerName ?? '', line.base ?? '', line.amount,
              ],
            }))}
            empty={t('commissions.nothing')}
          />
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
            {may('commissions.approve') && <Button variant="contained" loading={pending} onClick={() => void approved()}>{t('action.approveCommissionStatement')}</Button>}
            {may('commissions.pay') && <Button onClick={() => setPaying(true)}>{t('action.requestCommissionPayout')}</Button>}
          </Box>
        </>
      )}
      {paying && (
        <ActionDialog
          title={t('action.requestCommissionPayout')} document={request} initial={{ amount: '', paidOn: today(), accountId: '', memo: '' }} onClose={() => setPaying(false)} onDone={() => void navigate('/commissionPayouts')}
          input={({ amount, paidOn, accountId, memo }) => ({ salesPersonId: person, amount: amount || null, paidOn, accountId: accountId || null, memo: memo || null })}
        >
          <MoneyInput source="amount" label={t('commissions.amount')} help={t('commissions.amountHelp')} />
          <DayInput source="paidOn" label={t('commissions.paidOn')} required />
          {may('accounts.read') && <ReferenceInput source="accountId" reference="accounts" filter={{ isCash: true }} label={t('commissions.account')} help={t('commissions.accountHelp')} />}
          <TextInput source="memo" label={t('commissions.memo')} />
        </ActionDialog>
      )}
    </ReportPage>
  );
}
