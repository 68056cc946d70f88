import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { graphql } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { decimalText } from '../shared/numbers.ts';
import type { RecordAction } from '../shared/record/types.ts';
import { issueSupplies } from './queries.ts';
import type { CostObject, Issue } from './queries.ts';
import type { MenuPlan, Preparation, Recipe } from './recipeQueries.ts';

const returnSupplies = graphql(`
  mutation ReturnSupplies($input: ReturnSuppliesInput!) {
    returnSupplies(input: $input) {
      __typename
      ... on ReturnSuppliesPayload { returned { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const prepareRecipe = graphql(`
  mutation PrepareRecipe($input: PrepareRecipeInput!) {
    prepareRecipe(input: $input) {
      __typename
      ... on PrepareRecipePayload { preparation { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const reversePreparation = graphql(`
  mutation ReversePreparation($input: ReversePreparationInput!) {
    reversePreparation(input: $input) {
      __typename
      ... on ReversePreparationPayload { preparation { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const requestShortage = graphql(`
  mutation RequestShortage($input: RequestShortageInput!) {
    requestShortage(input: $input) {
      __typename
      ... on RequestShortagePayload { requisition { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const deleteMenuPlan = graphql(`
  mutation DeleteMenuPlan($input: DeleteMenuPlanInput!) {
    deleteMenuPlan(input: $input) {
      __typename
      ... on DeleteMenuPlanPayload { name }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

/** One thing for one cost object: the rest on the page of its own. */
function IssueDialog({ costObject, onClose }: { costObject: CostObject; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.issueSupplies')} document={issueSupplies} onClose={onClose}
      input={({ warehouseId, issuedOn, person, productId, quantity, unitId }) => ({
        costObjectId: costObject.id, warehouseId: warehouseId || null, issuedOn, person: person || null, lines: [{ productId, quantity, unitId: unitId || null }],
      })}
      initial={{ productId: '', quantity: '1', unitId: '', warehouseId: '', issuedOn: today(), person: '' }}
      faultAt={{ STOCK_NEGATIVE: 'quantity', STOCK_RESERVED: 'quantity' }}
    >
      <ReferenceInput source="productId" reference="products" filter={{ isStocked: true }} label={t('supplies.product')} required />
      <QuantityInput source="quantity" label={t('supplies.quantity')} required />
      <ReferenceInput source="unitId" reference="units" label={t('supplies.unit')} help={t('supplies.unitHelp')} />
      <ReferenceInput source="warehouseId" reference="warehouses" filter={{ isActive: true }} label={t('supplies.site')} help={t('supplies.siteHelp')} />
      <DayInput source="issuedOn" label={t('supplies.day')} required />
      <TextInput source="person" label={t('supplies.person')} />
    </ActionDialog>
  );
}
export const costObjectActions: readonly RecordAction<CostObject>[] = [
  { name: 'issueSupplies', document: issueSupplies, input: () => ({}), permission: 'supplies.issue', primary: true, dialog: (costObject, close) => <IssueDialog costObject={costObject} onClose={close} /> },
];

const isSome = (quantity: unknown) => typeof quantity === 'string' && quantity !== '' && quantity !== '0';

/** All that can come back, unless less is typed. */
function ReturnDialog({ issue, onClose }: { issue: Issue; onClose: () => void }) {
  const t = useT();
  const open = issue.lines.filter(({ returnable }) => returnable !== '0');
  return (
    <ActionDialog
      title={t('action.returnSupplies')} document={returnSupplies} onClose={onClose}
      input={({ on, reason, quantities }) => ({
        issueId: issue.id, on, reason,
        lines: open.map(({ id }, index) => ({ lineId: id, quantity: (quantities as string[])[index] })).filter(({ quantity }) => isSome(quantity)),
      })}
      initial={{ on: today(), reason: '', quantities: open.map(({ returnable }) => returnable) }}
    >
      <DayInput source="on" label={t('supplies.day')} required />
      {open.map((line, index) => (
        <Box key={line.id} sx={{ display: 'grid', gridTemplateColumns: { sm: '1fr 200px' }, gap: 1, alignItems: 'center' }}>
          <Typography>
            <bdi>{line.product.name}</bdi>
          </Typography>
          <QuantityInput
            source={`quantities.${index}`} label={t('supplies.cameBack', { product: line.product.name })}
            help={t('supplies.canComeBack', { quantity: decimalText(line.returnable) })} unit={line.product.unit.code}
          />
        </Box>
      ))}
      <TextInput source="reason" label={t('stock.why')} required multiline />
    </ActionDialog>
  );
}
export const issueActions: readonly RecordAction<Issue>[] = [
  {
    name: 'returnSupplies', document: returnSupplies, input: () => ({}), permission: 'supplies.issue', when: ({ kind, isReturned }) => kind === 'ISSUE' && !isReturned,
    dialog: (issue, close) => <ReturnDialog issue={issue} onClose={close} />,
  },
];

/** So many portions; a dish that is not kept in stock asks who bears it. */
export function PrepareDialog({ recipe, portions, costObjectId = '', warehouseId = '', onClose }: {
  recipe: Pick<Recipe, 'id' | 'portions'> & { product: Pick<Recipe['product'], 'isStocked' | 'unit'> }; portions?: string; costObjectId?: string; warehouseId?: string; onClose: () => void;
}) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.prepareRecipe')} document={prepareRecipe} onClose={onClose}
      input={({ portions: many, warehouseId: site, costObjectId: bearer, preparedOn, note, lot }) => ({
        recipeId: recipe.id, portions: many, warehouseId: site || null, costObjectId: bearer || null, preparedOn, note: note || null,
        ...(lot ? { lots: [{ code: lot }] } : {}),
      })}
      initial={{ portions: portions ?? recipe.portions, warehouseId, costObjectId, preparedOn: today(), note: '', lot: '' }}
    >
      <QuantityInput source="portions" label={t('supplies.portions')} unit={recipe.product.unit.code} required />
      {!recipe.product.isStocked && <ReferenceInput source="costObjectId" reference="costObjects" filter={{ isActive: true }} label={t('supplies.bearer')} required />}
      <ReferenceInput source="warehouseId" reference="warehouses" filter={{ isActive: true }} label={t('supplies.site')} help={t('supplies.siteHelp')} />
      <DayInput source="preparedOn" label={t('supplies.day')} required />
      {recipe.product.isStocked && <TextInput source="lot" label={t('supplies.lot')} help={t('supplies.lotHelp')} />}
      <TextInput source="note" label={t('stock.note')} multiline />
    </ActionDialog>
  );
}
export const recipeActions: readonly RecordAction<Recipe>[] = [
  {
    name: 'prepareRecipe', document: prepareRecipe, input: () => ({}), permission: 'supplies.issue', primary: true,
    dialog: (recipe, close) => <PrepareDialog recipe={recipe} onClose={close} />,
  },
];

function ReverseDialog({ preparation, onClose }: { preparation: Preparation; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.reversePreparation')} document={reversePreparation} danger onClose={onClose}
      input={({ reason }) => ({ preparationId: preparation.id, reason })} initial={{ reason: '' }}
    >
      <TextInput source="reason" label={t('stock.why')} required multiline />
    </ActionDialog>
  );
}
export const preparationActions: readonly RecordAction<Preparation>[] = [
  {
    name: 'reversePreparation', document: reversePreparation, input: () => ({}), permission: 'supplies.issue', danger: true, when: ({ status }) => status === 'POSTED',
    dialog: (preparation, close) => <ReverseDialog preparation={preparation} onClose={close} />,
  },
];

export const menuPlanActions: readonly RecordAction<MenuPlan>[] = [
  { name: 'requestShortage', document: requestShortage, input: ({ id }) => ({ menuPlanId: id }), permission: 'supplies.manage', primary: true, confirm: { kind: 'plain' } },
  { name: 'deleteMenuPlan', document: deleteMenuPlan, input: ({ id }) => ({ menuPlanId: id }), permission: 'supplies.manage', danger: true, confirm: { kind: 'plain' }, then: () => '/menuPlans' },
];
