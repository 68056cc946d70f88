import { graphql } from '../data/graphql.ts';

export const sendDocumentMutation = graphql(`
  mutation SendDocument($input: SendDocumentInput!) {
    sendDocument(input: $input) {
      __typename
      ... on SendDocumentPayload { mail { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const sendDocumentsMutation = graphql(`
  mutation SendDocuments($input: SendDocumentsInput!) {
    sendDocuments(input: $input) {
      __typename
      ... on SendDocumentsPayload { queued withoutAddress }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const printDocumentsMutation = graphql(`
  mutation PrintDocuments($input: PrintDocumentsInput!) {
    printDocuments(input: $input) {
      __typename
      ... on PrintDocumentsPayload { documentRun { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const stopDocumentRunMutation = graphql(`
  mutation StopDocumentRun($input: StopDocumentRunInput!) {
    stopDocumentRun(input: $input) { __typename ... on StopDocumentRunPayload { documentRun { id status } } ... on Refusal { code message } }
  }
`);
export const mailPreviewQuery = graphql(`
  query MailPreview($kind: DocumentKind!, $recordId: ID!, $language: Language, $supplierId: ID, $fromDay: Day, $toDay: Day) {
    mailPreview(kind: $kind, recordId: $recordId, language: $language, supplierId: $supplierId, fromDay: $fromDay, toDay: $toDay) {
      to copyTo language subject body fileName documentPath picturePath
    }
  }
`);
export const setCustomerCorrespondenceMutation = graphql(`
  mutation SetCustomerCorrespondence($input: SetCustomerCorrespondenceInput!) {
    setCustomerCorrespondence(input: $input) {
      __typename
      ... on SetCustomerCorrespondencePayload { correspondence { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const setSupplierCorrespondenceMutation = graphql(`
  mutation SetSupplierCorrespondence($input: SetSupplierCorrespondenceInput!) {
    setSupplierCorrespondence(input: $input) {
      __typename
      ... on SetSupplierCorrespondencePayload { correspondence { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const correspondenceQuery = graphql(`
  query Correspondence($id: ID!) {
    node(id: $id) {
      ... on Customer { correspondence { id language email copyTo declined } }
      ... on Supplier { correspondence { id language email copyTo declined } }
    }
  }
`);
