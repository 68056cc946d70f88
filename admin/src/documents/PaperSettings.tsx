import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { enumValues } from '../i18n/messages.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { Section } from '../shared/record/Section.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { languages, type Language } from './languages.ts';
import { Logo } from './Logo.tsx';
import { usePaperPreview } from './usePaperPreview.ts';

const query = graphql(`
  query PaperSettings($language: Language!) {
    letterheads { id language paper address contact bankDetails colour showsBarcode logo logoType }
    documentTexts(language: $language) { id kind intro closing payment footer }
  }
`);
const setLetterhead = graphql(`
  mutation SetLetterhead($input: SetLetterheadInput!) {
    setLetterhead(input: $input) {
      __typename
      ... on SetLetterheadPayload { letterhead { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const setDocumentText = graphql(`
  mutation SetDocumentText($input: SetDocumentTextInput!) {
    setDocumentText(input: $input) {
      __typename
      ... on SetDocumentTextPayload { documentText { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
type Settings = ResultOf<typeof query>;
type Kind = NonNullable<Settings['documentTexts'][number]['kind']>;

const parts = ['intro', 'closing', 'payment', 'footer'] as const;
const lines = ['address', 'contact', 'bankDetails'] as const;

/** The head and words of the firm's papers, with a paper as it would look. */
export function PaperSettings() {
  const t = useT();
  const [language, setLanguage] = useState<Language>('EN');
  const { data, error, refetch } = useAsk(query, { language });
  return (
    <ReportPage title={t('documents.settings')} about={t('documents.settingsAbout')} error={error} onRetry={() => void refetch()} loading={!data}>
      {data && <Editor settings={data} language={language} onLanguage={setLanguage} />}
    </ReportPage>
  );
}

function headOf({ letterheads: [head] }: Settings) {
  return {
    language: head?.language ?? 'EN', paper: head?.paper ?? 'A_FOUR', address: head?.address ?? '', contact: head?.contact ?? '', bankDetails: head?.bankDetails ?? '', colour: head?.colour ?? '#1f3a5f',
    showsBarcode: head?.showsBarcode ?? true, logo: head?.logo ?? null,
  };
}
const textsOf = ({ documentTexts }: Settings, kind: Kind | null) => {
  const found = documentTexts.find((each) => each.kind === kind);
  return { intro: found?.intro ?? '', closing: found?.closing ?? '', payment: found?.payment ?? '', footer: found?.footer ?? '' };
};

function Editor({ settings, language, onLanguage }: { settings: Settings; language: Language; onLanguage: (language: Language) => void }) {
  const t = useT();
  const notify = useNotify();
  const { enumLabel } = useLabels();
  const [head, setHead] = useState(headOf(settings));
  const [kind, setKind] = useState<Kind | null>(null);
  const [typed, setTyped] = useState<Record<string, ReturnType<typeof textsOf>>>({});
  const key = `${language} ${kind ?? ''}`;
  const texts = typed[key] ?? textsOf(settings, kind);
  const [saveHead, { pending: savingHead }] = useAction(setLetterhead);
  const [saveTexts, { pending: savingTexts }] = useAction(setDocumentText);
  const picture = usePaperPreview({ ...head, ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== '')), kind: kind ?? 'INVOICE', language });
  const change = (part: Partial<typeof head>) => setHead({ ...head, ...part });
  const filled = (values: Record<string, string>) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim() || null]));
  const keepHead = async () => {
    const { logo, address, contact, bankDetails, ...rest } = head;
    if (await saveHead({ input: { ...rest, ...filled({ address, contact, bankDetails }), logo } as Parameters<typeof saveHead>[0]['input'] })) notify(t('documents.saved'), { type: 'success' });
  };
  const keepTexts = async () => {
    if (await saveTexts({ input: { kind, language, ...filled(texts) } as Parameters<typeof saveTexts>[0]['input'] })) notify(t('documents.saved'), { type: 'success' });
  };
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) minmax(0, 1fr)' }, alignItems: 'start' }}>
      <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
        <Section title={t('documents.head')}>
          <Box sx={fieldsLook}>
            <TextField select size="small" label={t('documents.firmLanguage')} value={head.language} onChange={(event) => change({ language: event.target.value as Language })}>
              {Object.entries(languages).map(([each, name]) => <MenuItem key={each} value={each} lang={each.toLowerCase()}>{name}</MenuItem>)}
            </TextField>
            <TextField select size="small" label={t('documents.paper')} value={head.paper} onChange={(event) => change({ paper: event.target.value as typeof head.paper })}>
              {enumValues('PaperSize').map((each) => <MenuItem key={each} value={each}>{enumLabel('PaperSize', each)}</MenuItem>)}
            </TextField>
            {lines.map((name) => (
              <TextField key={name} size="small" multiline minRows={2} label={t(`documents.${name}`)} value={head[name]} onChange={(event) => change({ [name]: event.target.value })} slotProps={{ htmlInput: { dir: 'auto' } }} />
            ))}
            <TextField size="small" type="color" label={t('documents.colour')} value={head.colour} onChange={(event) => change({ colour: event.target.value })} slotProps={{ inputLabel: { shrink: true } }} />
            <FormControlLabel label={t('documents.showsBarcode')} control={<Checkbox checked={head.showsBarcode} onChange={(_, showsBarcode) => change({ showsBarcode })} />} />
            <Logo value={head.logo} onChange={(logo) => change({ logo })} />
          </Box>
          <Button variant="contained" sx={{ mt: 2 }} loading={savingHead} onClick={() => void keepHead()}>{t('documents.saveHead')}</Button>
        </Section>
        <Section title={t('documents.words')}>
          <Box sx={fieldsLook}>
            <TextField select size="small" label={t('documents.kind')} value={kind ?? ''} onChange={(event) => setKind((event.target.value || null) as Kind | null)} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}>
              <MenuItem value="">{t('documents.allKinds')}</MenuItem>
              {enumValues('DocumentKind').map((each) => <MenuItem key={each} value={each}>{enumLabel('DocumentKind', each)}</MenuItem>)}
            </TextField>
            <TextField select size="small" label={t('documents.language')} value={language} onChange={(event) => onLanguage(event.target.value as Language)}>
              {Object.entries(languages).map(([each, name]) => <MenuItem key={each} value={each} lang={each.toLowerCase()}>{name}</MenuItem>)}
            </TextField>
          </Box>
          <Box sx={{ display: 'grid', gap: 2, mt: 2 }}>
            {parts.map((name) => (
              <TextField key={name} size="small" multiline={name !== 'footer'} label={t(`documents.${name}`)} value={texts[name]} onChange={(event) => setTyped({ ...typed, [key]: { ...texts, [name]: event.target.value } })} slotProps={{ htmlInput: { dir: 'auto' } }} />
            ))}
          </Box>
          <Button variant="contained" sx={{ mt: 2 }} loading={savingTexts} onClick={() => void keepTexts()}>{t('documents.saveWords')}</Button>
        </Section>
      </Box>
      <Section title={t('documents.preview')}>
        {picture && <Box component="img" src={picture} alt={t('documents.previewOf', { kind: enumLabel('DocumentKind', kind ?? 'INVOICE') })} sx={pictureLook} />}
      </Section>
    </Box>
  );
}

const fieldsLook = { display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(min(240px, 100%), 1fr))', alignItems: 'start' };
const pictureLook = { display: 'block', inlineSize: '100%', blockSize: 'auto', border: 1, borderColor: 'divider', bgcolor: 'common.white' };
