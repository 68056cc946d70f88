import { useEffect, useReducer } from 'react';
import type { ComponentType } from 'react';
import type { Row } from '../../data/list.ts';
import type { RelatedTab } from './types.ts';

// A label is a text of the catalogue, known once that is loaded.
type Added = Omit<RelatedTab<{ id: string }>, 'label' | 'aside'> & { label: () => string };
type ToolPart = ComponentType<{ record: Row }>;
type Tool = { load: () => Promise<ToolPart>; part?: ToolPart | null };
const tools = new Map<string, Tool>();
const tabs = new Map<string, Added[]>();

/** Adds buttons beside the actions of records of these types; they are a chunk of their own, loaded with the first such record. */
export const addTool = (types: Iterable<string>, load: () => Promise<ToolPart>): void => {
  const tool: Tool = { load };
  for (const type of types) tools.set(type, tool);
};
/** Adds a tab to records of a type. */
export const addTab = (type: string, tab: Added): void => { tabs.set(type, [...tabs.get(type) ?? [], tab]); };

/**
 * The buttons that another domain has added to a record's type: null where there are none (or they cannot be had),
 * undefined while they load. A page waits for them: buttons that came later would push others from under the pointer.
 */
export function useAddedTool(type: string): ToolPart | null | undefined {
  const tool = tools.get(type);
  const [, show] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (!tool || tool.part !== undefined) return;
    void tool.load().catch(() => null).then((part) => { tool.part = part; show(); });
  }, [tool]);
  return tool ? tool.part : null;
}
export const addedTabs = (type: string): readonly RelatedTab<{ id: string }>[] => (tabs.get(type) ?? []).map((each) => ({ ...each, label: each.label(), aside: true }));
