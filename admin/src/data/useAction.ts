import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { useCallback, useRef, useState } from 'react';
import { isApiError } from './apiError.ts';
import { request } from './client.ts';
import type { TadaDocumentNode } from './graphql.ts';
import { unwrap } from './unwrap.ts';

type Unwrapped<Result> = Exclude<Result[keyof Result], null | undefined | { code: string; message: string }>;

/**
 * Runs one named mutation: `const [place, { pending }] = useAction(placeOrderMutation)`.
 * Resolves to the payload, or to undefined after a refusal, which is shown to the person as the server worded it.
 * A repeat with the same input after a fault carries the same idempotency key, so nothing happens twice.
 */
export function useAction<Result extends object, Variables>(document: TadaDocumentNode<Result, Variables>) {
  const client = useQueryClient();
  const notify = useNotify();
  const [pending, setPending] = useState(false);
  const last = useRef<{ input: string; key: string }>(undefined);

  const run = useCallback(
    async (variables: Variables, onRefused?: (error: unknown) => void): Promise<Unwrapped<Result> | undefined> => {
      const input = JSON.stringify(variables);
      if (last.current?.input !== input) last.current = { input, key: crypto.randomUUID() };
      setPending(true);
      try {
        const payload = unwrap(await request(document, variables, { idempotencyKey: last.current.key }));
        last.current = undefined;
        await client.invalidateQueries();
        return payload as Unwrapped<Result>; // refusals have just been thrown
      } catch (error) {
        if (!isApiError(error)) throw error;
        if (error.facts.code !== 'OFFLINE') last.current = undefined;
        if (onRefused) onRefused(error);
        else notify(error.message, { type: 'error', autoHideDuration: 8000 });
        return undefined;
      } finally {
        setPending(false);
      }
    },
    [client, document, notify],
  );
  return [run, { pending }] as const;
}
