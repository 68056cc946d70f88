// What warehouse people do, as typed documents.
import { graphql } from '../data/graphql.ts';

export const dispatchTransfer = graphql(`
  mutation DispatchTransfer($input: DispatchTransferInput!) {
    dispatchTransfer(input: $input) {
      __typename
      ... on DispatchTransferPayload { transfer { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const receiveTransfer = graphql(`
  mutation ReceiveTransfer($input: ReceiveTransferInput!) {
    receiveTransfer(input: $input) {
      __typename
      ... on ReceiveTransferPayload { transfer { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const closeTransfer = graphql(`
  mutation CloseTransfer($input: CloseTransferInput!) {
    closeTransfer(input: $input) {
      __typename
      ... on CloseTransferPayload { transfer { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const cancelTransfer = graphql(`
  mutation CancelTransfer($input: CancelTransferInput!) {
    cancelTransfer(input: $input) {
      __typename
      ... on CancelTransferPayload { transfer { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const reverseTransferStep = graphql(`
  mutation ReverseTransferStep($input: ReverseTransferStepInput!) {
    reverseTransferStep(input: $input) {
      __typename
      ... on ReverseTransferStepPayload { transfer { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const createBins = graphql(`
  mutation CreateBins($input: CreateBinsInput!) {
    createBins(input: $input) {
      __typename
      ... on CreateBinsPayload { bins { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const deleteBin = graphql(`
  mutation DeleteBin($input: DeleteBinInput!) {
    deleteBin(input: $input) {
      __typename
      ... on DeleteBinPayload { warehouse { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const moveBinContents = graphql(`
  mutation MoveBinContents($input: MoveBinContentsInput!) {
    moveBinContents(input: $input) {
      __typename
      ... on MoveBinContentsPayload { warehouse { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const setDefaultBin = graphql(`
  mutation SetDefaultBin($input: SetDefaultBinInput!) {
    setDefaultBin(input: $input) {
      __typename
      ... on SetDefaultBinPayload { level { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const applyLayout = graphql(`
  mutation ApplyLayout($input: ApplyLayoutInput!) {
    applyLayout(input: $input) {
      __typename
      ... on ApplyLayoutPayload { warehouse { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const makePickList = graphql(`
  mutation MakePickList($input: MakePickListInput!) {
    makePickList(input: $input) {
      __typename
      ... on MakePickListPayload { pickList { id number } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const pickGoods = graphql(`
  mutation PickGoods($input: PickGoodsInput!) {
    pickGoods(input: $input) {
      __typename
      ... on PickGoodsPayload { pickList { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const cancelPickList = graphql(`
  mutation CancelPickList($input: CancelPickListInput!) {
    cancelPickList(input: $input) {
      __typename
      ... on CancelPickListPayload { pickList { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const shipPicked = graphql(`
  mutation ShipPicked($input: ShipOrderInput!) {
    shipOrder(input: $input) {
      __typename
      ... on ShipOrderPayload { shipment { id number } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
