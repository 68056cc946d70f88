// Each domain declares its face; then all types are made at once, as they refer to each other.
import './access/graphql.ts';
import './events/graphql.ts';
import './work/graphql.ts';
import './accounting/graphql.ts';
import './catalogue/graphql.ts';
import './customers/graphql.ts';
import './inventory/graphql.ts';
import './purchasing/graphql.ts';
import './payables/graphql.ts';
import './pricing/graphql.ts';
import './receivables/graphql.ts';
import './payments/graphql.ts';
import './orders/graphql.ts';
import './fulfilment/graphql.ts';
import './billing/graphql.ts';
import './costing/graphql.ts';
import './setup/graphql.ts';
import './analytics/exploreFace.ts';
import './analytics/savedViews.ts';
import './analytics/search.ts';
import './lanesFace.ts';
import './ledgerEffect.ts';
import { makeActionFields } from './actionFields.ts';
import { builder } from './builder.ts';
import { makeFaces } from './face.ts';
import { makeMutations } from './mutations.ts';

makeFaces();
makeActionFields();
makeMutations();

export const schema = builder.toSchema();
