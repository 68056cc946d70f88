import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { ResourceContextProvider, useNotify } from 'ra-core';
import { FormProvider, useForm } from 'react-hook-form';
import { cleaned } from '../data/dataProvider.ts';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { enumValues } from '../i18n/messages.ts';
import { useT } from '../i18n/useT.ts';
import { isApiError } from '../data/apiError.ts';
import { ErrorSummary } from '../shared/form/ErrorSummary.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';

const query = graphql(`
  query CollectionRules($mayCustomersRead: Boolean!) {
    collectionRules(first: 100, orderBy: NO_ASC) { nodes { id method currencyCode customerGroup @include(if: $mayCustomersRead) { id } collectionAccount { id } } }
  }
`);
const save = graphql(`
  mutation SetCollectionRules($input: SetCollectionRulesInput!) {
    setCollectionRules(input: $input) { __typename ... on SetCollectionRulesPayload { rules } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
type Rules = ResultOf<typeof query>['collectionRules']['nodes'];
const blank = { method: '', currencyCode: '', customerGroupId: '', collectionAccountId: '' };
const columns: readonly LineColumn[] = [
  { source: 'method', kind: 'enum', enumName: 'PaymentMethod', values: ['', ...enumValues('PaymentMethod')], width: 160 }, { source: 'currencyCode', kind: 'text', width: 110 },
  { source: 'customerGroupId', kind: 'reference', reference: 'customerGroups', width: 240 }, { source: 'collectionAccountId', kind: 'reference', reference: 'collectionAccounts', required: true },
];

function Grid({ rules }: { rules: Rules }) {
  const t = useT();
  const notify = useNotify();
  const form = useForm<Record<string, unknown>>({
    defaultValues: { rules: rules.map(({ method, currencyCode, customerGroup, collectionAccount }) => ({ method: method ?? '', currencyCode: currencyCode ?? '', customerGroupId: customerGroup?.id ?? '', collectionAccountId: collectionAccount.id })) },
    reValidateMode: 'onSubmit',
  });
  const [run, { pending }] = useAction(save);
  const submit = async (values: Record<string, unknown>) => {
    const done = await run({ input: { rules: cleaned(values)['rules'] as never } }, (error: unknown) => { // lines as the grid has them
      if (!isApiError(error)) throw error;
      const { faults = [] } = error.facts;
      for (const { path, message } of faults) form.setError(path.join('.'), { type: 'server', message });
      if (faults.length === 0) form.setError('root', { type: 'server', message: error.message });
    });
    if (done) notify('done.setCollectionRules', { type: 'success' });
  };
  return (
    <ResourceContextProvider value="collectionRules">
      <FormProvider {...form}>
        <Box component="form" noValidate sx={{ display: 'grid', gap: 2 }} onSubmit={(event) => { form.clearErrors(); void form.handleSubmit(submit)(event); }}>
          <ErrorSummary />
          <LineGrid source="rules" columns={columns} blank={blank} />
          {may('banking.manage') ? <Box><Button type="submit" variant="contained" loading={pending}>{t('action.setCollectionRules')}</Button></Box> : <Alert severity="info">{t('banking.routingReadOnly')}</Alert>}
        </Box>
      </FormProvider>
    </ResourceContextProvider>
  );
}

/** Where money goes that nobody names an account for: the first rule that fits. */
export function Routing() {
  const t = useT();
  const { data, error, refetch } = useAsk(query, {} as never); // its variable is a right, which the client fills in
  return (
    <ReportPage title={t('banking.routing')} about={t('banking.routingAbout')} error={error} onRetry={() => void refetch()} loading={!data}>
      {data && <Grid rules={data.collectionRules.nodes} />}
    </ReportPage>
  );
}
