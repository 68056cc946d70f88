import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import MenuList from '@mui/material/MenuList';
import Paper from '@mui/material/Paper';
import Popper from '@mui/material/Popper';
import TextField from '@mui/material/TextField';
import { useNotify } from 'ra-core';
import { useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { isApiError } from '../../data/apiError.ts';
import { addCommentMutation, colleaguesQuery, editCommentMutation } from '../../data/comments.ts';
import type { Comment } from '../../data/comments.ts';
import { useAction } from '../../data/useAction.ts';
import { useAsk } from '../../data/useAsk.ts';
import { useT } from '../../i18n/useT.ts';
import { soughtAt, toText, toTyped } from './mentions.ts';
import type { Named } from './mentions.ts';

type Props = { subject: string; edited?: Comment; onDone?: () => void };

/** Says something about a record, or words it anew; "@" names a colleague. */
export function Composer({ subject, edited, onDone }: Props) {
  const t = useT();
  const notify = useNotify();
  const id = useId();
  const before = toTyped(edited?.text ?? '');
  const [typed, setTyped] = useState(before.typed);
  const [named, setNamed] = useState<Named[]>(before.named);
  const [sought, setSought] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const input = useRef<HTMLTextAreaElement>(null);
  const [add, adding] = useAction(addCommentMutation);
  const [edit, editing] = useAction(editCommentMutation);
  const pending = adding.pending || editing.pending;

  const look = () => setSought(input.current ? soughtAt(input.current.value, input.current.selectionStart) : undefined);
  const choose = (colleague: Named) => {
    const field = input.current;
    if (!field || sought === undefined) return;
    const [start, end] = [field.selectionStart - sought.length, field.selectionStart];
    setTyped(`${typed.slice(0, start)}${colleague.name} ${typed.slice(end)}`);
    setNamed([...named, colleague]);
    setSought(undefined);
    const caret = start + colleague.name.length + 1;
    requestAnimationFrame(() => { field.focus(); field.setSelectionRange(caret, caret); });
  };
  const refused = (error: unknown) => {
    if (!isApiError(error)) throw error;
    setProblem(error.facts.faults?.[0]?.message ?? error.message);
  };
  const send = async () => {
    if (typed.trim() === '' || pending) return;
    setProblem(undefined);
    const text = toText(typed, named);
    const payload = edited
      ? await edit({ input: { commentId: edited.id, text, version: edited.version } }, refused)
      : await add({ input: { subjectId: subject, text } }, refused);
    const comment = payload && 'comment' in payload ? payload.comment : undefined;
    if (!comment) return;
    const blind = comment.mentions.filter(({ isTold }) => !isTold).map(({ name }) => name);
    if (blind.length > 0) notify(t('comments.notTold', { names: blind.join(', '), count: blind.length }), { type: 'warning', autoHideDuration: 10_000 });
    if (!edited) { setTyped(''); setNamed([]); }
    onDone?.();
  };
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Colleagues sought={sought} anchor={input.current} id={`${id}-names`} onChoose={choose} onLeave={() => setSought(undefined)}>
        {(list) => (
          <TextField
            multiline minRows={2} maxRows={12} fullWidth size="small" value={typed} inputRef={input} label={t(edited ? 'comments.edit' : 'comments.say')}
            error={problem !== undefined} helperText={problem ?? t('comments.help')}
            onChange={(event) => { setTyped(event.target.value); look(); }}
            onKeyDown={(event) => {
              if (list.onKey(event)) return;
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); void send(); }
              if (event.key === 'Escape' && edited) onDone?.();
            }}
            onBlur={() => setSought(undefined)}
            slotProps={{ htmlInput: { dir: 'auto', 'aria-autocomplete': 'list', ...list.aria } }}
          />
        )}
      </Colleagues>
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button variant="contained" size="small" loading={pending} disabled={typed.trim() === ''} onClick={() => void send()}>
          {t(edited ? 'comments.save' : 'comments.send')}
        </Button>
        {edited && <Button size="small" onClick={onDone}>{t('app.cancel')}</Button>}
      </Box>
    </Box>
  );
}

type Listed = { onKey: (event: KeyboardEvent) => boolean; aria: Record<string, string> };
type ColleaguesProps = {
  sought: string | undefined; anchor: HTMLElement | null; id: string; onChoose: (colleague: Named) => void; onLeave: () => void;
  children: (list: Listed) => React.ReactNode;
};

/** Who may be meant, under the text: arrows choose, Enter or Tab takes. */
function Colleagues({ sought, anchor, id, onChoose, onLeave, children }: ColleaguesProps) {
  const t = useT();
  const [at, setAt] = useState(0);
  const isOpen = sought !== undefined;
  const { data } = useAsk(colleaguesQuery, { filter: sought ? { name: { contains: sought } } : {} }, isOpen);
  const found = isOpen ? (data?.colleagues.nodes ?? []) : [];
  const current = found[Math.min(at, found.length - 1)];
  const onKey = (event: KeyboardEvent): boolean => {
    if (found.length === 0 || !current) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((Math.min(at, found.length - 1) + step + found.length) % found.length);
    else if (event.key === 'Enter' || event.key === 'Tab') { onChoose(current); setAt(0); }
    else if (event.key === 'Escape') onLeave();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return (
    <>
      {children({ onKey, aria: found.length > 0 && current ? { 'aria-controls': id, 'aria-activedescendant': `${id}-${current.id}` } : {} })}
      <Popper open={found.length > 0} anchorEl={anchor} placement="bottom-start" sx={{ zIndex: 'modal' }}>
        <Paper variant="outlined" sx={{ minWidth: 220 }}>
          <MenuList dense id={id} role="listbox" aria-label={t('comments.colleagues')}>
            {found.map((colleague) => (
              <MenuItem
                key={colleague.id} id={`${id}-${colleague.id}`} role="option" aria-selected={colleague === current} selected={colleague === current} tabIndex={-1}
                onMouseDown={(event) => { event.preventDefault(); onChoose(colleague); }}
              >
                {colleague.name}
              </MenuItem>
            ))}
          </MenuList>
        </Paper>
      </Popper>
    </>
  );
}
