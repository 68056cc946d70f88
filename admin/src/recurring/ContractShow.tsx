import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { asking, useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink, Value } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { decimalText } from '../shared/numbers.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { ChangeDialog, EndDialog, PauseDialog, RaiseDialog, ResumeDialog } from './dialogs.tsx';
import { billContract, changeContract, endContract, pauseContract, raiseContracts, resumeContract } from './mutations.ts';
import { contractPreview, type Contract } from './queries.ts';

const facts: readonly Field<Contract>[] = [
  { name: 'customer', kind: 'reference' }, { name: 'every', kind: 'enum', enumName: 'ContractInterval' }, { name: 'startsOn', kind: 'day' }, { name: 'endsOn', kind: 'day' }, { name: 'nextOn', kind: 'day' }, { name: 'billed', kind: 'money' },
];
const details: readonly Field<Contract>[] = [
  { name: 'currencyCode', kind: 'text' },
  { name: 'intervals', kind: 'integer' }, { name: 'anchorOn', kind: 'day' }, { name: 'timing', kind: 'enum', enumName: 'ContractTiming' }, { name: 'proratesEnds', kind: 'boolean' }, { name: 'raiseRate', kind: 'percent' }, { name: 'noticeDays', kind: 'integer' },
  { name: 'reminderDays', kind: 'integer' }, { name: 'defersRevenue', kind: 'boolean' }, { name: 'customerReference', kind: 'text' }, { name: 'order', kind: 'reference', permission: 'orders.read' }, { name: 'quotation', kind: 'reference', permission: 'quotations.read' }, { name: 'endReason', kind: 'text' },
];
const input = ({ id }: Contract) => ({ contractId: id });
const when = (name: string) => ({ actions }: Contract) => actions.some((each) => each.name === name && each.allowed);
const actions: readonly RecordAction<Contract>[] = [
  { name: 'billContract', document: billContract, input, permission: 'invoices.post', when: when('billContract'), primary: true, confirm: { kind: 'plain' } },
  { name: 'changeContract', document: changeContract, input, permission: 'contracts.write', when: when('changeContract'), dialog: (contract, close) => <ChangeDialog contract={contract} onClose={close} /> },
  { name: 'raiseContracts', document: raiseContracts, input, permission: 'contracts.manage', when: when('raiseContracts'), dialog: (contract, close) => <RaiseDialog contract={contract} onClose={close} /> },
  { name: 'pauseContract', document: pauseContract, input, permission: 'contracts.write', when: when('pauseContract'), dialog: (contract, close) => <PauseDialog contract={contract} onClose={close} /> },
  { name: 'resumeContract', document: resumeContract, input, permission: 'contracts.write', when: when('resumeContract'), primary: true, dialog: (contract, close) => <ResumeDialog contract={contract} onClose={close} /> },
  { name: 'endContract', document: endContract, input, permission: 'contracts.write', when: when('endContract'), danger: true, dialog: (contract, close) => <EndDialog contract={contract} onClose={close} /> },
];
const day = (key: string, value: string | null) => (value ? <Value key={key} field={{ kind: 'day' }} value={value} /> : '');

function Lines({ contract }: { contract: Contract }) {
  const t = useT();
  return (
    <ReportTable
      name={t('contracts.lines')} empty={t('contracts.noLines')}
      columns={[{ label: t('contracts.description') }, { label: t('contracts.quantity'), numeric: true }, { label: t('contracts.priceIn', { code: contract.currencyCode }), numeric: true }, { label: t('contracts.from') }, { label: t('contracts.to') }]}
      rows={contract.lines.map((line) => ({ key: line.id, cells: [
        line.product ? <ReferenceLink key="p" value={{ id: line.product.id, name: line.description }} /> : line.description, decimalText(line.quantity), line.unitPrice === null ? t('contracts.listPrice') : decimalText(line.unitPrice, 8, 2), day('f', line.validFrom), day('t', line.validTo),
      ] }))}
    />
  );
}

/** The invoices of the next twelve months. */
function Preview({ contractId }: { contractId: string }) {
  const t = useT();
  const { data } = useAsk(contractPreview, { contractId });
  const preview = data?.contractPreview;
  const isForeign = preview?.worth != null && preview.worth.currencyCode !== preview.net.currencyCode;
  return (
    <>
      {isForeign && preview.rate && preview.ratedOn && <Typography color="textSecondary" sx={{ mb: 1 }}>{t('contracts.atRate', { rate: decimalText(preview.rate, 10), day: dayText(preview.ratedOn) })}</Typography>}
      <ReportTable
        name={t('contracts.preview')} empty={t('contracts.noPreview')} columns={[{ label: t('contracts.billedOn') }, { label: t('contracts.from') }, { label: t('contracts.to') }, { label: t('contracts.whatFor') }, { label: t('contracts.net'), numeric: true }, ...(isForeign ? [{ label: t('contracts.inBooks'), numeric: true }] : [])]}
        rows={(preview?.periods ?? []).map((period) => ({ key: period.from, cells: [
          day('b', period.billedOn), day('f', period.from), day('t', period.to), period.priceless ? t('contracts.priceless', { names: period.priceless }) : period.lines.map(({ description, days, why }) => [t('contracts.days', { name: description, days }), ...(why ? [why] : [])].join(' – ')).join(', '), period.net, ...(isForeign ? [period.worth] : []),
        ] }))}
        {...(preview ? { totals: [t('list.total'), '', '', '', preview.net, ...(isForeign ? [preview.worth] : [])] } : {})}
      />
    </>
  );
}

function Billings({ contract }: { contract: Contract }) {
  const t = useT();
  const { enumLabel } = useLabels();
  return (
    <ReportTable
      name={t('contracts.billings')} empty={t('contracts.noBillings')} columns={[{ label: t('contracts.billedOn') }, { label: t('contracts.kind') }, { label: t('contracts.from') }, { label: t('contracts.to') }, { label: t('contracts.invoice') }, { label: t('contracts.net'), numeric: true }]}
      rows={contract.billings.nodes.map((each) => ({ key: each.id, cells: [
        day('b', each.billedOn), enumLabel('ContractBillingKind', each.kind), day('f', each.periodFrom), day('t', each.periodTo), each.invoice ? <ReferenceLink key="i" value={{ id: each.invoice.id, name: each.invoice.number }} /> : '', each.net,
      ] }))}
    />
  );
}

export function ContractShow() {
  const t = useT();
  const tabs: RelatedTab<Contract>[] = [
    { key: 'billings', label: t('contracts.billings'), content: (contract) => <Billings contract={contract} /> },
    { key: 'preview', label: t('contracts.preview'), aside: true, content: ({ id }) => <Preview contractId={id} />, asks: (id: string) => [asking(contractPreview, { contractId: id })] },
  ];
  return (
    <RecordPage<Contract> facts={facts} status={{ field: 'state', enumName: 'ContractState' }} actions={actions} tabs={tabs}>
      {(contract) => (
        <>
          {contract.isHeld && <Alert severity="error" role="status">{t('contracts.held', { why: contract.problem ?? '' })}</Alert>}
          {contract.endsSoon && <Alert severity="warning" role="status">{t('contracts.endsSoon')}</Alert>}
          <Section title={t('contracts.lines')}><Lines contract={contract} /></Section>
          {contract.pauses.length > 0 && (
            <Section title={t('contracts.pauses')}>
              <ReportTable name={t('contracts.pauses')} empty="" columns={[{ label: t('contracts.from') }, { label: t('contracts.to') }, { label: t('contracts.reason') }]} rows={contract.pauses.map((each) => ({ key: each.id, cells: [day('f', each.fromOn), day('t', each.toOn), each.reason] }))} />
            </Section>
          )}
          <Section title={t('contracts.terms')}><FieldGrid fields={details} record={contract} /></Section>
        </>
      )}
    </RecordPage>
  );
}
