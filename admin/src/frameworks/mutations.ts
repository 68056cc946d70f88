import { graphql } from '../data/graphql.ts';

export const activateFramework = graphql(`
  mutation ActivateFramework($input: ActivateFrameworkInput!) {
    activateFramework(input: $input) { __typename ... on ActivateFrameworkPayload { framework { id } change { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const callOffFramework = graphql(`
  mutation CallOffFramework($input: CallOffFrameworkInput!) {
    callOffFramework(input: $input) { __typename ... on CallOffFrameworkPayload { order { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const planCallOffs = graphql(`
  mutation PlanCallOffs($input: PlanCallOffsInput!) {
    planCallOffs(input: $input) { __typename ... on PlanCallOffsPayload { framework { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const extendFramework = graphql(`
  mutation ExtendFramework($input: ExtendFrameworkInput!) {
    extendFramework(input: $input) { __typename ... on ExtendFrameworkPayload { framework { id } change { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const endFramework = graphql(`
  mutation EndFramework($input: EndFrameworkInput!) {
    endFramework(input: $input) { __typename ... on EndFrameworkPayload { framework { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const cancelFramework = graphql(`
  mutation CancelFramework($input: CancelFrameworkInput!) {
    cancelFramework(input: $input) { __typename ... on CancelFrameworkPayload { framework { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const deleteFramework = graphql(`
  mutation DeleteFramework($input: DeleteFrameworkInput!) {
    deleteFramework(input: $input) { __typename ... on Refusal { code message } }
  }
`);
