import type { RelatedTab } from './types.ts';

// A label is a text of the catalogue, known once that is loaded.
type Aside = Omit<RelatedTab<{ id: string }>, 'label' | 'aside'> & { label: () => string };
const declared: Aside[] = [];

/** Adds a tab that every record with a history has: tasks, files. */
export const addAside = (aside: Aside): void => { declared.push(aside); };

export const asides = (): readonly RelatedTab<{ id: string }>[] => declared.map((each) => ({ ...each, label: each.label(), aside: true }));
