import type { MessageKey } from '../../i18n/messages.ts';
import type { UrlFilter } from '../../data/filter.ts';
import type { Field } from '../field.tsx';
import type { ReactNode } from 'react';

export type Sort = { field: string; order: 'ASC' | 'DESC' };

/** A named filter above the list, with its count. */
export type View = { key: string; label: MessageKey; filter: UrlFilter; sort?: Sort; permission?: string };

export type BulkContext = { ids: string[]; unselect: () => void };

// Records differ per resource; a list's own fields are typed where it declares them.
// oxlint-disable-next-line typescript/no-explicit-any -- Field is contravariant in its record
export type AnyField = Field<any>;

export type RecordListProps = {
  fields: readonly AnyField[];
  views?: readonly View[];
  sort: Sort;
  /** Buttons in the selection bar. */
  bulkActions?: (context: BulkContext) => ReactNode;
  /** More buttons beside "New". */
  actions?: ReactNode;
  /** Whether `search` is in the filter input; true unless told otherwise. */
  searchable?: boolean;
  /** Ids may be selected; true when there are bulk actions. */
  selectable?: boolean;
};
