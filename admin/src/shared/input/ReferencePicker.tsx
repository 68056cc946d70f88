import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useDataProvider } from 'ra-core';
import { useDeferredValue, useRef, useState } from 'react';
import type { ReactNode, Ref } from 'react';
import { fetchPage } from '../../data/list.ts';
import type { Row } from '../../data/list.ts';
import type { UrlFilter } from '../../data/filter.ts';
import { resourceSpec } from '../../data/resource.ts';
import { useT } from '../../i18n/useT.ts';
import { recentIds, rememberRecent } from '../recent.ts';

type Common = {
  resource: string;
  label: ReactNode;
  /** The name where there is no visible label, as in a grid. */
  ariaLabel?: string;
  filter?: UrlFilter;
  /** The chosen record where the screen has it: not asked for again. */
  known?: Row | undefined;
  error?: boolean;
  helperText?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  id?: string;
  name?: string;
  inputRef?: Ref<HTMLInputElement>;
  onBlur?: () => void;
};
type One = Common & { multiple?: false; value: string; onChange: (id: string, record?: Row) => void };
type Many = Common & { multiple: true; value: readonly string[]; onChange: (ids: string[]) => void };

/** Whether a record used lately may be offered under a filter; only plain yes-or-no conditions are judged here. */
const mayFit = (record: Row, filter: UrlFilter = {}): boolean =>
  Object.entries(filter).every(([name, value]) => typeof value === 'boolean' && (record[name] === undefined || record[name] === value));

/** Records matching a typed code or name, asked for once the list is open; before anything is typed, those used last. */
function useOptions(resource: string, filter: UrlFilter | undefined, text: string, open: boolean) {
  const provider = useDataProvider();
  const search = useDeferredValue(text);
  const { data = [], isFetching, isPlaceholderData } = useQuery({
    queryKey: [resource, 'options', filter, search],
    queryFn: async ({ signal }): Promise<Row[]> => {
      const params = { filter: { ...filter, ...(search ? { search } : {}) }, sort: { field: 'id', order: 'ASC' } as const };
      const page = await fetchPage(resource, { ...params, page: 1, perPage: 20 }, signal);
      const recent = search ? [] : recentIds(resource);
      if (recent.length === 0) return page.rows;
      const { data } = await provider.getMany<Row>(resource, { ids: recent });
      const fitting = data.filter((record) => mayFit(record, filter));
      return [...fitting, ...page.rows.filter(({ id }) => !fitting.some((record) => record.id === id))];
    },
    placeholderData: (previous) => previous,
    staleTime: 30_000,
    enabled: open,
  });
  return { options: data, isFetching, isLate: isPlaceholderData || search !== text };
}

const fits = (label: string, text: string): boolean => label.toLowerCase().includes(text.trim().toLowerCase());

const isNamed = (record: Row): boolean => 'name' in record || 'code' in record || 'number' in record;

/** The same record stays the same object whichever answer brought it: Autocomplete takes another object for another choice. */
function useKept(label: (record: Row) => string) {
  const kept = useRef(new Map<string, Row>());
  return (record: Row): Row => {
    const old = kept.current.get(record.id);
    if (old && (!isNamed(record) || (isNamed(old) && label(old) === label(record)))) return old;
    kept.current.set(record.id, record);
    return record;
  };
}

/** Chooses one record or several by code or name; the value is the id. */
export function ReferencePicker(props: One | Many) {
  const t = useT();
  const provider = useDataProvider();
  const { resource, label, ariaLabel, filter, known, error, helperText, required, disabled, id, name, inputRef, onBlur } = props;
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [picked, setPicked] = useState<readonly Row[]>([]);
  const spec = resourceSpec(resource);
  const ids = props.multiple ? [...props.value] : props.value ? [props.value] : [];
  const { data: chosen } = useQuery({
    queryKey: [resource, 'getMany', { ids }],
    queryFn: () => provider.getMany<Row>(resource, { ids }),
    enabled: ids.some((one) => one !== known?.id),
    placeholderData: (previous) => previous,
  });
  const keep = useKept(spec.label);
  const answered = [...(chosen?.data ?? []), ...(known ? [known] : []), ...picked];
  const [current] = props.multiple ? [] : ids.map((one) => answered.find((record) => record.id === one));
  const typed = current && text === spec.label(current) ? '' : text;
  const { options, isFetching, isLate } = useOptions(resource, filter, open ? typed : '', open);
  const value = ids.map((one) => keep([...answered, ...options].find((record) => record.id === one) ?? { id: one }));
  /** The value beside which the person types; undefined while nothing is being typed. */
  const typingAt = useRef<string>(undefined);
  return (
    <Autocomplete<Row, boolean>
      multiple={Boolean(props.multiple)}
      {...(id ? { id } : {})}
      disabled={disabled ?? false}
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      {...(onBlur ? { onBlur } : {})}
      autoHighlight
      options={options}
      loading={isFetching}
      loadingText={t('app.loading')}
      noOptionsText={t('list.noMatch')}
      // Until the answer to what was typed is here, only what fits it may be picked: Enter must never take another record.
      filterOptions={(all) => (isLate ? all.filter((record) => fits(spec.label(record), typed)) : all)}
      getOptionKey={(record) => record.id}
      getOptionLabel={(record) => (isNamed(record) ? spec.label(record) : '')}
      isOptionEqualToValue={(a, b) => a.id === b.id}
      value={props.multiple ? value : (value[0] ?? null)}
      inputValue={text}
      onInputChange={(_, next, reason) => {
        // With several values the text is the search alone; only a choice empties it, not a render. With one, what is
        // being typed outlives a late answer about the value beside it.
        if (reason === 'reset' && (props.multiple || typingAt.current === props.value)) return;
        typingAt.current = reason === 'input' && !props.multiple ? props.value : undefined;
        setText(next);
      }}
      onChange={(_, next) => {
        const records = next === null ? [] : Array.isArray(next) ? next : [next];
        for (const record of records) rememberRecent(resource, record.id);
        setPicked(records);
        if (props.multiple) props.onChange(records.map((record) => record.id));
        else props.onChange(records[0]?.id ?? '', records[0]);
      }}
      renderOption={({ key, ...item }, record) => (
        <li key={key} {...item}>
          <Typography variant="body2" component="span" noWrap>
            <bdi>{spec.label(record)}</bdi>
          </Typography>
        </li>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          {...(ariaLabel ? { slotProps: { ...params.slotProps, htmlInput: { ...params.slotProps.htmlInput, 'aria-label': ariaLabel } } } : {})}
          {...{ label, helperText, error: error ?? false, required: required ?? false }}
          {...(name ? { name } : {})}
          {...(inputRef ? { inputRef } : {})}
        />
      )}
    />
  );
}
