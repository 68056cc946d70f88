import Button from '@mui/material/Button';
import { useState } from 'react';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { EnumInput, Fields, IntegerInput } from '../shared/form/inputs.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';

const query = graphql(`
  query ServiceSettings {
    serviceSettings { heldTo onTimeBy toleranceDays promiseDays transitDays version }
  }
`);
const update = graphql(`
  mutation UpdateServiceSettings($input: UpdateServiceSettingsInput!) {
    updateServiceSettings(input: $input) {
      __typename
      ... on UpdateServiceSettingsPayload { company { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
type Settings = ResultOf<typeof query>['serviceSettings'];

function ChangeDialog({ settings, onClose }: { settings: Settings; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.updateServiceSettings')} document={update} input={(values) => ({ ...values, version: settings.version })} initial={{ ...settings }} onClose={onClose}>
      <Fields>
        <EnumInput source="heldTo" enumName="ServiceDay" label={t('service.setting.heldTo')} required />
        <EnumInput source="onTimeBy" enumName="OnTimeBy" label={t('service.setting.onTimeBy')} required />
        <IntegerInput source="toleranceDays" label={t('service.setting.toleranceDays')} required />
        <IntegerInput source="promiseDays" label={t('service.setting.promiseDays')} help={t('service.promiseHelp')} />
        <IntegerInput source="transitDays" label={t('service.setting.transitDays')} help={t('service.transitHelp')} required />
      </Fields>
    </ActionDialog>
  );
}

/** What an order is held to, and how late it may be. */
export function SettingsPage() {
  const t = useT();
  const { enumLabel } = useLabels();
  const [changing, setChanging] = useState(false);
  const { data, error, refetch } = useAsk(query, {});
  const settings = data?.serviceSettings;
  const days = (count: number): string => t('service.someDays', { days: count });
  return (
    <ReportPage
      title={t('service.settings')} about={t('service.settingsAbout')} error={error} onRetry={() => void refetch()} loading={!settings}
      {...(may('service.manage') ? { controls: <Button variant="outlined" onClick={() => setChanging(true)}>{t('action.updateServiceSettings')}</Button> } : {})}
    >
      {settings && (
        <ReportTable
          name={t('service.settings')}
          columns={[{ label: t('service.setting') }, { label: t('service.settingValue'), numeric: true }]}
          rows={[
            { key: 'heldTo', cells: [t('service.setting.heldTo'), enumLabel('ServiceDay', settings.heldTo)] },
            { key: 'onTimeBy', cells: [t('service.setting.onTimeBy'), enumLabel('OnTimeBy', settings.onTimeBy)] },
            { key: 'toleranceDays', cells: [t('service.setting.toleranceDays'), days(settings.toleranceDays)] },
            { key: 'promiseDays', cells: [t('service.setting.promiseDays'), settings.promiseDays === null ? t('service.notJudged') : days(settings.promiseDays)] },
            { key: 'transitDays', cells: [t('service.setting.transitDays'), days(settings.transitDays)] },
          ]}
          empty={t('app.none')}
        />
      )}
      {settings && changing && <ChangeDialog settings={settings} onClose={() => setChanging(false)} />}
    </ReportPage>
  );
}
