import { graphql } from '../data/graphql.ts';

export const changeContract = graphql(`
  mutation ChangeContract($input: ChangeContractInput!) {
    changeContract(input: $input) { __typename ... on ChangeContractPayload { contract { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const raiseContracts = graphql(`
  mutation RaiseContracts($input: RaiseContractsInput!) {
    raiseContracts(input: $input) { __typename ... on RaiseContractsPayload { raised } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const pauseContract = graphql(`
  mutation PauseContract($input: PauseContractInput!) {
    pauseContract(input: $input) { __typename ... on PauseContractPayload { contract { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const resumeContract = graphql(`
  mutation ResumeContract($input: ResumeContractInput!) {
    resumeContract(input: $input) { __typename ... on ResumeContractPayload { contract { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const endContract = graphql(`
  mutation EndContract($input: EndContractInput!) {
    endContract(input: $input) { __typename ... on EndContractPayload { contract { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const billContract = graphql(`
  mutation BillContract($input: BillContractInput!) {
    billContract(input: $input) { __typename ... on BillContractPayload { contract { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
