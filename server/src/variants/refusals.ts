import { refusal } from '../shared/refusal.ts';

/** The template has this combination already. */
export const VariantExists = refusal('VARIANT_EXISTS', { combination: 'text', product: 'id:Product', productName: 'text' });
/** A template has at most 500 variants. */
export const VariantsTooMany = refusal('VARIANTS_TOO_MANY', { templateName: 'text', most: 'int', asked: 'int' });
/** `reason`: value (variants have it, so it stays) or same (without the option two variants would be the same). */
export const OptionInUse = refusal('OPTION_IN_USE', { reason: 'text', optionName: 'text', valueName: 'text', variants: 'int' });
export const TemplateInUse = refusal('TEMPLATE_IN_USE', { templateName: 'text', variants: 'int' });
/** `state`: variant (of some template already) or alone (no variant). */
export const VariantAlready = refusal('VARIANT_ALREADY', { productName: 'text', state: 'text', templateName: 'text' });
/** There is no template price to go back to. */
export const TemplatePriceless = refusal('TEMPLATE_PRICELESS', { templateName: 'text' });
