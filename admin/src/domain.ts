import type { ElementType, FunctionComponent } from 'react';
import type { MessageKey } from './i18n/messages.ts';
import type { MenuGroup, ResourceSpec } from './data/resource.ts';

/** A page beside the resources: a report, a queue, the dashboard. */
export type CustomPage = {
  path: string;
  title: MessageKey;
  icon: ElementType;
  group: MenuGroup;
  goKey?: string;
  permission?: string;
  hidden?: boolean;
  page: FunctionComponent;
};

/** What a domain adds to the console: one line in App.tsx each. */
export type Domain = { resources: readonly ResourceSpec[]; pages?: readonly CustomPage[] };
