import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, QuantityInput, ReferenceInput } from '../shared/form/inputs.tsx';
import { decimalText, percentText } from '../shared/numbers.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';

export const productUnitsQuery = graphql(`
  query UnitsOfProduct($id: ID!) {
    node(id: $id) {
      ... on Product { id unit { id code } units { id factor isPurchaseUnit isSaleUnit unit { id code name } perUnit { id code } } }
    }
  }
`);
const setProductUnit = graphql(`
  mutation SetProductUnit($input: SetProductUnitInput!) {
    setProductUnit(input: $input) {
      __typename
      ... on SetProductUnitPayload { product { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const removeProductUnit = graphql(`
  mutation RemoveProductUnit($input: RemoveProductUnitInput!) {
    removeProductUnit(input: $input) {
      __typename
      ... on RemoveProductUnitPayload { product { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
type Found = Extract<NonNullable<ResultOf<typeof productUnitsQuery>['node']>, { units: unknown }>;

/** Units of a product's own: bought in cases, kept in pieces. */
export function Units({ productId }: { productId: string }) {
  const t = useT();
  const [adding, setAdding] = useState(false);
  const [remove, { pending }] = useAction(removeProductUnit);
  const { data } = useAsk(productUnitsQuery, { id: productId });
  if (!data) return <Skeleton variant="rounded" height={120} />;
  const product = data.node as Found | null; // asked of a product
  if (!product) return null;
  const mayManage = may('catalogue.manage');
  const yes = (is: boolean) => (is ? '✓' : '');
  return (
    <>
      <Typography color="textSecondary">{t('units.about')}</Typography>
      <ReportTable
        name={t('units.tab')}
        columns={[{ label: t('units.one') }, { label: t('units.equals'), numeric: true }, { label: t('units.isPurchaseUnit') }, { label: t('units.isSaleUnit') }, ...(mayManage ? [{ label: '' }] : [])]}
        rows={product.units.map(({ id, factor, isPurchaseUnit, isSaleUnit, unit, perUnit }) => ({
          key: id,
          cells: [
            `${unit.code} · ${unit.name}`, <bdi key="factor" className="figure">{`${factor} ${perUnit.code}`}</bdi>, yes(isPurchaseUnit), yes(isSaleUnit),
            ...(mayManage ? [
              <Button key="remove" size="small" disabled={pending} aria-label={t('units.removeUnit', { unit: unit.code })} onClick={() => void remove({ input: { productUnitId: id } })}>
                {t('action.removeProductUnit')}
              </Button>,
            ] : []),
          ],
        }))}
        empty={t('units.none')}
      />
      {mayManage && <Button variant="outlined" sx={{ justifySelf: 'start' }} onClick={() => setAdding(true)}>{t('action.setProductUnit')}</Button>}
      {adding && <UnitDialog productId={productId} code={product.unit.code} onClose={() => setAdding(false)} />}
    </>
  );
}

function UnitDialog({ productId, code, onClose }: { productId: string; code: string; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.setProductUnit')} document={setProductUnit} onClose={onClose} faultAt={{ UNIT_CONTRADICTION: 'quantity', UNIT_UNLINKED: 'perUnitId' }}
      input={({ perUnitId, of, ...values }) => ({ productId, ...values, perUnitId: perUnitId || null, of: of || null })}
      initial={{ unitId: '', quantity: '', perUnitId: '', of: '1', isPurchaseUnit: false, isSaleUnit: false }}
    >
      <ReferenceInput source="unitId" reference="units" label={t('units.identity')} required />
      <QuantityInput source="quantity" label={t('units.quantity')} unit={code} required />
      <ReferenceInput source="perUnitId" reference="units" label={t('units.perUnit')} help={t('units.perUnitHelp')} />
      <QuantityInput source="of" label={t('units.of')} help={t('units.ofHelp')} />
      <BooleanInput source="isPurchaseUnit" label={t('units.isPurchaseUnit')} />
      <BooleanInput source="isSaleUnit" label={t('units.isSaleUnit')} />
    </ActionDialog>
  );
}

export const productRecipeQuery = graphql(`
  query RecipeOfProduct($id: ID!) {
    node(id: $id) {
      ... on Product {
        id
        recipes { id portions lines { id entered yieldRate product { id name } unit { code } } }
        usedIn(first: 100) { nodes { id entered unit { code } recipe { id product { name } } } }
      }
    }
  }
`);
type Made = Extract<NonNullable<ResultOf<typeof productRecipeQuery>['node']>, { recipes: unknown }>;

/** What a product is made of, and what is made of it. */
export function RecipeOfProduct({ productId }: { productId: string }) {
  const t = useT();
  const { data } = useAsk(productRecipeQuery, { id: productId });
  if (!data) return <Skeleton variant="rounded" height={120} />;
  const product = data.node as Made | null; // asked of a product
  if (!product) return null;
  const [recipe] = product.recipes;
  return (
    <>
      {recipe ? (
        <ReportTable
          name={t('supplies.ingredients')}
          columns={[{ label: t('supplies.ingredient') }, { label: t('supplies.ready'), numeric: true }, { label: t('supplies.yield'), numeric: true }]}
          rows={recipe.lines.map((line) => ({
            key: line.id, cells: [<ReferenceLink key="product" value={line.product} />, `${decimalText(line.entered)} ${line.unit.code}`, percentText(line.yieldRate)],
          }))}
          empty={t('supplies.noIngredients')}
        />
      ) : <Typography color="textSecondary">{t('units.noRecipe')}</Typography>}
      {recipe && <ReferenceLink value={{ id: recipe.id, name: t('units.recipe') }} />}
      {!recipe && may('supplies.manage') && (
        <Button component={Link} to={`/recipes/create?${new URLSearchParams({ product: productId }).toString()}`} variant="outlined" sx={{ justifySelf: 'start' }}>{t('units.writeRecipe')}</Button>
      )}
      {product.usedIn.nodes.length > 0 && (
        <ReportTable
          name={t('units.usedIn')} columns={[{ label: t('units.usedIn') }, { label: t('supplies.quantity'), numeric: true }]}
          rows={product.usedIn.nodes.map(({ id, entered, unit, recipe: dish }) => ({ key: id, cells: [<ReferenceLink key="dish" value={{ id: dish.id, name: dish.product.name }} />, `${decimalText(entered)} ${unit.code}`] }))}
          empty=""
        />
      )}
    </>
  );
}
