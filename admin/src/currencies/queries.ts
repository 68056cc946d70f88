import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const currencyList = graphql(`
  query TradingCurrencyList($first: Int, $after: String, $filter: TradingCurrencyFilter, $orderBy: TradingCurrencyOrderBy) {
    tradingCurrencies(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id code isActive rate ratedOn isOld customers }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const currencyOne = graphql(`
  query TradingCurrency($id: ID!) {
    node(id: $id) { ... on TradingCurrency { id version code isActive rate ratedOn isOld customers actions { name allowed reason } } }
  }
`);
const currencyMany = graphql(`
  query TradingCurrenciesById($ids: [ID!]!) { nodes(ids: $ids) { ... on TradingCurrency { id code } } }
`);
const currencyCreate = graphql(`
  mutation TradeIn($input: SetTradingCurrencyInput!) {
    setTradingCurrency(input: $input) { __typename ... on SetTradingCurrencyPayload { tradingCurrency { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export type CurrencyRow = ResultOf<typeof currencyList>['tradingCurrencies']['nodes'][number];
export type Currency = RecordOf<ResultOf<typeof currencyOne>>;
export const currencyQueries: Queries = { list: currencyList, one: currencyOne, many: currencyMany, create: currencyCreate, input: ['code'] };
export { currencyCreate as setTradingCurrency };

const rateList = graphql(`
  query ExchangeRateList($first: Int, $after: String, $filter: ExchangeRateFilter, $orderBy: ExchangeRateOrderBy) {
    exchangeRates(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id currencyCode ratedOn rate source fileName enteredByName recordedAt isStanding }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const rateMany = graphql(`
  query ExchangeRatesById($ids: [ID!]!) { nodes(ids: $ids) { ... on ExchangeRate { id currencyCode ratedOn } } }
`);
const rateOne = graphql(`
  query ExchangeRate($id: ID!) { node(id: $id) { ... on ExchangeRate { id currencyCode ratedOn rate } } }
`);
export type RateRow = ResultOf<typeof rateList>['exchangeRates']['nodes'][number];
export const rateQueries: Queries = { list: rateList, one: rateOne, many: rateMany };

export const enterRate = graphql(`
  mutation EnterRate($input: EnterRateInput!) {
    enterRate(input: $input) { __typename ... on EnterRatePayload { exchangeRate { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const setCurrencyRule = graphql(`
  mutation SetCurrencyRule($input: SetCurrencyRuleInput!) {
    setCurrencyRule(input: $input) { __typename ... on SetCurrencyRulePayload { currencyRule { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const importRates = graphql(`
  mutation ImportRates($input: ImportRatesInput!) {
    importRates(input: $input) { __typename ... on ImportRatesPayload { taken known left } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const previewRates = graphql(`
  query PreviewRates($content: String!) {
    previewRates(content: $content) { source taken known left rates { line currency day text rate before standing } }
  }
`);
/** The rates that a chart shows, newest first. */
export const chartQuery = graphql(`
  query RateChart($id: ID!) {
    node(id: $id) { ... on TradingCurrency { id code rates(first: 60, filter: { isStanding: true }, orderBy: RATED_ON_DESC) { nodes { id ratedOn rate } } } }
  }
`);
export const rateDeskQuery = graphql(`
  query RateDesk($from: Day!) {
    missingRates(from: $from) { code from to documents }
    currencyRules(first: 1) { nodes { id maxAgeDays convertsPrices } }
  }
`);

const revaluationList = graphql(`
  query RevaluationList($first: Int, $after: String, $filter: RevaluationFilter, $orderBy: RevaluationOrderBy) {
    revaluations(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number valuedOn status recordedByName recordedAt gain { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const revaluationOne = graphql(`
  query Revaluation($id: ID!) {
    node(id: $id) {
      ... on Revaluation {
        id number valuedOn status reversedOn reason recordedByName recordedAt gain { amount currencyCode } entry { id sequence } mirrorEntry { id sequence }
        lines { id no name currencyCode rate ratedOn amount { amount currencyCode } booked { amount currencyCode } value { amount currencyCode } gain { amount currencyCode } openItem { id source } }
        actions { name allowed reason }
      }
    }
  }
`);
const revaluationMany = graphql(`
  query RevaluationsById($ids: [ID!]!) { nodes(ids: $ids) { ... on Revaluation { id number } } }
`);
export type RevaluationRow = ResultOf<typeof revaluationList>['revaluations']['nodes'][number];
export type Revaluation = RecordOf<ResultOf<typeof revaluationOne>>;
export const revaluationQueries: Queries = { list: revaluationList, one: revaluationOne, many: revaluationMany };
export const previewRevaluation = graphql(`
  query PreviewRevaluation($valuedOn: Day!) {
    previewRevaluation(valuedOn: $valuedOn) {
      gain { amount currencyCode }
      lines { name currency rate ratedOn amount { amount currencyCode } booked { amount currencyCode } value { amount currencyCode } gain { amount currencyCode } openItem { id source } }
    }
  }
`);
export const revalue = graphql(`
  mutation Revalue($input: RevalueInput!) {
    revalue(input: $input) { __typename ... on RevaluePayload { revaluation { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const reverseRevaluation = graphql(`
  mutation ReverseRevaluation($input: ReverseRevaluationInput!) {
    reverseRevaluation(input: $input) { __typename ... on ReverseRevaluationPayload { revaluation { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const differencesQuery = graphql(`
  query ExchangeDifferences($from: Day!, $to: Day!) {
    exchangeDifferences(from: $from, to: $to) {
      rows { currency name customer { id } supplier { id } realised { amount currencyCode } unrealised { amount currencyCode } }
      realised { amount currencyCode }
      unrealised { amount currencyCode }
    }
  }
`);
export const byCurrencyQuery = graphql(`
  query ReceivablesByCurrency($on: Day!, $customerId: ID) {
    receivablesByCurrency(on: $on, customerId: $customerId) {
      rows { customer { id } name currencyCode receivable { amount currencyCode } overdue { amount currencyCode } unapplied { amount currencyCode } balance { amount currencyCode } worth { amount currencyCode } }
      worth { amount currencyCode }
    }
  }
`);

const conversionList = graphql(`
  query CreditConversionList($first: Int, $after: String, $filter: CreditConversionFilter, $orderBy: CreditConversionOrderBy) {
    creditConversions(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number convertedOn status customer { id name } from { amount currencyCode } amount { amount currencyCode } worth { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const conversionOne = graphql(`
  query CreditConversion($id: ID!) {
    node(id: $id) {
      ... on CreditConversion { id number convertedOn status reversedOn reason recordedAt customer { id name } from { amount currencyCode } amount { amount currencyCode } worth { amount currencyCode } actions { name allowed reason } }
    }
  }
`);
const conversionMany = graphql(`
  query CreditConversionsById($ids: [ID!]!) { nodes(ids: $ids) { ... on CreditConversion { id number } } }
`);
export type ConversionRow = ResultOf<typeof conversionList>['creditConversions']['nodes'][number];
export type Conversion = RecordOf<ResultOf<typeof conversionOne>>;
export const conversionQueries: Queries = { list: conversionList, one: conversionOne, many: conversionMany };
export const reverseConversion = graphql(`
  mutation ReverseConversion($input: ReverseConversionInput!) {
    reverseConversion(input: $input) { __typename ... on ReverseConversionPayload { creditConversion { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const convertCredit = graphql(`
  mutation ConvertCredit($input: ConvertCreditInput!) {
    convertCredit(input: $input) { __typename ... on ConvertCreditPayload { creditConversion { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const tradedQuery = graphql(`
  query TradedCurrencies { tradingCurrencies(first: 100, filter: { isActive: true }, orderBy: CODE_ASC) { nodes { id code } } }
`);
