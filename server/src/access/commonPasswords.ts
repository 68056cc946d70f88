// Passwords that are guessed first: these words, also with digits and signs behind or in place of letters.
const words = new Set(`password passwort passwd pass motdepasse contrasena senha parola wachtwoord admin administrator root user guest
  test tester testing demo welcome willkommen bienvenue letmein login changeme change secret default temp temporary qwerty qwertz
  azerty qwertyuiop qwertzuiop asdfghjkl asdfgh zxcvbnm yxcvbnm iloveyou loveyou lovely sunshine princess prinzessin football
  baseball basketball soccer hockey superman batman spiderman pokemon starwars dragon monkey master shadow michael jennifer jordan
  hunter harley ranger buster tigger ginger pepper cookie cheese summer winter spring autumn january february march april june july
  august september october november december monday friday sunday computer internet samsung google facebook whatever trustno access
  flower freedom hello hallo bonjour killer charlie daniel thomas robert jessica ashley nicole hannah maggie michelle abc abcd
  abcdef abcdefgh company office hesabu northwind invoice accounting kenya nairobi london america france germany liverpool arsenal
  chelsea barcelona juventus mustang ferrari porsche mercedes yamaha corvette matrix phoenix diamond silver golden blessed jesus
  christ heaven angel angels family mother father baby babygirl sweety honey lover passion biteme fuckyou asshole`.split(/\s+/));

const leet: Record<string, string> = { '@': 'a', '4': 'a', '3': 'e', '1': 'i', '!': 'i', '0': 'o', '$': 's', '5': 's', '7': 't' };
const rows = ['0123456789', '9876543210', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop'];

const withoutTail = (text: string) => text.replace(/^[\d\W_]+|[\d\W_]+$/g, '');
/** Made of one short piece again and again, or of neighbours on the keyboard. */
const isPattern = (text: string) => /^(.{1,4})\1+$/.test(text) || rows.some((row) => (row + row).includes(text))
  || /^\d+$/.test(text) && new Set(text).size < 4;

/** Whether a password is among those that are guessed first. */
export function isCommonPassword(password: string): boolean {
  const plain = password.toLowerCase();
  const spelled = [...withoutTail(plain)].map((sign) => leet[sign] ?? sign).join('');
  const bases = [plain, withoutTail(plain), spelled, withoutTail([...plain].map((sign) => leet[sign] ?? sign).join(''))];
  return isPattern(plain) || bases.some((base) => words.has(base) || (base.length > 0 && base.length < 3)) || /^\d{8,10}$/.test(plain);
}
