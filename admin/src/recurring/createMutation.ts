import { graphql } from '../data/graphql.ts';

export const createContract = graphql(`
  mutation CreateContract($input: CreateContractInput!) {
    createContract(input: $input) { __typename ... on CreateContractPayload { contract { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
