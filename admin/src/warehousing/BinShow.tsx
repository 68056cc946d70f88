import Button from '@mui/material/Button';
import { useState } from 'react';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import { MoveBinDialog, type Moving } from './MoveBinDialog.tsx';
import { deleteBin } from './mutations.ts';
import type { Bin } from './queries.ts';

const facts: readonly Field<Bin>[] = [
  { name: 'warehouse', kind: 'reference' }, { name: 'zone', kind: 'text' }, { name: 'sequence', kind: 'integer' }, { name: 'distance', kind: 'quantity' },
  { name: 'capacity', kind: 'quantity' }, { name: 'quantity', kind: 'quantity' }, { name: 'isActive', kind: 'boolean' },
];
type Content = Bin['contents']['nodes'][number];
const contentFields: readonly Field<Content>[] = [{ name: 'product', kind: 'reference' }, { name: 'lot', kind: 'reference' }, { name: 'quantity', kind: 'quantity' }];

const actions: readonly RecordAction<Bin>[] = [
  {
    name: 'deleteBin', document: deleteBin, input: ({ id }) => ({ binId: id }), permission: 'stock.manage', danger: true, confirm: { kind: 'plain' }, then: () => '/bins',
    when: ({ actions: offered }) => offered.some(({ allowed }) => allowed),
  },
];

export function BinShow() {
  const t = useT();
  const [moving, setMoving] = useState<Moving>();
  return (
    <RecordPage<Bin> facts={facts} actions={actions}>
      {(bin) => (
        <Section title={t('warehousing.contents')}>
          <LinesTable
            resource="binContents" label={t('chart.tableOf', { title: t('warehousing.contents') })} fields={contentFields} rows={bin.contents.nodes} empty={t('warehousing.nothingInBin')}
            {...(may('stock.manage') ? {
              buttons: (row: Content) => (
                <Button
                  size="small" aria-label={t('warehousing.moveFrom', { product: row.product.name })}
                  onClick={() => setMoving({ warehouseId: bin.warehouse.id, productId: row.product.id, productName: row.product.name, unit: row.product.unit.code, from: bin.id, lotId: row.lot?.id ?? null, quantity: row.quantity })}
                >
                  {t('action.moveBinContents')}
                </Button>
              ),
            } : {})}
          />
          {moving && <MoveBinDialog moving={moving} onClose={() => setMoving(undefined)} />}
        </Section>
      )}
    </RecordPage>
  );
}
