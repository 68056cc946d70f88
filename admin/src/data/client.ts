import { Kind, print } from 'graphql';
import type { DocumentNode } from 'graphql';
import { ApiError, statusOf } from './apiError.ts';
import { faultsOf } from './faultsOf.ts';
import type { Fault } from './faultsOf.ts';
import type { TadaDocumentNode } from './graphql.ts';
import { pruned } from './pruned.ts';

type Options = { signal?: AbortSignal | undefined; idempotencyKey?: string | undefined };
type Answer = { data?: unknown; errors?: Fault[] };

/** Shows the sign-in dialog and resolves to true once the session lives again; set by SessionGate. */
let signInAgain: (() => Promise<boolean>) | undefined;
export function onSessionLost(handler: typeof signInAgain): void {
  signInAgain = handler;
}

export const operationName = (document: DocumentNode): string | undefined => {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return operation?.kind === Kind.OPERATION_DEFINITION ? operation.name?.value : undefined;
};

/** What the viewer may see; set by the session. */
let may: (permission: string) => boolean = () => true;
export function onRights(check: typeof may): void {
  may = check;
}

/** The operation as it is sent: without what the viewer may not see. */
export const sourceOf = (document: DocumentNode): string => print(pruned(document, may));

async function send(document: DocumentNode, variables: unknown, options: Options): Promise<Answer & { id?: string }> {
  const headers: Record<string, string> = { 'content-type': 'application/json', 'x-hesabu-client': 'console' };
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey;
  const body = JSON.stringify({ query: sourceOf(document), variables, operationName: operationName(document) });
  let response: Response;
  try {
    const signal = options.signal ?? null;
    response = await fetch('/graphql', { method: 'POST', credentials: 'same-origin', headers, body, signal });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError('app.error.offline', 0, { code: 'OFFLINE' });
  }
  const id = response.headers.get('x-request-id') ?? undefined;
  // The answer's shape is the GraphQL protocol's; a proxy's HTML page counts as "unavailable".
  const answer = (await response.json().catch(() => undefined)) as Answer | undefined;
  if (!answer) throw new ApiError('app.error.unavailable', 503, { code: 'UNAVAILABLE', requestId: id });
  return { ...answer, ...(id ? { id } : {}) };
}

/** Asks the API; throws ApiError. A lost session is mended once by asking the person to sign in again. */
export async function request<Result, Variables>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
  options: Options = {},
): Promise<Result> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await send(document, variables, options);
    const fault = answer.errors?.[0];
    if (!fault) return answer.data as Result; // the document's type is checked against schema.graphql
    const code = fault.extensions?.code ?? 'INTERNAL';
    const requestId = fault.extensions?.requestId ?? answer.id;
    if (code === 'UNAUTHENTICATED' && attempt === 0 && signInAgain && (await signInAgain())) continue;
    throw new ApiError(fault.message, statusOf(code), { code, requestId, faults: faultsOf(fault) });
  }
}
