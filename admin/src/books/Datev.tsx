import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { ResourceContextProvider, useNotify } from 'ra-core';
import { FormProvider, useForm } from 'react-hook-form';
import { isApiError } from '../data/apiError.ts';
import { cleaned } from '../data/dataProvider.ts';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ErrorSummary } from '../shared/form/ErrorSummary.tsx';
import { BooleanInput, Fields, IntegerInput, TextInput } from '../shared/form/inputs.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { Section } from '../shared/record/Section.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';

const query = graphql(`
  query DatevSettings { datevSettings { id consultantNo clientNo accountLength chart isFixed accounts { id number account { id } } } }
`);
const save = graphql(`
  mutation SetDatevSettings($input: SetDatevSettingsInput!) {
    setDatevSettings(input: $input) { __typename ... on SetDatevSettingsPayload { datevSettings { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
type Settings = ResultOf<typeof query>['datevSettings'][number] | undefined;
const blank = { accountId: '', number: '' };
const columns: readonly LineColumn[] = [{ source: 'accountId', kind: 'reference', reference: 'accounts', width: '65%', required: true }, { source: 'number', kind: 'text', required: true }];

function Form({ settings }: { settings: Settings }) {
  const t = useT();
  const notify = useNotify();
  const form = useForm<Record<string, unknown>>({
    defaultValues: {
      consultantNo: settings?.consultantNo ?? '', clientNo: settings?.clientNo ?? '', accountLength: settings?.accountLength ?? 4, chart: settings?.chart ?? '', isFixed: settings?.isFixed ?? false,
      accounts: (settings?.accounts ?? []).map(({ account, number }) => ({ accountId: account.id, number })),
    },
    reValidateMode: 'onSubmit',
  });
  const [run, { pending }] = useAction(save);
  const submit = async (values: Record<string, unknown>) => {
    const done = await run({ input: cleaned(values) as never }, (error: unknown) => { // values as the form has them
      if (!isApiError(error)) throw error;
      const { faults = [] } = error.facts;
      for (const { path, message } of faults) form.setError(path.join('.'), { type: 'server', message });
      if (faults.length === 0) form.setError('root', { type: 'server', message: error.message });
    });
    if (done) notify('done.setDatevSettings', { type: 'success' });
  };
  return (
    <ResourceContextProvider value="datevSettings">
      <FormProvider {...form}>
        <Box component="form" noValidate sx={{ display: 'grid', gap: 2 }} onSubmit={(event) => { form.clearErrors(); void form.handleSubmit(submit)(event); }}>
          <ErrorSummary />
          <Section title={t('books.datev')}>
            <Fields>
              <IntegerInput source="consultantNo" label={t('books.consultantNo')} required />
              <IntegerInput source="clientNo" label={t('books.clientNo')} required />
              <IntegerInput source="accountLength" label={t('books.accountLength')} required />
              <TextInput source="chart" label={t('books.chartOf')} />
              <BooleanInput source="isFixed" label={t('books.isFixed')} />
            </Fields>
          </Section>
          <Section title={t('books.datevAccounts')}>
            <Typography color="textSecondary">{t('books.datevAccountsHelp')}</Typography>
            <LineGrid source="accounts" columns={columns} blank={blank} />
          </Section>
          <Box><Button type="submit" variant="contained" loading={pending}>{t('action.setDatevSettings')}</Button></Box>
        </Box>
      </FormProvider>
    </ResourceContextProvider>
  );
}

/** How the firm and its accounts are known to the tax adviser's DATEV. */
export function Datev() {
  const t = useT();
  const { data, error, refetch } = useAsk(query, {});
  return (
    <ReportPage title={t('books.datev')} about={t('books.datevAbout')} error={error} onRetry={() => void refetch()} loading={!data}>
      {data && <Form settings={data.datevSettings[0]} />}
    </ReportPage>
  );
}
