import { onRights, request } from './client.ts';
import { graphql } from './graphql.ts';
import type { ResultOf } from './graphql.ts';
import { tellOwnCurrency } from '../shared/numbers.ts';

const startQuery = graphql(`
  query Start {
    setup { required version }
    bell { unread }
    viewer {
      kind name email role roleLabel permissions locale timeZone
      salesPerson { id name }
      company { id name currencyCode timeZone }
      setupRequired
    }
  }
`);

export const setupQuery = graphql(`
  query Setup {
    setup { required version demoSignIns { email password role roleLabel name } }
  }
`);

type Start = ResultOf<typeof startQuery>;
export type Viewer = NonNullable<Start['viewer']>;

let known: Viewer | null = null;
let installed: Start['setup'] | undefined;
let unread = 0;
let loading: Promise<Viewer | null> | undefined;

/** Who is signed in; asked once per page load. */
export function loadViewer(): Promise<Viewer | null> {
  loading ??= request(startQuery, {}).then(
    ({ viewer, setup, bell }) => {
      installed = setup;
      unread = bell?.unread ?? 0;
      tellOwnCurrency(viewer?.company?.currencyCode);
      return (known = viewer);
    },
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

export function forgetViewer(): void {
  known = null;
  loading = undefined;
}

export const currentViewer = (): Viewer | null => known;
/** The server's version and whether it still waits for its company; known once the viewer is loaded. */
export const currentSetup = () => installed;
/** How much was unread when the page was loaded. */
export const unreadAtStart = (): number => unread;
export const may = (permission: string | undefined): boolean =>
  permission === undefined || (known?.permissions.includes(permission) ?? false);
onRights(may);

/** Today's business day: the calendar day in the company's time zone. */
export function today(): string {
  const timeZone = known?.company?.timeZone ?? 'UTC';
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date());
}
