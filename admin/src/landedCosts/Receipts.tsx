import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { graphql } from '../data/graphql.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';

const receipts = graphql(`
  query ReceiptsToBear($filter: ReceiptFilter, $ids: [ID!]!) {
    receipts(first: 50, filter: $filter, orderBy: RECEIVED_ON_DESC) { nodes { id number receivedOn supplier { id name } } }
    nodes(ids: $ids) { ... on Receipt { id number receivedOn supplier { id name } } }
  }
`);
interface Option { id: string; number: string; receivedOn: string; supplier: { name: string } }

/** Which receipts the charges belong to, found by number or supplier. */
export function Receipts() {
  const t = useT();
  const { setValue } = useFormContext<{ receiptIds: string[] }>();
  const chosen = useWatch({ name: 'receiptIds' }) as string[]; // the form's own
  const [search, setSearch] = useState('');
  const { data } = useAsk(receipts, { filter: { status: { in: ['POSTED' as const] }, ...(search ? { search } : {}) }, ids: chosen });
  const found: readonly Option[] = data?.receipts.nodes ?? [];
  const picked = (data?.nodes ?? []).flatMap((node): Option[] => (node && 'number' in node ? [node] : []));
  const options = [...picked, ...found.filter(({ id }) => !chosen.includes(id))];
  return (
    <Autocomplete
      multiple
      options={options}
      value={picked}
      filterOptions={(all) => all}
      getOptionLabel={({ number, receivedOn, supplier }) => `${number} · ${supplier.name} · ${dayText(receivedOn)}`}
      isOptionEqualToValue={(a, b) => a.id === b.id}
      onInputChange={(_event, text, reason) => { if (reason === 'input') setSearch(text); }}
      onChange={(_event, next) => { setSearch(''); setValue('receiptIds', next.map(({ id }) => id), { shouldDirty: true }); }}
      renderInput={(params) => <TextField {...params} label={t('landedCosts.receipts')} helperText={t('landedCosts.receiptsHelp')} />}
    />
  );
}
