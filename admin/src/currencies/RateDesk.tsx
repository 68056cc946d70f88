import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useNotify, useTranslate } from 'ra-core';
import { useRef, useState } from 'react';
import { isApiError } from '../data/apiError.ts';
import { request } from '../data/client.ts';
import type { ResultOf } from '../data/graphql.ts';
import { addDays } from '../data/presets.ts';
import { may, today } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, IntegerInput } from '../shared/form/inputs.tsx';
import { Section } from '../shared/record/Section.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { rateText } from './fields.tsx';
import { importRates, previewRates, rateDeskQuery, setCurrencyRule } from './queries.ts';

type Preview = ResultOf<typeof previewRates>['previewRates'];

function FileOfRates({ onTaken }: { onTaken: () => void }) {
  const t = useT();
  const translate = useTranslate();
  const { enumLabel } = useLabels();
  const notify = useNotify();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<{ name: string; content: string; preview: Preview }>();
  const [problem, setProblem] = useState<string>();
  const [take, { pending }] = useAction(importRates);
  const read = async (given: File | undefined) => {
    if (!given) return;
    setProblem(undefined);
    setFile(undefined);
    try {
      const content = await given.text();
      setFile({ name: given.name, content, preview: (await request(previewRates, { content })).previewRates });
    } catch (error) {
      if (!isApiError(error)) throw error;
      setProblem(error.facts.faults?.[0]?.message ?? translate(error.message, { _: error.message }));
    } finally {
      if (input.current) input.current.value = '';
    }
  };
  const run = async () => {
    const done = file && await take({ input: { content: file.content, fileName: file.name } });
    if (!done) return;
    notify('currencies.taken', { type: 'success', messageArgs: { taken: done.taken } });
    setFile(undefined);
    onTaken();
  };
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }} onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); void read(event.dataTransfer.files[0]); }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
        <Button variant="outlined" startIcon={<UploadFileOutlined />} onClick={() => input.current?.click()}>{t('currencies.chooseFile')}</Button>
        <Typography color="textSecondary" variant="body2">{t('currencies.forms')}</Typography>
        <input ref={input} type="file" hidden data-testid="rates-input" accept=".csv,.xml,.txt,text/csv,text/xml" onChange={(event) => void read(event.target.files?.[0])} />
      </Box>
      {problem && <Alert severity="error">{problem}</Alert>}
      {file && (
        <>
          <Typography role="status">{t('currencies.inFile', { source: enumLabel('RateSource', file.preview.source), taken: file.preview.taken, known: file.preview.known, left: file.preview.left })}</Typography>
          <Box><Button variant="contained" disabled={pending || file.preview.taken === 0} onClick={() => void run()}>{t('action.importRates')}</Button></Box>
          <ReportTable
            name={t('currencies.file')} empty={t('currencies.noneInFile')}
            columns={[{ label: t('currencies.line') }, { label: t('currencies.currency') }, { label: t('currencies.ratedOn') }, { label: t('currencies.rate'), numeric: true }, { label: t('currencies.before'), numeric: true }, { label: t('currencies.standing') }]}
            rows={file.preview.rates.map(({ line, currency, day, text, rate, before, standing }, index) => ({
              key: String(index), cells: [String(line), currency, day ? dayText(day) : '–', rate === null ? text : rateText(rate), rateText(before), t(`currencies.standings.${standing}` as 'currencies.standings.NEW')],
            }))}
          />
        </>
      )}
    </Box>
  );
}

/** Rates: a file taken in, days without a rate, and how rates are used. */
export function RateDesk() {
  const t = useT();
  const { day, set } = useReportParams();
  const from = day('from', addDays(today(), -90));
  const { data, error, refetch } = useAsk(rateDeskQuery, { from });
  const [isSetting, setSetting] = useState(false);
  const rule = data?.currencyRules.nodes[0];
  return (
    <ReportPage
      title={t('currencies.desk')} about={t('currencies.deskAbout')} error={error} onRetry={() => void refetch()} loading={!data}
      controls={
        <>
          <ReportDay label={t('list.from')} value={from} onChange={(next) => set({ from: next })} />
          {may('currencies.manage') && <Button variant="outlined" onClick={() => setSetting(true)}>{t('action.setCurrencyRule')}</Button>}
        </>
      }
    >
      {may('currencies.manage') && <Section title={t('currencies.takeIn')}><FileOfRates onTaken={() => void refetch()} /></Section>}
      {data && (
        <Section title={t('currencies.missing')}>
          <ReportTable
            name={t('currencies.missing')} empty={t('currencies.noneMissing')}
            columns={[{ label: t('currencies.currency') }, { label: t('list.from') }, { label: t('list.to') }, { label: t('currencies.orders'), numeric: true }]}
            rows={data.missingRates.map(({ code, from: first, to, documents }) => ({ key: `${code} ${first}`, cells: [code, dayText(first), dayText(to), String(documents)] }))}
          />
        </Section>
      )}
      {isSetting && (
        <ActionDialog
          title={t('action.setCurrencyRule')} document={setCurrencyRule} input={({ maxAgeDays, convertsPrices }) => ({ maxAgeDays: Number(maxAgeDays), convertsPrices })}
          initial={{ maxAgeDays: String(rule?.maxAgeDays ?? 7), convertsPrices: rule?.convertsPrices ?? true }} onClose={() => setSetting(false)} onDone={() => void refetch()}
        >
          <IntegerInput source="maxAgeDays" label={t('currencies.maxAgeDays')} required />
          <BooleanInput source="convertsPrices" label={t('currencies.convertsPrices')} />
        </ActionDialog>
      )}
    </ReportPage>
  );
}
