import { ApiError } from './apiError.ts';
import { graphql } from './graphql.ts';
import type { ResultOf } from './graphql.ts';

export const filesQuery = graphql(`
  query Files($subject: ID!) {
    attachments(first: 100, filter: { subject: { is: $subject } }) {
      nodes {
        id status fileName mediaType bytes createdAt uploadedByName removedByName removedAt removeReason
        actions { name allowed reason }
      }
      totalCount
    }
  }
`);
export type Attachment = ResultOf<typeof filesQuery>['attachments']['nodes'][number];

export const removeAttachmentMutation = graphql(`
  mutation RemoveAttachment($input: RemoveAttachmentInput!) {
    removeAttachment(input: $input) {
      __typename
      ... on RemoveAttachmentPayload { attachment { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

/** Where a file is fetched; `inline` shows it in its place, if it is of a kind that may be. */
export const filePath = (id: string, inline = false): string => `/files/${encodeURIComponent(id)}${inline ? '?inline' : ''}`;

type Sending = { onProgress: (part: number) => void; signal?: AbortSignal; idempotencyKey?: string };
type Fault = { errors?: { message: string; extensions?: { code?: string } }[] };

/** Sends a file to one of the server's own paths and tells how far it is; gives the answer, or throws what the server says of it. */
export function sendFile<Answer>(path: string, file: File, { onProgress, signal, idempotencyKey }: Sending): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('x-hesabu-client', 'console');
    request.setRequestHeader('content-type', 'application/octet-stream');
    if (idempotencyKey) request.setRequestHeader('idempotency-key', idempotencyKey);
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener('error', () => reject(new ApiError('app.error.offline', 0, { code: 'OFFLINE' })));
    request.addEventListener('abort', () => reject(new ApiError('files.cancelled', 0, { code: 'ABORTED' })));
    request.addEventListener('load', () => {
      const answer = request.response as (Answer & Fault) | null; // our own route's JSON
      if (answer && request.status === 200) { resolve(answer); return; }
      const [fault] = answer?.errors ?? [];
      reject(new ApiError(fault?.message ?? 'app.error.unavailable', request.status, { code: fault?.extensions?.code ?? 'UNAVAILABLE' }));
    });
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
