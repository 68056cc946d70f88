import AttachFile from '@mui/icons-material/AttachFileOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import LinearProgress from '@mui/material/LinearProgress';
import Link from '@mui/material/Link';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { useEffect, useRef, useState } from 'react';
import { isApiError } from '../data/apiError.ts';
import { filePath, filesQuery, removeAttachmentMutation, sendFile } from '../data/files.ts';
import type { Attachment } from '../data/files.ts';
import { onNews } from '../data/live.ts';
import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { instantText } from '../shared/days.ts';
import { sizeText } from './sizeText.ts';

type Sending = { key: string; name: string; part: number; problem?: string; stop: () => void };

/** The files of a record: dropped or chosen, on their way, here, and taken away. */
export function Files({ subject }: { subject: string }) {
  const t = useT();
  const translate = useTranslate();
  const client = useQueryClient();
  const { data, error } = useAsk(filesQuery, { subject });
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const [isOver, setOver] = useState(false);
  const [seen, setSeen] = useState<Attachment>();
  const [removed, setRemoved] = useState<Attachment>();
  const input = useRef<HTMLInputElement>(null);
  const renew = () => client.invalidateQueries();
  useEffect(() => onNews(({ changes }) => {
    if (changes.some(({ id, kind, isOwn }) => id === subject && !isOwn && kind.startsWith('file'))) void client.invalidateQueries({ queryKey: ['ask', 'Files'] });
  }), [client, subject]);

  const change = (key: string, what: Partial<Sending>) => setSending((all) => all.map((each) => (each.key === key ? { ...each, ...what } : each)));
  const drop = (key: string) => setSending((all) => all.filter((each) => each.key !== key));
  const send = async (file: File) => {
    const key = crypto.randomUUID();
    const leaving = new AbortController();
    setSending((all) => [...all, { key, name: file.name, part: 0, stop: () => leaving.abort() }]);
    try {
      const path = `/files?${new URLSearchParams({ subject, name: file.name }).toString()}`;
      await sendFile<{ attachmentId: string }>(path, file, { signal: leaving.signal, idempotencyKey: key, onProgress: (part) => change(key, { part }) });
      drop(key);
      await renew();
    } catch (problem) {
      if (!isApiError(problem)) throw problem;
      if (problem.facts.code === 'ABORTED') drop(key);
      else change(key, { problem: translate(problem.message, { _: problem.message }) });
    }
  };
  const sendAll = async (files: FileList | null) => {
    // One after another: each has the whole line.
    for (const file of files ?? []) await send(file);
  };
  if (error) return <Typography role="alert">{error.message}</Typography>;
  if (!data) return <Skeleton variant="rounded" height={160} />;
  const files = data.attachments.nodes;
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      {may('files.write') && (
        <Box
          onDragOver={(event) => { event.preventDefault(); setOver(true); }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => { event.preventDefault(); setOver(false); void sendAll(event.dataTransfer.files); }}
          sx={{ border: 1, borderStyle: 'dashed', borderColor: isOver ? 'primary.main' : 'divider', borderRadius: 1, p: 2, display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}
        >
          <Button variant="outlined" startIcon={<AttachFile />} onClick={() => input.current?.click()}>{t('files.add')}</Button>
          <Typography color="textSecondary" variant="body2">{t('files.drop')}</Typography>
          <input
            ref={input} type="file" multiple hidden data-testid="files-input"
            onChange={(event) => {
              const chosen = event.target.files;
              void sendAll(chosen).finally(() => { if (input.current) input.current.value = ''; });
            }}
          />
        </Box>
      )}
      {sending.map(({ key, name, part, problem, stop }) => (problem === undefined
        ? (
          <Paper key={key} variant="outlined" sx={{ p: 1.5, display: 'flex', gap: 1.5, alignItems: 'center' }}>
            <Typography variant="body2" noWrap sx={{ maxWidth: 240 }}><bdi>{name}</bdi></Typography>
            <LinearProgress aria-label={t('files.sending', { name })} variant={part < 1 ? 'determinate' : 'indeterminate'} value={part * 100} sx={{ flex: 1 }} />
            <Button size="small" onClick={stop}>{t('app.cancel')}</Button>
          </Paper>
        )
        : <Alert key={key} severity="error" onClose={() => drop(key)}>{t('files.failed', { name, problem })}</Alert>))}
      {files.length === 0 && <Typography color="textSecondary">{t('files.none')}</Typography>}
      {files.length > 0 && (
        <Paper variant="outlined" component="ul" aria-label={t('files.title')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {files.map((file) => <Entry key={file.id} file={file} onSee={() => setSeen(file)} onRemove={() => setRemoved(file)} />)}
        </Paper>
      )}
      {(data.attachments.totalCount ?? 0) > files.length && <Typography color="textSecondary">{t('files.more', { shown: files.length })}</Typography>}
      {seen && <Preview file={seen} onClose={() => setSeen(undefined)} />}
      {removed && (
        <ActionDialog
          danger title={t('action.removeAttachment')} document={removeAttachmentMutation} initial={{ reason: '' }} onClose={() => setRemoved(undefined)} onDone={() => void renew()}
          input={({ reason }) => ({ attachmentId: removed.id, reason: reason === '' ? null : reason })}
        >
          <Typography>{t('files.removeAsk', { name: removed.fileName })}</Typography>
          <TextInput source="reason" label={t('files.reason')} multiline />
        </ActionDialog>
      )}
    </Box>
  );
}

const isShown = (type: string): boolean => type === 'application/pdf' || /^image\/(png|jpeg|gif|webp)$/.test(type);

function Entry({ file, onSee, onRemove }: { file: Attachment; onSee: () => void; onRemove: () => void }) {
  const t = useT();
  const { id, fileName, mediaType, bytes, status, createdAt, uploadedByName, removedByName, removedAt, removeReason, actions } = file;
  const isHere = status === 'KEPT';
  return (
    <Box component="li" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', px: 1.5, py: 1, borderBlockEnd: '1px solid', borderColor: 'divider', '&:last-of-type': { border: 0 } }}>
      <Box sx={{ flex: 1, minWidth: 200 }}>
        <Typography variant="body2" sx={{ fontWeight: 560, overflowWrap: 'anywhere' }}>
          {isHere ? <Link href={filePath(id)} download={fileName}><bdi>{fileName}</bdi></Link> : <del><bdi>{fileName}</bdi></del>}
        </Typography>
        <Typography variant="caption" color="textSecondary">
          {t('files.facts', { size: sizeText(bytes), name: uploadedByName, when: instantText(createdAt) })}
          {!isHere && ` · ${t('files.removed', { name: removedByName ?? '', when: removedAt === null ? '' : instantText(removedAt) })}`}
          {removeReason && ` · ${removeReason}`}
        </Typography>
      </Box>
      {isHere && isShown(mediaType) && <Button size="small" onClick={onSee} aria-label={t('files.seeOf', { name: fileName })}>{t('files.see')}</Button>}
      {actions.some(({ allowed }) => allowed) && <Button size="small" color="inherit" onClick={onRemove} aria-label={t('files.removeOf', { name: fileName })}>{t('files.remove')}</Button>}
    </Box>
  );
}

function Preview({ file: { id, fileName, mediaType }, onClose }: { file: Attachment; onClose: () => void }) {
  const t = useT();
  const path = filePath(id, true);
  return (
    <Dialog open onClose={onClose} maxWidth="lg" fullWidth aria-labelledby="file-seen">
      <DialogTitle id="file-seen"><bdi>{fileName}</bdi></DialogTitle>
      <DialogContent sx={{ textAlign: 'center' }}>
        {mediaType === 'application/pdf'
          ? <Box component="iframe" src={path} title={fileName} sx={{ inlineSize: '100%', blockSize: '70vh', border: 0 }} />
          : <Box component="img" src={path} alt={fileName} sx={{ maxInlineSize: '100%', maxBlockSize: '70vh' }} />}
      </DialogContent>
      <DialogActions>
        <Button component="a" href={filePath(id)} download={fileName}>{t('files.download')}</Button>
        <Button onClick={onClose}>{t('app.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
