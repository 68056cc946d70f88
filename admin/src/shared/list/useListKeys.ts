import { useListContext, useResourceContext } from 'ra-core';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { mayDo } from '../../data/authProvider.ts';
import type { Row } from '../../data/list.ts';
import { resourceSpec } from '../../data/resource.ts';
import { useKeys } from '../keys/useKeys.ts';

export const SEARCH_ID = 'list-search';
export const rowPath = (resource: string, id: string): string => {
  const own = resourceSpec(resource).pages;
  const path = `/${resource}/${encodeURIComponent(id)}`;
  return own.show ? `${path}/show` : path;
};

/** Whether a row of a list leads anywhere: some tell all there is of them in the list itself. */
export const hasPage = (resource: string): boolean => {
  const { show, edit } = resourceSpec(resource).pages;
  return Boolean(show ?? edit);
};

/** j, k, Enter, x, n and / of a list; gives the index of the row that they point at. */
export function useListKeys(selectable: boolean): number {
  const { data = [], page, onToggleItem } = useListContext<Row>();
  const resource = useResourceContext() ?? '';
  const navigate = useNavigate();
  const [active, setActive] = useState(-1);
  useEffect(() => setActive(-1), [page, resource]);
  const row = data[active];
  const move = (by: number) => {
    const next = Math.min(Math.max(active + by, 0), data.length - 1);
    setActive(next);
    document.querySelector(`[data-row="${String(next)}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const creatable = resourceSpec(resource).pages.create && mayDo(resource, 'create');
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    Enter: row && hasPage(resource)
      ? (event) => {
          const onControl = event.target instanceof Element && event.target.closest('a, button, [role=button], [role=tab]');
          if (onControl instanceof HTMLElement) onControl.click();
          else void navigate(rowPath(resource, row.id));
        }
      : undefined,
    x: selectable && row ? () => onToggleItem(row.id) : undefined,
    n: creatable ? () => void navigate(`/${resource}/create`) : undefined,
    '/': () => document.getElementById(SEARCH_ID)?.focus(),
  });
  return active;
}
