import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useNotify, useTranslate } from 'ra-core';
import { useRef, useState } from 'react';
import { isApiError } from '../data/apiError.ts';
import { sendFile } from '../data/files.ts';
import { graphql } from '../data/graphql.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { DecimalField } from '../shared/input/DecimalField.tsx';
import { currencyDigits } from '../shared/numbers.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { importStatement } from './actions.ts';
import { Mapping } from './Mapping.tsx';
import type { Account } from './queries.ts';

const previewQuery = graphql(`
  query PreviewStatement($attachmentId: ID!, $currencyCode: String, $openingBalance: Decimal, $closingBalance: Decimal) {
    previewStatement(attachmentId: $attachmentId, currencyCode: $currencyCode, openingBalance: $openingBalance, closingBalance: $closingBalance) {
      format fileName problem needsMapping needsBalance mapping heading
      statements { accountName reference from to currencyCode opening closing lines known pending gap missing isKnown isInterim }
      sample { on amount payerName text isKnown }
    }
  }
`);

/** A bank's file: sent, looked at, mapped where it is CSV, and taken in. */
export function StatementFile({ account }: { account: Account }) {
  const t = useT();
  const translate = useTranslate();
  const notify = useNotify();
  const input = useRef<HTMLInputElement>(null);
  const [sent, setSent] = useState<string>();
  const [part, setPart] = useState<number>();
  const [problem, setProblem] = useState<string>();
  const [closing, setClosing] = useState('');
  const balance = closing ? { currencyCode: account.currencyCode, closingBalance: closing } : {};
  const { data, error, refetch } = useAsk(previewQuery, { attachmentId: sent ?? '', ...balance }, sent !== undefined);
  const [take, { pending }] = useAction(importStatement);
  const send = async (file: File | undefined) => {
    if (!file) return;
    setProblem(undefined);
    setSent(undefined);
    setPart(0);
    try {
      const { attachmentId } = await sendFile<{ attachmentId: string }>(`/files?${new URLSearchParams({ subject: account.id, name: file.name }).toString()}`, file, { onProgress: setPart, idempotencyKey: crypto.randomUUID() });
      setSent(attachmentId);
    } catch (fault) {
      if (!isApiError(fault)) throw fault;
      setProblem(translate(fault.message, { _: fault.message }));
    } finally {
      setPart(undefined);
      if (input.current) input.current.value = '';
    }
  };
  const preview = sent ? data?.previewStatement : undefined;
  const heading = (preview?.heading ?? []) as string[]; // as the server reads the file
  const run = async () => {
    const done = sent ? await take({ input: { attachmentId: sent, ...balance } }) : undefined;
    if (!done) return;
    notify('banking.taken', { type: 'success', messageArgs: { lines: done.lines, known: done.known } });
    setSent(undefined);
    setClosing('');
  };
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box
        onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); void send(event.dataTransfer.files[0]); }}
        sx={{ border: 1, borderStyle: 'dashed', borderColor: 'divider', borderRadius: 1, p: 2, display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}
      >
        <Button variant="outlined" startIcon={<UploadFileOutlined />} onClick={() => input.current?.click()}>{t('banking.chooseFile')}</Button>
        <Typography color="textSecondary" variant="body2">{t('banking.forms')}</Typography>
        <input ref={input} type="file" hidden data-testid="statement-input" onChange={(event) => void send(event.target.files?.[0])} />
      </Box>
      {part !== undefined && <LinearProgress aria-label={t('banking.sending')} variant={part < 1 ? 'determinate' : 'indeterminate'} value={part * 100} />}
      {(problem ?? error?.message) && <Alert severity="error">{problem ?? error?.message}</Alert>}
      {preview?.problem && <Alert severity={preview.needsMapping || preview.needsBalance ? 'info' : 'error'}>{preview.problem}</Alert>}
      {preview && heading.length > 0 && <Mapping account={account} heading={heading} mapping={preview.mapping} isOpen={preview.needsMapping} onSaved={() => void refetch()} />}
      {preview?.needsBalance && <DecimalField label={t('banking.closing')} value={closing} onChange={setClosing} digitsMax={currencyDigits(account.currencyCode)} digitsMin={currencyDigits(account.currencyCode)} adornment={account.currencyCode} />}
      {preview && preview.statements.length > 0 && (
        <ReportTable
          name={t('banking.inFile')} empty={t('banking.noStatements')}
          columns={[{ label: t('banking.statement') }, { label: t('banking.days') }, { label: t('banking.opening'), numeric: true }, { label: t('banking.closing'), numeric: true }, { label: t('banking.lines'), numeric: true }, { label: t('banking.knownLines'), numeric: true }]}
          rows={preview.statements.map(({ accountName, reference, from, to, opening, closing: end, lines, known, gap, currencyCode }) => ({
            key: reference, cells: [`${accountName} · ${reference}${gap ? ` · ${t('banking.gap', { amount: `${gap} ${currencyCode}` })}` : ''}`, [from, to].map((day) => (day ? dayText(day) : '')).join(' – '), opening ?? '–', end ?? '–', lines, known],
          }))}
        />
      )}
      {preview && preview.sample.length > 0 && (
        <ReportTable
          name={t('banking.sample')} empty="" columns={[{ label: t('banking.day') }, { label: t('banking.payer') }, { label: t('banking.text') }, { label: t('banking.amount'), numeric: true }]}
          rows={preview.sample.slice(0, 10).map(({ on, payerName, text, amount }, index) => ({ key: String(index), cells: [dayText(on), payerName ?? '–', text, amount] }))}
        />
      )}
      {preview && !preview.problem && preview.statements.length > 0 && <Box><Button variant="contained" loading={pending} onClick={() => void run()}>{t('action.importStatement')}</Button></Box>}
    </Box>
  );
}
