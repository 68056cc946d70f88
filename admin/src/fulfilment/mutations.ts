import { graphql } from '../data/graphql.ts';

export const planDeliveries = graphql(`mutation PlanDeliveries($input: PlanDeliveriesInput!) { planDeliveries(input: $input) { __typename
  ... on PlanDeliveriesPayload { deliveries { id number } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const updateDelivery = graphql(`mutation UpdateDelivery($input: UpdateDeliveryInput!) { updateDelivery(input: $input) { __typename
  ... on UpdateDeliveryPayload { delivery { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const splitDelivery = graphql(`mutation SplitDelivery($input: SplitDeliveryInput!) { splitDelivery(input: $input) { __typename
  ... on SplitDeliveryPayload { second { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const mergeDeliveries = graphql(`mutation MergeDeliveries($input: MergeDeliveriesInput!) { mergeDeliveries(input: $input) { __typename
  ... on MergeDeliveriesPayload { delivery { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const cancelDelivery = graphql(`mutation CancelDelivery($input: CancelDeliveryInput!) { cancelDelivery(input: $input) { __typename
  ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const pickDelivery = graphql(`mutation PickDelivery($input: PickDeliveryInput!) { pickDelivery(input: $input) { __typename
  ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const saveParcels = graphql(`mutation SaveParcels($input: SaveParcelsInput!) { saveParcels(input: $input) { __typename
  ... on SaveParcelsPayload { delivery { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const packDelivery = graphql(`mutation PackDelivery($input: PackDeliveryInput!) { packDelivery(input: $input) { __typename
  ... on PackDeliveryPayload { delivery { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const stepBackDelivery = graphql(`mutation StepBackDelivery($input: StepBackDeliveryInput!) { stepBackDelivery(input: $input) { __typename
  ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const shipDelivery = graphql(`mutation ShipDelivery($input: ShipDeliveryInput!) { shipDelivery(input: $input) { __typename
  ... on ShipDeliveryPayload { shipments { id number } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const confirmDelivered = graphql(`mutation ConfirmDelivered($input: ConfirmDeliveredInput!) { confirmDelivered(input: $input) { __typename
  ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const revokeDelivered = graphql(`mutation RevokeDelivered($input: RevokeDeliveredInput!) { revokeDelivered(input: $input) { __typename
  ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);

export const prioritiseOrder = graphql(`mutation PrioritiseOrder($input: PrioritiseOrderInput!) { prioritiseOrder(input: $input) { __typename
  ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const redistributeStock = graphql(`mutation RedistributeStock($input: RedistributeStockInput!) { redistributeStock(input: $input) { __typename
  ... on RedistributeStockPayload { product { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const closeOrderLine = graphql(`mutation CloseOrderLine($input: CloseOrderLineInput!) { closeOrderLine(input: $input) { __typename
  ... on CloseOrderLinePayload { order { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const proposeSubstitution = graphql(`mutation ProposeSubstitution($input: ProposeSubstitutionInput!) { proposeSubstitution(input: $input) { __typename
  ... on ProposeSubstitutionPayload { order { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const answerSubstitution = graphql(`mutation AnswerSubstitution($input: AnswerSubstitutionInput!) { answerSubstitution(input: $input) { __typename
  ... on AnswerSubstitutionPayload { order { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const withdrawSubstitution = graphql(`mutation WithdrawSubstitution($input: WithdrawSubstitutionInput!) { withdrawSubstitution(input: $input) { __typename
  ... on WithdrawSubstitutionPayload { order { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);

export const authoriseReturn = graphql(`mutation AuthoriseReturn($input: AuthoriseReturnInput!) { authoriseReturn(input: $input) { __typename
  ... on AuthoriseReturnPayload { customerReturn { id number } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const receiveReturn = graphql(`mutation ReceiveReturn($input: ReceiveReturnInput!) { receiveReturn(input: $input) { __typename
  ... on ReceiveReturnPayload { receipt { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const reverseReturnReceipt = graphql(`mutation ReverseReturnReceipt($input: ReverseReturnReceiptInput!) { reverseReturnReceipt(input: $input) { __typename
  ... on ReverseReturnReceiptPayload { customerReturn { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const creditReturn = graphql(`mutation CreditReturn($input: CreditReturnInput!) { creditReturn(input: $input) { __typename
  ... on CreditReturnPayload { creditNotes { id number } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const replaceReturn = graphql(`mutation ReplaceReturn($input: ReplaceReturnInput!) { replaceReturn(input: $input) { __typename
  ... on ReplaceReturnPayload { order { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const undoReplacement = graphql(`mutation UndoReplacement($input: UndoReplacementInput!) { undoReplacement(input: $input) { __typename
  ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const endReturn = graphql(`mutation EndReturn($input: EndReturnInput!) { endReturn(input: $input) { __typename
  ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const cancelReturn = graphql(`mutation CancelReturn($input: CancelReturnInput!) { cancelReturn(input: $input) { __typename
  ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
