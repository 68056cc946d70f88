const RECENT_MAX = 6;
const key = (resource: string) => `hesabu.recent.${resource}`;

/** Ids of a resource that this person chose or opened last, newest first; kept in the browser. */
export function recentIds(resource: string): string[] {
  const stored: unknown = JSON.parse(localStorage.getItem(key(resource)) ?? '[]');
  return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
}

export function rememberRecent(resource: string, id: string): void {
  const next = [id, ...recentIds(resource).filter((other) => other !== id)].slice(0, RECENT_MAX);
  localStorage.setItem(key(resource), JSON.stringify(next));
}
