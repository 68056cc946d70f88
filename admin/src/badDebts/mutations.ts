import { graphql } from '../data/graphql.ts';

export const writeOffDebt = graphql(`
  mutation WriteOffDebt($input: WriteOffDebtInput!) {
    writeOffDebt(input: $input) {
      __typename
      ... on WriteOffDebtPayload { writeOff { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const cancelWriteOff = graphql(`
  mutation CancelWriteOff($input: CancelWriteOffInput!) {
    cancelWriteOff(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const reverseWriteOff = graphql(`
  mutation ReverseWriteOff($input: ReverseWriteOffInput!) {
    reverseWriteOff(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const writeOffSmall = graphql(`
  mutation WriteOffSmall($input: WriteOffSmallInput!) {
    writeOffSmall(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const saveBadDebtSettings = graphql(`
  mutation SaveBadDebtSettings($input: SaveBadDebtSettingsInput!) {
    saveBadDebtSettings(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const provideFor = graphql(`
  mutation ProvideFor($input: ProvideForInput!) {
    provideFor(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const releaseProvision = graphql(`
  mutation ReleaseProvision($input: ReleaseProvisionInput!) {
    releaseProvision(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const saveProvisionMatrix = graphql(`
  mutation SaveProvisionMatrix($input: SaveProvisionMatrixInput!) {
    saveProvisionMatrix(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const postProvision = graphql(`
  mutation PostProvision($input: PostProvisionInput!) {
    postProvision(input: $input) {
      __typename
      ... on PostProvisionPayload { provisionRun { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const reverseProvision = graphql(`
  mutation ReverseProvision($input: ReverseProvisionInput!) {
    reverseProvision(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const recordRecovery = graphql(`
  mutation RecordRecovery($input: RecordRecoveryInput!) {
    recordRecovery(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const reverseRecovery = graphql(`
  mutation ReverseRecovery($input: ReverseRecoveryInput!) {
    reverseRecovery(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
