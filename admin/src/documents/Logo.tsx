import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useT } from '../i18n/useT.ts';

const BYTES_MAX = 300_000;

/** The picture of a letterhead, as base64; null: none. */
export function Logo({ value, onChange }: { value: string | null; onChange: (logo: string | null) => void }) {
  const t = useT();
  const [isLarge, setLarge] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setLarge(file.size > BYTES_MAX);
    if (file.size > BYTES_MAX) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    onChange(btoa(text));
  };
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
      <Button component="label" variant="outlined" role={undefined}>
        {t('documents.logo')}
        <Box
          component="input" type="file" accept=".png,.jpg,.jpeg,.svg" aria-label={t('documents.logo')} sx={{ position: 'absolute', inlineSize: 1, blockSize: 1, overflow: 'hidden', opacity: 0 }}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => { void take(event.target.files?.[0]); event.target.value = ''; }}
        />
      </Button>
      {value && <Button onClick={() => onChange(null)}>{t('documents.noLogo')}</Button>}
      <Typography variant="caption" color={isLarge ? 'error' : 'textSecondary'} {...(isLarge ? { role: 'alert' } : {})}>{t('documents.logoHelp')}</Typography>
    </Box>
  );
}
