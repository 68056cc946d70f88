import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, Fields, IntegerInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { Section } from '../shared/record/Section.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useAction } from '../data/useAction.ts';
import { setDepositSettings, setDepositTaxRules } from './mutations.ts';
import { depositControl } from './queries.ts';

/** How the firm deals with deposits, and that what is held ties to its accounts. */
export function DepositSettings() {
  const t = useT();
  const [open, setOpen] = useState<'settings' | 'rule' | null>(null);
  const { data, error, refetch } = useAsk(depositControl, {});
  const [drop, { pending }] = useAction(setDepositTaxRules);
  const control = data?.depositControl;
  const rules = data?.depositTaxRules.nodes ?? [];
  const inputs = rules.map(({ country, isDue, taxCode }) => ({ country, isDue, taxCodeId: taxCode?.id ?? null }));
  const close = () => { setOpen(null); void refetch(); };
  const mayManage = may('deposits.manage');
  const remove = async (at: number) => { if (await drop({ input: { rules: inputs.filter((_each, index) => index !== at) } })) void refetch(); };
  return (
    <ReportPage title={t('deposits.settings')} about={t('deposits.settingsAbout')} error={error} onRetry={() => void refetch()} loading={!control}>
      {control && (
        <>
          <Section title={t('deposits.rules')}>
            <Typography>{t(control.settings.holdsShipping ? 'deposits.shippingHeld' : 'deposits.shippingFree')}</Typography>
            <Typography>{t(control.settings.appliesItself ? 'deposits.appliedItself' : 'deposits.appliedByHand')}</Typography>
            <Typography>{t('deposits.dueIn', { days: control.settings.dueDays })}</Typography>
            {mayManage && <Button onClick={() => setOpen('settings')}>{t('deposits.change')}</Button>}
          </Section>
          <Section title={t('deposits.taxRules')}>
            <Typography color="textSecondary">{t('deposits.taxRulesHelp')}</Typography>
            <ReportTable
              name={t('deposits.taxRules')} empty={t('deposits.noTaxRules')} columns={[{ label: t('deposits.country') }, { label: t('deposits.taxCode') }, { label: t('deposits.whenDue') }, ...(mayManage ? [{ label: t('deposits.change') }] : [])]}
              rows={rules.map((rule, index) => ({ key: rule.id, cells: [
                rule.country ?? t('deposits.anyCountry'), rule.taxCode ? `${rule.taxCode.code} ${rule.taxCode.name}` : t('deposits.anyCode'), t(rule.isDue ? 'deposits.dueOnReceipt' : 'deposits.dueLater'),
                ...(mayManage ? [<Button key="x" size="small" disabled={pending} aria-label={`${t('deposits.drop')} ${rule.country ?? t('deposits.anyCountry')} ${rule.taxCode?.code ?? ''}`} onClick={() => void remove(index)}>{t('deposits.drop')}</Button>] : []),
              ] }))}
            />
            {mayManage && <Button onClick={() => setOpen('rule')}>{t('deposits.addRule')}</Button>}
          </Section>
          <Section title={t('deposits.control')}>
            <ReportTable
              name={t('deposits.control')} empty="" columns={[{ label: t('deposits.what') }, { label: t('deposits.heldNow'), numeric: true }, { label: t('deposits.account'), numeric: true }, { label: t('deposits.difference'), numeric: true }]}
              rows={[{ key: '2110', cells: [t('deposits.of2110'), control.held, control.account, control.difference] }, { key: '2115', cells: [t('deposits.of2115'), control.tax, control.taxAccount, control.taxDifference] }]}
            />
          </Section>
        </>
      )}
      {open === 'settings' && control && (
        <ActionDialog title={t('deposits.settings')} document={setDepositSettings} onClose={close} initial={{ ...control.settings }} input={({ holdsShipping, appliesItself, dueDays }) => ({ holdsShipping, appliesItself, dueDays: Number(dueDays), ...(control.settings.version > 0 ? { version: control.settings.version } : {}) })}>
          <BooleanInput source="holdsShipping" label={t('deposits.holdsShipping')} />
          <BooleanInput source="appliesItself" label={t('deposits.appliesItself')} />
          <Fields><IntegerInput source="dueDays" label={t('deposits.dueDays')} required /></Fields>
        </ActionDialog>
      )}
      {open === 'rule' && (
        <ActionDialog title={t('deposits.addRule')} document={setDepositTaxRules} onClose={close} initial={{ country: '', taxCodeId: '', isDue: true }} input={({ country, taxCodeId, isDue }) => ({ rules: [...inputs, { country: country || null, taxCodeId: taxCodeId || null, isDue }] })}>
          <Fields>
            <TextInput source="country" label={t('deposits.country')} help={t('deposits.countryHelp')} />
            <ReferenceInput source="taxCodeId" reference="taxCodes" label={t('deposits.taxCode')} />
          </Fields>
          <BooleanInput source="isDue" label={t('deposits.dueOnReceipt')} />
        </ActionDialog>
      )}
    </ReportPage>
  );
}
