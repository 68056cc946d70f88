import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { request } from '../data/client.ts';
import { graphql } from '../data/graphql.ts';
import { useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { usePreview } from '../shared/form/LiveTotals.tsx';
import { saidBy } from './saidBy.ts';

const similarCustomers = graphql(`
  query SimilarCustomers($name: String, $taxNumber: String, $email: String, $phone: String, $exceptId: ID) {
    similarCustomers(name: $name, taxNumber: $taxNumber, email: $email, phone: $phone, exceptId: $exceptId) {
      matches
      customer { id name code }
    }
  }
`);

const sources = ['name', 'taxNumber', 'email', 'phone'] as const;

/** Warns while a customer is typed that is kept already. */
export function SimilarCustomers({ exceptId }: { exceptId?: string | undefined }) {
  const t = useT();
  const { data = [] } = usePreview(sources, async (values, signal) => {
    const asked = Object.fromEntries(sources.map((source) => [source, values[source] ? String(values[source]) : undefined]));
    if (!Object.values(asked).some(Boolean)) return [];
    return (await request(similarCustomers, { ...asked, exceptId }, { signal })).similarCustomers;
  });
  return (
    <Box sx={{ display: 'grid', gap: 1, mt: data.length > 0 ? 2 : 0 }} role="status">
      {data.map(({ customer, matches }) =>
        customer ? (
          <Alert key={customer.id} severity="warning">
            <ReferenceLink value={customer} /> {t('customers.similar', { matches: matches.map((match) => (saidBy[match] ? t(saidBy[match]) : match)).join(', ') })}
          </Alert>
        ) : null,
      )}
    </Box>
  );
}
