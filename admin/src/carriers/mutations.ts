import { graphql } from '../data/graphql.ts';

export const askRates = graphql(`mutation AskRates($input: AskRatesInput!) { askRates(input: $input) { __typename
  ... on AskRatesPayload { asked } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const buyLabels = graphql(`mutation BuyLabels($input: BuyLabelsInput!) { buyLabels(input: $input) { __typename
  ... on BuyLabelsPayload { labels { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const retryLabel = graphql(`mutation RetryLabel($input: RetryLabelInput!) { retryLabel(input: $input) { __typename
  ... on RetryLabelPayload { label { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const cancelLabel = graphql(`mutation CancelLabel($input: CancelLabelInput!) { cancelLabel(input: $input) { __typename
  ... on CancelLabelPayload { label { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const trackParcel = graphql(`mutation TrackParcel($input: TrackParcelInput!) { trackParcel(input: $input) { __typename
  ... on TrackParcelPayload { label { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const noteTracking = graphql(`mutation NoteTracking($input: NoteTrackingInput!) { noteTracking(input: $input) { __typename
  ... on NoteTrackingPayload { label { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const testCarrier = graphql(`mutation TestCarrier($input: TestCarrierInput!) { testCarrier(input: $input) { __typename
  ... on TestCarrierPayload { carrier { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const setCarrierKey = graphql(`mutation SetCarrierKey($input: SetCarrierKeyInput!) { setCarrierKey(input: $input) { __typename
  ... on SetCarrierKeyPayload { carrier { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const renewWebhookSecret = graphql(`mutation RenewWebhookSecret($input: RenewWebhookSecretInput!) { renewWebhookSecret(input: $input) { __typename
  ... on RenewWebhookSecretPayload { secret } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const removeCarrierBill = graphql(`mutation RemoveCarrierBill($input: RemoveCarrierBillInput!) { removeCarrierBill(input: $input) { __typename
  ... on RemoveCarrierBillPayload { removed } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const acceptCharge = graphql(`mutation AcceptCharge($input: AcceptChargeInput!) { acceptCharge(input: $input) { __typename
  ... on AcceptChargePayload { line { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export const withdrawCharge = graphql(`mutation WithdrawCharge($input: WithdrawChargeInput!) { withdrawCharge(input: $input) { __typename
  ... on WithdrawChargePayload { line { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
