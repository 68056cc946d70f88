import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink, Value } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { MoveLink } from './MoveLink.tsx';

const adjustments = graphql(`
  query CostAdjustmentList($first: Int, $after: String, $filter: CostAdjustmentFilter, $orderBy: CostAdjustmentOrderBy) {
    costAdjustments(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id effectiveOn recordedAt
        difference { amount currencyCode }
        move { id kind effectiveOn quantity product { id name } warehouse { id name } order { id number } }
        cause { id kind effectiveOn sourceType product { id name } }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const adjustmentTotals = graphql(`
  query CostAdjustmentTotals($filter: CostAdjustmentFilter) { costAdjustments(first: 1, filter: $filter) { totals { difference { amount currencyCode } } } }
`);
const adjustmentsById = graphql(`
  query CostAdjustmentsById($ids: [ID!]!) { nodes(ids: $ids) { ... on CostAdjustment { id effectiveOn } } }
`);
const layers = graphql(`
  query StockLayerList($first: Int, $after: String, $filter: StockLayerFilter, $orderBy: StockLayerOrderBy) {
    stockLayers(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id effectiveOn units value { amount currencyCode } product { id name } warehouse { id name } move { id kind effectiveOn product { id name } } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const layerTotals = graphql(`
  query StockLayerTotals($filter: StockLayerFilter) { stockLayers(first: 1, filter: $filter) { totals { units value { amount currencyCode } } } }
`);
const layersById = graphql(`
  query StockLayersById($ids: [ID!]!) { nodes(ids: $ids) { ... on StockLayer { id effectiveOn } } }
`);

export type CostAdjustmentRow = ResultOf<typeof adjustments>['costAdjustments']['nodes'][number];
export type StockLayerRow = ResultOf<typeof layers>['stockLayers']['nodes'][number];
// Neither has a page of its own: a row tells all there is.
export const adjustmentQueries: Queries = { list: adjustments, totals: adjustmentTotals, one: adjustmentsById, many: adjustmentsById };
export const layerQueries: Queries = { list: layers, totals: layerTotals, one: layersById, many: layersById };

export const adjustmentFields: readonly Field<CostAdjustmentRow>[] = [
  { name: 'effectiveOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'product', kind: 'text', card: 'title', render: ({ move }) => <ReferenceLink value={move.product} />, csv: ({ move }) => move.product.name },
  { name: 'move', kind: 'reference', reference: 'stockMoves', render: ({ move }) => <MoveLink move={move} />, csv: ({ move }) => `${move.kind} ${move.effectiveOn}` },
  {
    name: 'order', kind: 'text', card: 'detail', csv: ({ move }) => move.order?.number ?? '',
    render: ({ move: { order } }) => (order ? <ReferenceLink value={{ id: order.id, number: order.number ?? '' }} /> : <Value field={{ kind: 'text' }} value={null} />),
  },
  { name: 'difference', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'cause', kind: 'reference', reference: 'stockMoves', card: 'detail', render: ({ cause }) => <MoveLink move={cause} />, csv: ({ cause }) => (cause ? `${cause.kind} ${cause.effectiveOn}` : '') },
  { name: 'recordedAt', kind: 'instant', sort: true, filter: true, hidden: true },
];
export const ownAdjustmentFields = adjustmentFields.filter(({ name }) => ['effectiveOn', 'difference', 'cause', 'recordedAt'].includes(name)).map((field) => ({ ...field, hidden: false }));
export const layerFields: readonly Field<StockLayerRow>[] = [
  { name: 'effectiveOn', kind: 'day', sort: true, filter: true, card: 'title' },
  { name: 'units', kind: 'quantity', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'value', kind: 'money', sort: true, filter: true, total: true, card: 'detail' },
  { name: 'move', kind: 'reference', reference: 'stockMoves', render: ({ move }) => <MoveLink move={move} />, csv: ({ move }) => (move ? dayText(move.effectiveOn) : '') },
];
