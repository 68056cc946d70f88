/** Whether a key belongs to what has the focus (a field, an open dialog or menu), and so is no shortcut. */
export function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('input:not([type=checkbox]), textarea, select, [role=combobox]')) return true;
  return document.querySelector('[role=dialog], [role=menu], .MuiPopover-root') !== null;
}

export const isPlain = (event: KeyboardEvent): boolean => !event.ctrlKey && !event.metaKey && !event.altKey;
