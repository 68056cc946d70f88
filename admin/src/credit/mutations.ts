import { graphql } from '../data/graphql.ts';

export const createCreditApplication = graphql(`
  mutation CreateCreditApplication($input: CreateCreditApplicationInput!) {
    createCreditApplication(input: $input) { __typename ... on CreateCreditApplicationPayload { application { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const updateCreditApplication = graphql(`
  mutation UpdateCreditApplication($input: UpdateCreditApplicationInput!) {
    updateCreditApplication(input: $input) { __typename ... on UpdateCreditApplicationPayload { application { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } ... on ChangedMeanwhile { version fields { field mine theirs } } }
  }
`);
export const submitCreditApplication = graphql(`
  mutation SubmitCreditApplication($input: SubmitCreditApplicationInput!) {
    submitCreditApplication(input: $input) { __typename ... on SubmitCreditApplicationPayload { application { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const answerCreditReference = graphql(`
  mutation AnswerCreditReference($input: AnswerCreditReferenceInput!) {
    answerCreditReference(input: $input) { __typename ... on AnswerCreditReferencePayload { application { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const assessCredit = graphql(`
  mutation AssessCredit($input: AssessCreditInput!) {
    assessCredit(input: $input) { __typename ... on AssessCreditPayload { assessment { id score risk } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const proposeCredit = graphql(`
  mutation ProposeCredit($input: ProposeCreditInput!) {
    proposeCredit(input: $input) { __typename ... on ProposeCreditPayload { approval { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const declineCreditApplication = graphql(`
  mutation DeclineCreditApplication($input: DeclineCreditApplicationInput!) {
    declineCreditApplication(input: $input) { __typename ... on DeclineCreditApplicationPayload { application { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const withdrawCreditApplication = graphql(`
  mutation WithdrawCreditApplication($input: WithdrawCreditApplicationInput!) {
    withdrawCreditApplication(input: $input) { __typename ... on WithdrawCreditApplicationPayload { application { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const rateCredit = graphql(`
  mutation RateCredit($input: RateCreditInput!) {
    rateCredit(input: $input) { __typename ... on RateCreditPayload { rating { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const recordCreditReview = graphql(`
  mutation RecordCreditReview($input: RecordCreditReviewInput!) {
    recordCreditReview(input: $input) { __typename ... on RecordCreditReviewPayload { change { id } review { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const setCreditPolicy = graphql(`
  mutation SetCreditPolicy($input: SetCreditPolicyInput!) {
    setCreditPolicy(input: $input) { __typename ... on SetCreditPolicyPayload { grandfathered } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } ... on ChangedMeanwhile { version fields { field mine theirs } } }
  }
`);
export const publishScorecard = graphql(`
  mutation PublishScorecard($input: PublishScorecardInput!) {
    publishScorecard(input: $input) { __typename ... on PublishScorecardPayload { scorecard { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const setCustomerNorm = graphql(`
  mutation SetCustomerNorm($input: SetCustomerNormInput!) {
    setCustomerNorm(input: $input) { __typename ... on SetCustomerNormPayload { norm { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const setDeviationTolerances = graphql(`
  mutation SetDeviationTolerances($input: SetDeviationTolerancesInput!) {
    setDeviationTolerances(input: $input) {
      __typename ... on SetDeviationTolerancesPayload { customerPolicy { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export const startDeviationRun = graphql(`
  mutation StartDeviationRun {
    startDeviationRun { __typename ... on StartDeviationRunPayload { run { id } } ... on Refusal { code message } }
  }
`);
export const cancelDeviationRun = graphql(`
  mutation CancelDeviationRun($input: CancelDeviationRunInput!) {
    cancelDeviationRun(input: $input) { __typename ... on CancelDeviationRunPayload { run { id } } ... on Refusal { code message } }
  }
`);
export const decideDeviations = graphql(`
  mutation DecideDeviations($input: DecideDeviationsInput!) {
    decideDeviations(input: $input) { __typename ... on DecideDeviationsPayload { deviations { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const shortenTerms = graphql(`
  mutation ShortenTerms($input: ShortenTermsInput!) {
    shortenTerms(input: $input) { __typename ... on ShortenTermsPayload { shortened } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
