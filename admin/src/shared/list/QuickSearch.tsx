import Clear from '@mui/icons-material/Clear';
import Search from '@mui/icons-material/Search';
import IconButton from '@mui/material/IconButton';
import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { useListContext } from 'ra-core';
import { useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/useT.ts';
import { SEARCH_ID } from './useListKeys.ts';

const WAIT_MS = 300;

/** Full-text search within the list; waits for a pause in typing, and a newer search cancels the older request. */
export function QuickSearch() {
  const t = useT();
  const { filterValues, setFilters } = useListContext();
  const inUrl = typeof filterValues['search'] === 'string' ? filterValues['search'] : '';
  const [text, setText] = useState(inUrl);
  const sent = useRef(inUrl);
  useEffect(() => {
    if (inUrl === sent.current) return;
    sent.current = inUrl;
    setText(inUrl);
  }, [inUrl]);
  useEffect(() => {
    if (text === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = text;
      const { search: _, ...rest } = filterValues;
      setFilters(text ? { ...rest, search: text } : rest, undefined, false);
    }, WAIT_MS);
    return () => clearTimeout(timer);
  }, [text, filterValues, setFilters]);
  return (
    <TextField
      id={SEARCH_ID}
      type="text"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.querySelector('input')?.blur()}
      placeholder={t('list.search')}
      sx={{ width: { xs: '100%', sm: 280 } }}
      slotProps={{
        htmlInput: { 'aria-label': t('list.search'), role: 'searchbox' },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <Search sx={{ fontSize: 17 }} />
            </InputAdornment>
          ),
          endAdornment: text ? (
            <IconButton size="small" onClick={() => setText('')} aria-label={t('list.clearSearch')}>
              <Clear sx={{ fontSize: 16 }} />
            </IconButton>
          ) : null,
        },
      }}
    />
  );
}
