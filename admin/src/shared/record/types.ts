import type { ReactNode } from 'react';
import type { TadaDocumentNode } from '../../data/graphql.ts';
import type { Question } from '../../data/questions.ts';
import type { AnyField } from '../list/context.ts';

export type Step = { name: string; label: string; on?: string | null; by?: string | null };

/** A mutation offered on a record; the server says whether it is allowed now, and if not, why. */
export type RecordAction<Record_> = {
  /** The mutation's name, as in the record's `actions { name allowed reason }`; label `action.<name>`. */
  name: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- each mutation has its own variables; input() makes them
  document: TadaDocumentNode<any, any>;
  input: (record: Record_) => Record<string, unknown>;
  permission?: string;
  /** Offered whatever the record's `actions` list: the server judges it when it is carried out. */
  always?: boolean;
  /** Asks first. What posts always does, and shows what it will write to the ledger. */
  confirm?: { kind: 'plain' };
  /** Deletes a draft by the resource's `delete`: gone at once, sent when five seconds have passed without Undo. Never for money. */
  undoable?: true;
  /** Left out where it makes no sense for the record at all, such as placing what is placed. */
  when?: (record: Record_) => boolean;
  /** The usual next step: shown filled, before the others. */
  primary?: boolean;
  danger?: boolean;
  /** Where to go after it; stays by default. */
  then?: (payload: Record<string, unknown>) => string | undefined;
  /** A dialog that collects input itself, instead of running the mutation at once. */
  dialog?: (record: Record_, close: () => void) => ReactNode;
};

export type RelatedTab<Record_> = {
  key: string;
  label: string;
  /** A related list: loads on opening, its count beside the name. */
  related?: { resource: string; filter: (record: { id: string }) => Record<string, unknown>; fields: readonly AnyField[]; sort: string };
  content?: (record: Record_) => ReactNode;
  /** What is counted beside the name of a tab with content of its own. */
  count?: { resource: string; filter: (record: { id: string }) => Record<string, unknown> };
  /** Never the one that is open at first. */
  aside?: true;
  /** What the content asks for (`useAsk`), if it follows from the id: asked with the record when the tab is open first. */
  asks?: (id: string) => readonly Question[];
};

export type SmartButton = { resource: string; filter: (record: { id: string }) => Record<string, unknown>; label?: string };
