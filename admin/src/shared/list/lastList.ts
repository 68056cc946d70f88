import type { ListParams } from '../../data/list.ts';

type LastList = { params: ListParams; ids: string[]; hasNextPage: boolean };
const KEY = 'hesabu.lastList.';

/** The list a person came from, so that a record knows its neighbours in it; kept per tab. */
export function rememberList(resource: string, list: LastList): void {
  sessionStorage.setItem(KEY + resource, JSON.stringify(list));
}

export function lastList(resource: string): LastList | undefined {
  const text = sessionStorage.getItem(KEY + resource);
  return text ? (JSON.parse(text) as LastList) : undefined; // written by rememberList above
}
