import { useStore } from 'ra-core';
import type { AnyField } from './context.ts';

type Stored = { order: string[]; hidden: string[] };

/** The columns a person sees, in his order; kept in the browser per list. */
export function useColumns(resource: string, fields: readonly AnyField[]) {
  const all = fields.filter((field) => field.filter !== 'only');
  const initial = { order: all.map(({ name }) => name), hidden: all.filter(({ hidden }) => hidden).map(({ name }) => name) };
  const [stored, store] = useStore<Stored | null>(`${resource}.columns`, null);
  const known = stored ?? initial;
  const place = (name: string) => (known.order.includes(name) ? known.order.indexOf(name) : known.order.length);
  const ordered = [...all].sort((a, b) => place(a.name) - place(b.name));
  const names = ordered.map(({ name }) => name);
  const visible = ordered.filter(({ name }) => !known.hidden.includes(name));
  return {
    ordered,
    visible,
    isVisible: (name: string) => !known.hidden.includes(name),
    toggle: (name: string) =>
      store({
        order: names,
        hidden: known.hidden.includes(name) ? known.hidden.filter((other) => other !== name) : [...known.hidden, name],
      }),
    move: (name: string, by: -1 | 1) => {
      const at = names.indexOf(name);
      const moved = names.filter((other) => other !== name);
      moved.splice(Math.max(0, at + by), 0, name);
      store({ order: moved, hidden: known.hidden });
    },
    show: (columns: readonly string[]) =>
      store({
        order: [...columns, ...names.filter((name) => !columns.includes(name))],
        hidden: names.filter((name) => !columns.includes(name)),
      }),
    reset: () => store(null),
  };
}
export type Columns = ReturnType<typeof useColumns>;
