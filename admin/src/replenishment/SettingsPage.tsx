import Button from '@mui/material/Button';
import { useState } from 'react';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, Fields, IntegerInput, QuantityInput } from '../shared/form/inputs.tsx';
import { percentText } from '../shared/numbers.ts';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { updateSettings } from './mutations.ts';

const query = graphql(`
  query ReplenishmentSettings {
    replenishmentSettings { horizonDays coverDays historyDays overstockDays deadDays carryingRate classAShare classBShare plansDaily version }
  }
`);
type Settings = ResultOf<typeof query>['replenishmentSettings'];
const days = ['horizonDays', 'coverDays', 'historyDays', 'overstockDays', 'deadDays'] as const;
const shares = ['carryingRate', 'classAShare', 'classBShare'] as const;

function ChangeDialog({ settings, onClose }: { settings: Settings; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.updateReplenishmentSettings')} document={updateSettings} input={(values) => ({ ...values, version: settings.version })} initial={{ ...settings }} onClose={onClose}>
      <Fields>
        {days.map((name) => <IntegerInput key={name} source={name} label={t(`replenishment.setting.${name}`)} required />)}
        {shares.map((name) => <QuantityInput key={name} source={name} label={t(`replenishment.setting.${name}`)} help={t('replenishment.shareHelp')} required />)}
      </Fields>
      <BooleanInput source="plansDaily" label={t('replenishment.setting.plansDaily')} />
    </ActionDialog>
  );
}

/** How far ahead stock is watched, on which history it is planned, and what counts as too much. */
export function SettingsPage() {
  const t = useT();
  const [changing, setChanging] = useState(false);
  const { data, error, refetch } = useAsk(query, {});
  const settings = data?.replenishmentSettings;
  return (
    <ReportPage
      title={t('replenishment.settings')} about={t('replenishment.settingsAbout')} error={error} onRetry={() => void refetch()} loading={!settings}
      {...(may('replenishment.manage') ? { controls: <Button variant="outlined" onClick={() => setChanging(true)}>{t('action.updateReplenishmentSettings')}</Button> } : {})}
    >
      {settings && (
        <ReportTable
          name={t('replenishment.settings')}
          columns={[{ label: t('replenishment.settingName') }, { label: t('replenishment.settingValue'), numeric: true }]}
          rows={[
            ...days.map((name) => ({ key: name, cells: [t(`replenishment.setting.${name}`), t('replenishment.someDays', { days: settings[name] })] })),
            ...shares.map((name) => ({ key: name, cells: [t(`replenishment.setting.${name}`), percentText(settings[name])] })),
            { key: 'plansDaily', cells: [t('replenishment.setting.plansDaily'), t(settings.plansDaily ? 'app.yes' : 'app.no')] },
          ]}
          empty={t('app.none')}
        />
      )}
      {settings && changing && <ChangeDialog settings={settings} onClose={() => setChanging(false)} />}
    </ReportPage>
  );
}
