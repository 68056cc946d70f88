import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';

export const sheetQuery = graphql(`
  query CountSheetPage($id: ID!) {
    node(id: $id) { ... on CountSheet { id counterName stockCount { id number status isBlind lineCount countedCount warehouse { id name } } } }
  }
`);
export const findQuery = graphql(`
  query FindToCount($stockCountId: ID!, $code: String!) {
    countLinesOf(stockCountId: $stockCountId, code: $code) { id state hint product { id sku name unit { id code } } bin { id code } lot { id code } }
    scannedProducts(code: $code) { quantity unit { id code } product { id sku name unit { id code } } }
  }
`);
export const toCountQuery = graphql(`
  query NextToCount($filter: CountLineFilter) {
    countLines(first: 12, filter: $filter, orderBy: NO_ASC) { nodes { id state hint product { id sku name unit { id code } } bin { id code } lot { id code } } }
  }
`);

type Line = ResultOf<typeof findQuery>['countLinesOf'][number];
type Product = ResultOf<typeof findQuery>['scannedProducts'][number]['product'];
/** What was scanned, where it was a case: its unit, and how many pieces it holds. */
export type Case = { unit: string; quantity: string };
/** A line of the session, or a product that was not expected. */
export type Target = (Line | { id: null; product: Product }) & { scanned?: Case };
export const isNew = (target: Target): target is { id: null; product: Product; scanned?: Case } => target.id === null;
export const placeOf = (target: Target): string => (isNew(target) ? target.product.id : target.id);
