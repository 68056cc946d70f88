import FilterList from '@mui/icons-material/FilterList';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useResourceContext } from 'ra-core';
import { useState } from 'react';
import { useLabels, useT } from '../../i18n/useT.ts';
import { FilterPopover } from './FilterPopover.tsx';
import type { AnyField } from './context.ts';

/** Offers each field that the API can filter by, then asks for its value. */
export function AddFilter({ fields }: { fields: readonly AnyField[] }) {
  const t = useT();
  const resource = useResourceContext() ?? '';
  const { fieldLabel } = useLabels();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [field, setField] = useState<AnyField>();
  const [button, setButton] = useState<HTMLElement | null>(null);
  const filterable = fields.filter(({ filter }) => filter);
  if (filterable.length === 0) return null;
  return (
    <>
      <Button ref={setButton} startIcon={<FilterList />} color="inherit" onClick={(event) => setAnchor(event.currentTarget)} aria-haspopup="menu">
        {t('list.addFilter')}
      </Button>
      <Menu anchorEl={anchor} open={Boolean(anchor)} onClose={() => setAnchor(null)} slotProps={{ paper: { role: 'dialog', 'aria-label': t('list.addFilter') } }}>
        {filterable.map((candidate) => (
          <MenuItem
            key={candidate.name}
            onClick={() => {
              setAnchor(null);
              setField(candidate);
            }}
          >
            {fieldLabel(resource, candidate.name)}
          </MenuItem>
        ))}
      </Menu>
      {field && button && <FilterPopover field={field} anchor={button} onClose={() => setField(undefined)} />}
    </>
  );
}
