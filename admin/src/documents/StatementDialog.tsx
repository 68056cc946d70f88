import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useId, useState } from 'react';
import { may, today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { DayField } from '../shared/input/DayField.tsx';
import { languages } from './languages.ts';
import { paperPath } from './papers.ts';
import { SendDialog } from './SendDialog.tsx';

/** Of which days a customer's statement is, and whether it is printed or sent. */
export function StatementDialog({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const t = useT();
  const id = useId();
  const [from, setFrom] = useState(`${today().slice(0, 8)}01`);
  const [to, setTo] = useState(today());
  const [lang, setLang] = useState('');
  const [sending, setSending] = useState(false);
  const days = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
  if (sending) return <SendDialog kind="STATEMENT" recordId={customerId} days={days} {...(lang ? { language: lang } : {})} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby={id}>
      <DialogTitle id={id}>{t('documents.statement')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, '& > :first-of-type': { mt: 1 } }}>
        <DayField label={t('documents.from')} value={from} onChange={setFrom} />
        <DayField label={t('documents.to')} value={to} onChange={setTo} />
        <TextField select size="small" label={t('documents.language')} value={lang} onChange={(event) => setLang(event.target.value)}>
          <MenuItem value="">{t('documents.inTheirLanguage')}</MenuItem>
          {Object.entries(languages).map(([language, name]) => <MenuItem key={language} value={language} lang={language.toLowerCase()}>{name}</MenuItem>)}
        </TextField>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('app.cancel')}</Button>
        {may('mail.send') && <Button onClick={() => setSending(true)}>{t('documents.send')}</Button>}
        <Button variant="contained" onClick={() => { window.open(paperPath('STATEMENT', customerId, { ...days, ...(lang ? { lang } : {}) }), '_blank', 'noopener'); onClose(); }}>{t('documents.print')}</Button>
      </DialogActions>
    </Dialog>
  );
}
