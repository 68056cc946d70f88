import { sourceOf } from '../../data/client.ts';
import { listVariables } from '../../data/list.ts';
import type { ListParams } from '../../data/list.ts';
import { loadedQueries } from '../../data/resource.ts';

/** The query behind a list, as GraphiQL takes it. */
export function graphqlOf(resource: string, params: ListParams): string {
  const variables = JSON.stringify(listVariables(params), null, 2);
  return `${sourceOf(loadedQueries(resource).list)}\n\n# variables\n${variables.replace(/^/gm, '# ')}\n`;
}

/** The same as a command; the key comes from the shell, so that none is ever copied. */
export function curlOf(resource: string, params: ListParams): string {
  const body = { query: sourceOf(loadedQueries(resource).list), variables: listVariables(params) };
  const quoted = JSON.stringify(body).replaceAll("'", `'\\''`);
  return [
    `curl -sS '${location.origin}/graphql'`,
    `-H 'content-type: application/json'`,
    `-H "authorization: Bearer $HESABU_KEY"`,
    `--data-raw '${quoted}'`,
  ].join(' \\\n  ');
}
