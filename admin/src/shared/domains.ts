import { createContext, use, useMemo } from 'react';
import type { ElementType } from 'react';
import { mayDo } from '../data/authProvider.ts';
import { MENU_GROUPS } from '../data/resource.ts';
import type { MenuGroup } from '../data/resource.ts';
import { currentViewer, may } from '../data/session.ts';
import type { Domain } from '../domain.ts';
import { useLabels, useT } from '../i18n/useT.ts';

export const DomainsContext = createContext<readonly Domain[]>([]);

export type Destination = { path: string; label: string; icon: ElementType; group: MenuGroup; goKey?: string | undefined };

/** Every page the viewer may open, in menu order (in a group reports come last): what menu, palette and go-to keys share. */
export function useDestinations(): Destination[] {
  const domains = use(DomainsContext);
  const t = useT();
  const { resourceName } = useLabels();
  const viewer = currentViewer();
  // The same until somebody else signs in or the language changes.
  return useMemo(() => {
    if (!viewer) return [];
    const pages = domains
      .flatMap((domain) => domain.pages ?? [])
      .filter((page) => !page.hidden && may(page.permission))
      .map(({ path, title, icon, group, goKey }) => ({ path, label: t(title), icon, group, goKey }));
    const lists = domains
      .flatMap((domain) => domain.resources)
      .filter((spec) => spec.pages.list && !spec.hidden && mayDo(spec.name, 'list'))
      .map(({ name, icon, group, goKey }) => ({ path: `/${name}`, label: resourceName(name), icon, group, goKey }));
    return [...lists, ...pages].sort((a, b) => MENU_GROUPS.indexOf(a.group) - MENU_GROUPS.indexOf(b.group));
  }, [domains, viewer, t, resourceName]);
}

/** The resources in which the viewer may create a record. */
export function useCreatable(): string[] {
  return use(DomainsContext)
    .flatMap((domain) => domain.resources)
    .filter((spec) => spec.pages.create && mayDo(spec.name, 'create'))
    .map(({ name }) => name);
}
