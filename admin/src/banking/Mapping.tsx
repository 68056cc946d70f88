import Button from '@mui/material/Button';
import { useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { ChoiceInput } from '../shared/form/ChoiceInput.tsx';
import { IntegerInput } from '../shared/form/inputs.tsx';
import { saveAccount } from './queries.ts';
import type { Account } from './queries.ts';

type Kept = Record<string, unknown>;
const columns = ['bookedOn', 'amount', 'credit', 'debit', 'balance', 'text', 'payerName', 'payerAccount', 'reference', 'valueOn'] as const;

/** Which column of the account's CSV files holds what; kept with the account. */
export function Mapping({ account, heading, mapping, isOpen: begins, onSaved }: { account: Account; heading: readonly string[]; mapping: unknown; isOpen: boolean; onSaved: () => void }) {
  const t = useT();
  const [isOpen, setOpen] = useState(begins);
  const kept = (mapping ?? {}) as Kept; // as the server keeps or guesses it
  const initial = { delimiter: ';', decimal: '.', dayForm: 'YMD', skip: 0, ...kept, text: Array.isArray(kept['text']) ? String(kept['text'][0] ?? '') : '' };
  const choice = (source: string, values: readonly string[]) => <ChoiceInput key={source} source={source} label={t(`banking.map.${source}` as 'banking.map.bookedOn')} choices={values.map((value) => ({ value, label: value === '\t' ? t('banking.map.tab') : value }))} />;
  return (
    <>
      <Button variant="outlined" sx={{ justifySelf: 'start' }} onClick={() => setOpen(true)}>{t('banking.mapping')}</Button>
      {isOpen && (
        <ActionDialog
          title={t('banking.mapping')} document={saveAccount} initial={initial} onClose={() => setOpen(false)} onDone={() => { setOpen(false); onSaved(); }}
          input={({ delimiter, decimal, dayForm, skip, text, ...chosen }) => ({
            collectionAccountId: account.id, version: account.version, name: account.name, kind: account.kind, accountId: account.account?.id, bankAccountNo: account.bankAccountNo, bankName: account.bankName, ownerId: account.owner?.id,
            low: account.low?.amount, high: account.high?.amount,
            csvMapping: { delimiter, decimal, dayForm, skip: Number(skip), text: text ? [text] : [], ...Object.fromEntries(columns.filter((name) => name !== 'text').map((name) => [name, chosen[name] || null])) },
          })}
        >
          {choice('delimiter', [';', ',', '\t', '|'])}
          {choice('decimal', ['.', ','])}
          {choice('dayForm', ['YMD', 'DMY', 'MDY'])}
          <IntegerInput source="skip" label={t('banking.map.skip')} />
          {columns.map((name) => choice(name, ['', ...heading.filter(Boolean)]))}
        </ActionDialog>
      )}
    </>
  );
}
