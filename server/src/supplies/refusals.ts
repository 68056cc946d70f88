import { refusal } from '../shared/refusal.ts';

/** Nothing more is charged to it. */
export const CostObjectClosed = refusal('COST_OBJECT_CLOSED', { costObject: 'id:CostObject', name: 'text' });
export const SupplyReturnTooMuch = refusal('SUPPLY_RETURN_TOO_MUCH', { productName: 'text', left: 'quantity', wanted: 'quantity' });
/** A return is not brought back; all of an issue was. */
export const SupplyNotReturnable = refusal('SUPPLY_NOT_RETURNABLE', { number: 'text', reason: 'text' });
export const ParAtLevel = refusal('PAR_AT_LEVEL', { warehouseName: 'text' });
/** An ingredient is made of the dish itself. */
export const RecipeCircle = refusal('RECIPE_CIRCLE', { productName: 'text' });
/** The kit's components were set by hand: the recipe must be said to replace them. */
export const RecipeComponents = refusal('RECIPE_COMPONENTS', { productName: 'text' });
export const RecipeInactive = refusal('RECIPE_INACTIVE', { productName: 'text' });
/** All that a menu needs is there, on its way or asked for. */
export const NothingShort = refusal('NOTHING_SHORT', { name: 'text' });
export const PreparationReversed = refusal('PREPARATION_REVERSED', { number: 'text' });
