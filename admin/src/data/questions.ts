import { request } from './client.ts';
import { merged } from './merged.ts';
import type { Part } from './merged.ts';
import type { AnyDocument } from './resource.ts';
import { queryClient } from './queryClient.ts';

/** A query with the place of its answer in the cache. */
export type Question = Omit<Part, 'document'> & {
  /** The query, or how it is fetched. */
  document: AnyDocument | (() => Promise<AnyDocument>);
  key: readonly unknown[];
  /** What the cache keeps of the answer. */
  read: (data: unknown) => unknown;
  /** How long an answer serves; five seconds as everywhere if not given. */
  freshMs?: number;
};

const FRESH_MS = 5_000;

function isFresh({ key, freshMs = FRESH_MS }: Question): boolean {
  const state = queryClient.getQueryState(key);
  return state?.data !== undefined && !state.isInvalidated && Date.now() - state.dataUpdatedAt < freshMs;
}

/** Questions that ride along with a query, through react-admin's `meta`; the key of its cache does not know of them. */
export class Beside {
  readonly questions: readonly Question[];
  constructor(questions: readonly Question[]) {
    this.questions = questions;
  }
  toJSON(): undefined {
    return undefined;
  }
}

const fetched = async ({ document, variables }: Question): Promise<Part> => ({ document: typeof document === 'function' ? await document() : document, variables });

/** Asks a query and, in the same request, what else the screen shows; those answers go into the cache. */
export async function askBeside(main: Part, beside: readonly Question[], signal?: AbortSignal): Promise<unknown> {
  const questions = beside.filter((question) => !isFresh(question));
  if (questions.length === 0) return request(main.document, main.variables, { signal });
  const { document, variables, split } = merged([main, ...await Promise.all(questions.map(fetched))]);
  const [answer, ...others] = split(await request(document, variables, { signal }));
  questions.forEach(({ key, read }, index) => queryClient.setQueryData(key, read(others[index])));
  return answer;
}

/** Asks one question on its own. */
export async function ask(question: Question, signal?: AbortSignal): Promise<unknown> {
  const { document, variables } = await fetched(question);
  return question.read(await request(document, variables, { signal }));
}

/** Asks several questions in one request, each answer into its place; resolves to how many were asked. */
export async function askAll(questions: readonly Question[], signal?: AbortSignal): Promise<number> {
  const [first, ...others] = questions.filter((question) => !isFresh(question));
  if (!first) return 0;
  queryClient.setQueryData(first.key, first.read(await askBeside(await fetched(first), others, signal)));
  return 1 + others.length;
}
