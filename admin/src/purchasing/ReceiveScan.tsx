import Alert from '@mui/material/Alert';
import { useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { request } from '../data/client.ts';
import { graphql } from '../data/graphql.ts';
import { useT } from '../i18n/useT.ts';
import { ScanField } from '../shared/input/ScanField.tsx';

const byCode = graphql(`
  query ReceivedByCode($code: String!) {
    scannedProducts(code: $code) { quantity product { id name } }
  }
`);

type Line = { product: { id: string; name: string } };
const added = (quantity: string, more: string): string => String(Number((Number(quantity || '0') + Number(more)).toFixed(6)));

/** Counts what came by its codes: the first one empties the quantities, each one adds a piece or what its case holds. */
export function ReceiveScan({ lines }: { lines: readonly Line[] }) {
  const t = useT();
  const { getValues, setValue } = useFormContext<{ quantities: string[] }>();
  const [began, setBegan] = useState(false);
  const [said, setSaid] = useState<{ text: string; failed: boolean }>();
  const take = async (code: string) => {
    try {
      const { scannedProducts } = await request(byCode, { code });
      const [hit] = scannedProducts.flatMap(({ product, quantity }) => {
        const index = lines.findIndex((line) => line.product.id === product.id);
        return index < 0 ? [] : [{ index, quantity, name: product.name }];
      });
      const other = scannedProducts[0]?.product.name;
      if (!hit) return setSaid({ text: other ? t('purchasing.notAwaited', { product: other }) : t('purchasing.nothingOfCode', { code }), failed: true });
      const before = began ? getValues('quantities') : lines.map(() => '');
      const after = before.map((quantity, index) => (index === hit.index ? added(quantity, hit.quantity) : quantity));
      after.forEach((quantity, index) => setValue(`quantities.${index}`, quantity, { shouldDirty: true }));
      setBegan(true);
      return setSaid({ text: t('purchasing.counted', { product: hit.name, quantity: after[hit.index] ?? '' }), failed: false });
    } catch (error) {
      return setSaid({ text: error instanceof Error ? error.message : String(error), failed: true });
    }
  };
  return (
    <>
      <ScanField label={t('purchasing.code')} help={t('purchasing.codeHelp')} action={t('purchasing.count')} onCode={(code) => void take(code)} />
      {said && <Alert severity={said.failed ? 'warning' : 'success'} role="status">{said.text}</Alert>}
    </>
  );
}
