import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import type { MessageKey } from '../i18n/messages.ts';
import { useT } from '../i18n/useT.ts';
import type { Dataset } from './queries.ts';
import type { Question } from './question.ts';

const isPlaced = { field: 'status', operator: 'notIn', value: ['DRAFT', 'CANCELLED'] };

/** Questions to begin with; each is then changed to the one that is meant. */
const examples: readonly (Question & { text: MessageKey })[] = [
  {
    text: 'explore.example.revenueByMonth', dataset: 'ORDERS', dimensions: [{ field: 'placedOn', bucket: 'MONTH' }],
    measures: [{ op: 'SUM', field: 'net' }, { op: 'COUNT' }], conditions: [isPlaced], order: null,
  },
  {
    text: 'explore.example.revenueByCategory', dataset: 'ORDER_LINES', dimensions: [{ field: 'product.category.name' }],
    measures: [{ op: 'SUM', field: 'net' }, { op: 'SUM', field: 'quantity' }], conditions: [], order: { key: 'SUM.net', direction: 'DESC' },
  },
  {
    text: 'explore.example.bestCustomers', dataset: 'ORDERS', dimensions: [{ field: 'customer.name' }],
    measures: [{ op: 'SUM', field: 'net' }, { op: 'COUNT' }], conditions: [isPlaced], order: { key: 'SUM.net', direction: 'DESC' },
  },
  {
    text: 'explore.example.lateByCarrier', dataset: 'ORDERS', dimensions: [{ field: 'carrier' }], measures: [{ op: 'COUNT' }],
    conditions: [{ field: 'isShippedLate', operator: 'is', value: 'true' }], order: { key: 'COUNT', direction: 'DESC' },
  },
  {
    text: 'explore.example.stockValue', dataset: 'STOCK_LEVELS', dimensions: [{ field: 'product.category.name' }],
    measures: [{ op: 'SUM', field: 'value' }, { op: 'SUM', field: 'onHand' }], conditions: [], order: { key: 'SUM.value', direction: 'DESC' },
  },
  {
    text: 'explore.example.moneyReceived', dataset: 'PAYMENTS', dimensions: [{ field: 'paidOn', bucket: 'MONTH' }], measures: [{ op: 'SUM', field: 'amount' }],
    conditions: [{ field: 'direction', operator: 'in', value: ['IN'] }, { field: 'status', operator: 'in', value: ['POSTED'] }], order: null,
  },
];

type Props = { datasets: readonly Dataset[]; onChoose: (question: Question) => void };

/** Questions in business words, as far as the viewer may ask them. */
export function Examples({ datasets, onChoose }: Props) {
  const t = useT();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const isAskable = ({ dataset, dimensions, measures }: Question) => {
    const paths = new Set(datasets.find(({ name }) => name === dataset)?.fields.map(({ path }) => path));
    return [...dimensions, ...measures].every(({ field }) => !field || paths.has(field)) && paths.size > 0;
  };
  return (
    <>
      <Button endIcon={<ArrowDropDown />} aria-haspopup="menu" aria-expanded={Boolean(anchor)} onClick={(event) => setAnchor(event.currentTarget)}>
        {t('explore.examples')}
      </Button>
      <Menu anchorEl={anchor} open={Boolean(anchor)} onClose={() => setAnchor(null)}>
        {examples.filter(isAskable).map(({ text, ...question }) => (
          <MenuItem
            key={text}
            onClick={() => {
              setAnchor(null);
              onChoose(question);
            }}
          >
            {t(text)}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
