import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useEffect, useRef } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import type { ResultOf } from '../data/graphql.ts';
import type { Values } from '../data/resource.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { EnumInput, Fields, TextInput } from '../shared/form/inputs.tsx';
import { mailPreviewQuery, sendDocumentMutation } from './mutations.ts';

type Asked = { kind: string; recordId: string; days?: { from?: string; to?: string }; language?: string; /** Whom a request for quotation goes to. */ supplierId?: string };
type Preview = ResultOf<typeof mailPreviewQuery>['mailPreview'];

// Kind and language come from the schema's own enums.
const variablesOf = ({ kind, recordId, days, language, supplierId }: Asked) => ({
  kind, recordId, ...(supplierId ? { supplierId } : {}), ...(language ? { language } : {}), ...(days?.from ? { fromDay: days.from } : {}), ...(days?.to ? { toDay: days.to } : {}),
}) as Parameters<typeof useAsk<unknown, { kind: 'INVOICE'; recordId: string; language?: 'EN' }>>[1];

/** A paper's mail, read through before it is sent: to whom, in which words, with the paper itself below. */
export function SendDialog({ onClose, ...asked }: Asked & { onClose: () => void }) {
  const t = useT();
  const { data, error } = useAsk(mailPreviewQuery, variablesOf(asked));
  const preview = data?.mailPreview;
  if (error) return <ActionDialog title={t('documents.send')} document={sendDocumentMutation} input={(values) => values} onClose={onClose}><Alert severity="error">{error.message}</Alert></ActionDialog>;
  if (!preview) return null;
  const { fromDay, toDay } = variablesOf(asked) as Values;
  const input = ({ toAddress, copyTo, language, subject, body }: Values) => ({
    kind: asked.kind, recordId: asked.recordId, ...(asked.supplierId ? { supplierId: asked.supplierId } : {}), language, toAddress: toAddress || null, copyTo: copyTo || null, subject, body, ...(fromDay ? { fromDay } : {}), ...(toDay ? { toDay } : {}),
  });
  return (
    <ActionDialog
      title={t('documents.send')} document={sendDocumentMutation} input={input} faultAt={{ NO_MAIL_ADDRESS: 'toAddress' }} onClose={onClose}
      initial={{ toAddress: preview.to ?? '', copyTo: preview.copyTo ?? '', language: preview.language, subject: preview.subject, body: preview.body }}
    >
      <Letter asked={asked} first={preview} />
    </ActionDialog>
  );
}

function Letter({ asked, first }: { asked: Asked; first: Preview }) {
  const t = useT();
  const { setValue } = useFormContext<Values>();
  const language = String(useWatch<Values>({ name: 'language' }) ?? first.language);
  const { data } = useAsk(mailPreviewQuery, variablesOf({ ...asked, language }));
  const preview = data?.mailPreview ?? first;
  const shown = useRef(first.language as string);
  // Another language brings its own words.
  useEffect(() => {
    if (!data || data.mailPreview.language !== language || shown.current === language) return;
    shown.current = language;
    setValue('subject', data.mailPreview.subject);
    setValue('body', data.mailPreview.body);
  }, [data, language, setValue]);
  return (
    <>
      <Fields>
        <TextInput source="toAddress" label={t('documents.toAddress')} type="email" required />
        <TextInput source="copyTo" label={t('documents.copyTo')} type="email" />
      </Fields>
      <EnumInput source="language" label={t('documents.language')} enumName="Language" required />
      <TextInput source="subject" label={t('documents.subject')} required />
      <TextInput source="body" label={t('documents.body')} required multiline />
      <Box component="figure" sx={{ m: 0 }}>
        <Typography component="figcaption" variant="caption" color="textSecondary">{t('documents.attached', { name: preview.fileName })}</Typography>
        <Box component="img" src={preview.picturePath} alt={t('documents.pictureOf', { name: preview.fileName })} sx={picture} />
      </Box>
    </>
  );
}

const picture = { display: 'block', inlineSize: '100%', blockSize: 'auto', border: 1, borderColor: 'divider', bgcolor: 'common.white' };
