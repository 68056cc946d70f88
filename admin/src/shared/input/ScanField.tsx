import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';

type Props = {
  label: string;
  help: string;
  /** The word on its button. */
  action: string;
  onCode: (code: string) => void;
  field?: RefObject<HTMLInputElement | null>;
  /** What the key on a phone says. */
  enterKey?: 'go' | 'search';
};

/** A code that is scanned (a scanner types it and Enter) or typed. It is no form of its own, so that it may stand in one. */
export function ScanField({ label, help, action, onCode, field, enterKey = 'go' }: Props) {
  const [code, setCode] = useState('');
  const take = () => {
    if (code.trim()) onCode(code.trim());
    setCode('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    take();
  };
  return (
    <Paper variant="outlined" sx={{ p: 1.5, display: 'grid', gap: 1.5, gridTemplateColumns: '1fr auto', alignItems: 'start' }}>
      <TextField
        label={label} helperText={help} value={code} autoFocus {...(field ? { inputRef: field } : {})} onKeyDown={onKeyDown} onChange={(event) => setCode(event.target.value)}
        slotProps={{ htmlInput: { autoComplete: 'off', autoCapitalize: 'characters', enterKeyHint: enterKey, dir: 'ltr' } }}
      />
      <Button type="button" variant="outlined" sx={{ minHeight: 40 }} onClick={take}>{action}</Button>
    </Paper>
  );
}
