import type { InputKind } from '../shared/input.ts';
import { isCommonPassword } from './commonPasswords.ts';

const PASSWORD_MAX = 200;
const PASSWORD_MIN = 8;

/** A password as it was typed: nothing is trimmed or refused, so that only the comparison tells. */
export const password = (): InputKind<string> => ({
  shape: { scalar: 'String' }, optional: false,
  read: (value) => String(value).slice(0, PASSWORD_MAX + 1),
});

/** A password to be: 8 to 200 characters, none of those that are guessed first. */
export const newPassword = (): InputKind<string> => ({
  shape: { scalar: 'String' }, optional: false, describe: '8 to 200 characters.',
  read: (value, path, { issues }) => {
    const given = String(value);
    const length = [...given].length;
    if (length < PASSWORD_MIN) issues.push({ path, code: 'text_short', facts: { min: PASSWORD_MIN } });
    else if (length > PASSWORD_MAX) issues.push({ path, code: 'text_long', facts: { max: PASSWORD_MAX } });
    else if (isCommonPassword(given)) issues.push({ path, code: 'password_common' });
    return given;
  },
});
