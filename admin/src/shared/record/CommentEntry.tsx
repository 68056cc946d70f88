import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { lazy, Suspense, useState } from 'react';
import type { Comment } from '../../data/comments.ts';
import { retractCommentMutation } from '../../data/comments.ts';
import { useAction } from '../../data/useAction.ts';
import { useT } from '../../i18n/useT.ts';
import { instantText } from '../days.ts';
import { Markdown } from './markdown.tsx';
import { toTyped } from './mentions.ts';

const Composer = lazy(async () => ({ default: (await import('./Composer.tsx')).Composer }));

/** A comment among what happened to its record: who, when, what, and its former wordings. */
export function CommentEntry({ subject, comment }: { subject: string; comment: Comment }) {
  const t = useT();
  const [isEditing, setEditing] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const [retract, { pending }] = useAction(retractCommentMutation);
  const { id, text, authorName, createdAt, editedAt, revisions, actions } = comment;
  const may = (name: string) => actions.some((each) => each.name === name && each.allowed);
  const former = revisions.slice(0, -1);
  return (
    <Paper component="li" variant="outlined" sx={{ px: 1.5, py: 1, borderInlineStartWidth: 3, borderInlineStartColor: 'primary.main' }}>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'baseline' }}>
        <Typography variant="body2" sx={{ fontWeight: 600 }}>{authorName}</Typography>
        <Typography variant="caption" color="textSecondary" sx={{ flex: 1 }}>
          <time dateTime={createdAt}>{instantText(createdAt)}</time>
          {editedAt && text !== null && ` · ${t('comments.edited')}`}
        </Typography>
        {text !== null && may('editComment') && !isEditing && <Button size="small" onClick={() => setEditing(true)}>{t('comments.editIt')}</Button>}
        {text !== null && may('retractComment') && <Button size="small" color="inherit" loading={pending} onClick={() => void retract({ input: { commentId: id } })}>{t('comments.retract')}</Button>}
      </Box>
      {text === null && <Typography variant="body2" color="textSecondary" sx={{ fontStyle: 'italic' }}>{t('comments.retracted')}</Typography>}
      {text !== null && !isEditing && <Markdown text={text} />}
      {isEditing && (
        <Suspense>
          <Composer subject={subject} edited={comment} onDone={() => setEditing(false)} />
        </Suspense>
      )}
      {former.length > 0 && (
        <Button size="small" color="inherit" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{t('comments.former', { count: former.length })}</Button>
      )}
      {isOpen && (
        <Box component="ol" sx={{ m: 0, paddingInlineStart: 2.5 }}>
          {former.map(({ no, text: said, byName, at }) => (
            <Typography component="li" variant="body2" color="textSecondary" key={no} sx={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
              {t('comments.wording', { name: byName, when: instantText(at) })} {toTyped(said ?? '').typed}
            </Typography>
          ))}
        </Box>
      )}
    </Paper>
  );
}
