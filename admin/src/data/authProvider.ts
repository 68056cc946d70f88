import type { AuthProvider } from 'ra-core';
import { isApiError } from './apiError.ts';
import { request } from './client.ts';
import { graphql } from './graphql.ts';
import { allResources } from './resource.ts';
import { currentSetup, currentViewer, forgetViewer, loadViewer, may } from './session.ts';
import { unwrap } from './unwrap.ts';

const signInMutation = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on SignInPayload { viewer { name } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

const signOutMutation = graphql(`
  mutation SignOut { signOut { __typename } }
`);

/** Opens a session; throws an ApiError when the server declines. */
export async function signIn(input: { email: string; password: string }): Promise<void> {
  unwrap(await request(signInMutation, { input }));
  forgetViewer();
  await loadViewer();
}

const PERMISSION: Record<string, 'read' | 'create' | 'update' | 'delete'> = {
  list: 'read',
  show: 'read',
  export: 'read',
  create: 'create',
  edit: 'update',
  delete: 'delete',
};

export function mayDo(resource: string, action: string): boolean {
  const spec = allResources().find(({ name }) => name === resource);
  const kind = PERMISSION[action];
  return spec === undefined || kind === undefined || may(spec.permissions?.[kind]);
}

export const authProvider: AuthProvider = {
  login: signIn,
  logout: async () => {
    if (currentViewer()) await request(signOutMutation, {}).catch(() => undefined);
    forgetViewer();
  },
  checkAuth: async () => {
    if (await loadViewer()) return;
    // react-admin reads these two from whatever is thrown.
    throw Object.assign(new Error('app.signIn.needed'), {
      redirectTo: currentSetup()?.required ? '/setup' : '/login',
      message: false,
    });
  },
  checkError: async (error: unknown) => {
    if (isApiError(error) && error.status === 401) throw Object.assign(new Error('app.signIn.needed'), { message: false });
  },
  getIdentity: async () => {
    const viewer = await loadViewer();
    return { id: viewer?.email ?? '', fullName: viewer?.name ?? '' };
  },
  getPermissions: async () => (await loadViewer())?.permissions ?? [],
  canAccess: async ({ action, resource }) => {
    await loadViewer();
    return mayDo(resource, action);
  },
};
