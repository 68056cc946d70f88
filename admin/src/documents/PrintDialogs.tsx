import Typography from '@mui/material/Typography';
import { useNotify } from 'ra-core';
import { useNavigate } from 'react-router-dom';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { EnumInput } from '../shared/form/inputs.tsx';
import { printDocumentsMutation, sendDocumentsMutation } from './mutations.ts';

type Props = { kind: string; ids: readonly string[]; unselect: () => void; onClose: () => void };

/** In which form and language the papers are made. */
export function PrintDialog({ kind, ids, unselect, onClose }: Props) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <ActionDialog
      title={t('documents.printSelected')} document={printDocumentsMutation} initial={{ form: 'ZIP', language: '' }} onClose={onClose}
      input={({ form, language }) => ({ kind, recordIds: ids, form, language: language || null })}
      onDone={({ documentRun }) => { unselect(); void navigate(`/documentRuns/${encodeURIComponent((documentRun as { id: string }).id)}/show`); }}
    >
      <Typography>{t('documents.selected', { count: ids.length })}</Typography>
      <EnumInput source="form" label={t('documents.form')} enumName="DocumentRunForm" required />
      <EnumInput source="language" label={t('documents.language')} enumName="Language" help={t('documents.languageHelp')} />
    </ActionDialog>
  );
}

/** Asks before papers are sent to those whom they are for. */
export function SendAllDialog({ kind, ids, unselect, onClose }: Props) {
  const t = useT();
  const notify = useNotify();
  return (
    <ActionDialog
      title={t('documents.sendSelected')} document={sendDocumentsMutation} input={() => ({ kind, recordIds: ids })} onClose={onClose}
      onDone={({ queued, withoutAddress }) => {
        unselect();
        notify(t('documents.sentSelected', { queued, withoutAddress }), { type: withoutAddress ? 'warning' : 'success' });
      }}
    >
      <Typography>{t('documents.sendSelectedAbout', { count: ids.length })}</Typography>
    </ActionDialog>
  );
}
