import Add from '@mui/icons-material/Add';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { AnswerDialog, CreateApplicationDialog, ProposeDialog, UpdateApplicationDialog } from './ApplicationDialogs.tsx';
import { assessmentPath } from './assessmentPath.ts';
import { assessCredit, declineCreditApplication, proposeCredit, submitCreditApplication, updateCreditApplication, withdrawCreditApplication } from './mutations.ts';
import type { Application, ApplicationRow } from './queries.ts';

const credit = 'credit.read';
const fields: readonly Field<ApplicationRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' },
  { name: 'status', kind: 'enum', enumName: 'CreditApplicationStatus', sort: true, filter: true, card: 'detail' },
  { name: 'requestedLimit', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'requestedTermDays', kind: 'integer', filter: true },
  { name: 'score', kind: 'integer', permission: credit },
  { name: 'risk', kind: 'enum', enumName: 'CreditRisk', permission: credit, filter: true },
  { name: 'limit', kind: 'money', permission: credit },
  { name: 'submittedOn', kind: 'day', filter: true },
  { name: 'expiresOn', kind: 'day', sort: true, filter: true },
  { name: 'validUntil', kind: 'day', filter: true, hidden: true },
  { name: 'createdByName', kind: 'text', filter: true, hidden: true },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true, hidden: true },
];
const views: readonly View[] = [
  { key: 'open', label: 'credit.view.open', filter: { status: ['DRAFT', 'SUBMITTED', 'ASSESSED', 'PROPOSED'] } },
  { key: 'toAssess', label: 'credit.view.toAssess', filter: { status: ['SUBMITTED'] } },
  { key: 'late', label: 'credit.view.late', filter: { isLate: true } },
  { key: 'approved', label: 'credit.view.approved', filter: { status: ['APPROVED'] } },
];

function NewApplication() {
  const t = useT();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  if (!may('creditApplications.write')) return null;
  return (
    <>
      <Button variant="contained" startIcon={<Add />} onClick={() => setOpen(true)}>{t('credit.new')}</Button>
      {isOpen && <CreateApplicationDialog onClose={() => setOpen(false)} onDone={(id) => void navigate(`/creditApplications/${encodeURIComponent(id)}/show`)} />}
    </>
  );
}

export const ApplicationList = () => <RecordList fields={fields} views={views} sort={{ field: 'createdAt', order: 'DESC' }} actions={<NewApplication />} />;

function EndDialog({ application, name, onClose }: { application: Application; name: 'declineCreditApplication' | 'withdrawCreditApplication'; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t(`action.${name}`)} document={name === 'declineCreditApplication' ? declineCreditApplication : withdrawCreditApplication} danger onClose={onClose} initial={{ reason: '' }} input={({ reason }) => ({ applicationId: application.id, reason })}>
      <TextInput source="reason" label={t('credit.reason')} required multiline />
    </ActionDialog>
  );
}

const applicationId = ({ id }: Application) => ({ applicationId: id });
const isOneOf = (...statuses: string[]) => ({ status }: Application) => statuses.includes(status);
const actions: readonly RecordAction<Application>[] = [
  { name: 'submitCreditApplication', document: submitCreditApplication, input: applicationId, permission: 'creditApplications.write', primary: true, when: isOneOf('DRAFT') },
  { name: 'updateCreditApplication', document: updateCreditApplication, input: applicationId, permission: 'creditApplications.write', when: isOneOf('DRAFT'), dialog: (application, close) => <UpdateApplicationDialog application={application} onClose={close} /> },
  { name: 'assessCredit', document: assessCredit, input: applicationId, permission: 'credit.assess', primary: true, when: isOneOf('SUBMITTED', 'ASSESSED') },
  { name: 'proposeCredit', document: proposeCredit, input: applicationId, permission: 'credit.assess', primary: true, when: isOneOf('ASSESSED'), dialog: (application, close) => <ProposeDialog application={application} onClose={close} /> },
  { name: 'declineCreditApplication', document: declineCreditApplication, input: applicationId, permission: 'credit.assess', danger: true, when: isOneOf('SUBMITTED', 'ASSESSED'), dialog: (application, close) => <EndDialog application={application} name="declineCreditApplication" onClose={close} /> },
  { name: 'withdrawCreditApplication', document: withdrawCreditApplication, input: applicationId, permission: 'creditApplications.write', danger: true, when: isOneOf('DRAFT', 'SUBMITTED', 'ASSESSED', 'PROPOSED'), dialog: (application, close) => <EndDialog application={application} name="withdrawCreditApplication" onClose={close} /> },
];

const facts: readonly Field<Application>[] = [
  { name: 'requestedLimit', kind: 'money' }, { name: 'requestedTermDays', kind: 'integer' }, { name: 'score', kind: 'integer', permission: credit }, { name: 'risk', kind: 'enum', enumName: 'CreditRisk', permission: credit }, { name: 'limit', kind: 'money', permission: credit },
];
const details: readonly Field<Application>[] = [
  { name: 'customer', kind: 'reference', reference: 'customers' }, { name: 'termDays', kind: 'integer', permission: credit }, { name: 'validUntil', kind: 'day' }, { name: 'nextReviewOn', kind: 'day', permission: credit }, { name: 'submittedOn', kind: 'day' }, { name: 'expiresOn', kind: 'day' },
  { name: 'createdByName', kind: 'text' }, { name: 'decidedByName', kind: 'text', permission: credit }, { name: 'outcome', kind: 'text' }, { name: 'note', kind: 'text' },
];

export function ApplicationShow() {
  const t = useT();
  const [answering, setAnswering] = useState<Application['references'][number]>();
  return (
    <RecordPage<Application> facts={facts} status={{ field: 'status', enumName: 'CreditApplicationStatus' }} actions={actions}>
      {(application) => (
        <>
          {application.status === 'PROPOSED' && application.approval && (
            <Alert severity="info" role="status" action={<Button color="inherit" component={Link} to={`/approvals/${encodeURIComponent(application.approval.id)}/show`}>{t('credit.toApproval')}</Button>}>
              {t('credit.waits', { names: application.approval.deciders ?? '–' })}
            </Alert>
          )}
          <Section title={t('credit.application')}><FieldGrid fields={details} record={application} /></Section>
          {application.assessment && application.customer && (
            <Section title={t('credit.assessment')}>
              <MuiLink component={Link} underline="always" to={assessmentPath({ customer: application.customer.id, on: application.assessment.asOf, known: application.assessment.knownAt, application: application.id, scorecard: application.assessment.scorecardRevision })}>{t('credit.showAssessment')}</MuiLink>
            </Section>
          )}
          <Section title={t('credit.references')}>
            <ReportTable
              name={t('credit.references')} empty={t('credit.noReferences')} columns={[{ label: t('credit.reference') }, { label: t('credit.contact') }, { label: t('credit.answer') }, { label: t('credit.do') }]}
              rows={application.references.map((each) => ({ key: each.id, cells: [
                each.name, each.contact ?? '', each.answer ?? '–',
                may('credit.assess') && isOneOf('SUBMITTED', 'ASSESSED')(application) ? <Box key="do"><Button size="small" aria-label={`${t('credit.noteAnswer')} ${each.name}`} onClick={() => setAnswering(each)}>{t('credit.noteAnswer')}</Button></Box> : '',
              ] }))}
            />
          </Section>
          {answering && <AnswerDialog reference={answering} onClose={() => setAnswering(undefined)} />}
        </>
      )}
    </RecordPage>
  );
}
