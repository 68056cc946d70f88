import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { useStore } from 'ra-core';
import { useDeferredValue, useState } from 'react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import { pathOfId, resourceOfType } from '../data/resource.ts';
import { searchAll } from '../data/search.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { useAppearance } from './AppTheme.tsx';
import { useCreatable, useDestinations } from './domains.ts';
import { paletteLook } from './paletteLook.ts';

type Recent = { path: string; label: string };
const RECENT_MAX = 8;
const matches = (label: string, text: string) => label.toLowerCase().includes(text.trim().toLowerCase());

/** Ctrl-K: records of every kind, pages and actions; with nothing typed, what was opened last. */
export function Palette({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const { nameWithin, resourceName } = useLabels();
  const [text, setText] = useState('');
  const search = useDeferredValue(text.trim());
  const [recent, setRecent] = useStore<Recent[]>('palette.recent', []);
  const [, setAppearance] = useAppearance();
  const destinations = useDestinations().filter(({ label }) => matches(label, text));
  const creatable = useCreatable().map((name) => ({ name, label: t('list.create', { name: nameWithin(name, 1) }) }));
  const { data: found = [], isFetching } = useQuery({
    queryKey: ['search', search],
    queryFn: ({ signal }) => searchAll(search, signal),
    enabled: search.length > 0,
    placeholderData: (previous) => (search ? previous : undefined),
  });
  const hits = found.filter(({ id }) => pathOfId(id) !== undefined);
  const open = (path: string, label: string) => {
    setRecent([{ path, label }, ...recent.filter((other) => other.path !== path)].slice(0, RECENT_MAX));
    onClose();
    void navigate(path);
  };
  const run = (action: () => void) => () => {
    onClose();
    action();
  };
  const actions = [
    ...creatable.map(({ name, label }) => ({ label, run: () => open(`/${name}/create`, label) })),
    ...(['light', 'dark', 'system'] as const).map((value) => ({ label: t(`palette.${value}`), run: run(() => setAppearance(value)) })),
    { label: t('keys.title'), run: run(onKeys) },
    { label: t('app.graphiql'), run: run(() => window.location.assign('/graphiql')) },
  ].filter(({ label }) => text.trim() === '' || matches(label, text));
  const kinds = [...new Set(hits.map(({ kind }) => kind))];
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="palette-title" slotProps={{ paper: { sx: { alignSelf: 'flex-start' } } }}>
      <Box sx={paletteLook}>
        <Box component="h2" id="palette-title" sx={{ position: 'absolute', clipPath: 'inset(50%)' }}>
          {t('app.search')}
        </Box>
        <Command shouldFilter={false} loop label={t('app.search')}>
          <Command.Input autoFocus value={text} onValueChange={setText} placeholder={t('palette.placeholder')} />
          <Command.List aria-busy={isFetching}>
            <Command.Empty>{isFetching ? t('app.loading') : t('palette.nothing')}</Command.Empty>
            {text.trim() === '' && recent.length > 0 && (
              <Group heading={t('palette.recent')}>
                {recent.map(({ path, label }) => (
                  <Item key={path} id={`recent ${path}`} label={label} onSelect={() => open(path, label)} />
                ))}
              </Group>
            )}
            {text.trim() !== '' &&
              kinds.map((kind) => (
                <Group key={kind} heading={resourceName(resourceOfType(kind) ?? kind)}>
                  {hits
                    .filter((hit) => hit.kind === kind)
                    .map(({ id, label, detail }) => (
                      <Item key={id} id={id} label={label} detail={detail ?? ''} onSelect={() => open(pathOfId(id) ?? '/', label)} />
                    ))}
                </Group>
              ))}
            {destinations.length > 0 && (
              <Group heading={t('palette.pages')}>
                {destinations.map(({ path, label }) => (
                  <Item key={path} id={`page ${path}`} label={label} onSelect={() => open(path, label)} />
                ))}
              </Group>
            )}
            {actions.length > 0 && (
              <Group heading={t('palette.actions')}>
                {actions.map((action) => (
                  <Item key={action.label} id={`action ${action.label}`} label={action.label} onSelect={action.run} />
                ))}
              </Group>
            )}
          </Command.List>
        </Command>
      </Box>
    </Dialog>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return <Command.Group heading={heading}>{children}</Command.Group>;
}

function Item({ id, label, detail = '', onSelect }: { id: string; label: string; detail?: string; onSelect: () => void }) {
  return (
    <Command.Item value={id} onSelect={onSelect}>
      <bdi>{label}</bdi>
      <span>{detail}</span>
    </Command.Item>
  );
}
