// How the firm writes: the head of its papers, where customers are written to, and in which language.
import sql from 'sql-template-tag';
import { updateCustomer } from '../../../server/src/customers/updateCustomer.ts';
import { setCustomerCorrespondence } from '../../../server/src/documents/correspondence.ts';
import { sendDocument } from '../../../server/src/documents/sendDocuments.ts';
import { setDocumentText, setLetterhead } from '../../../server/src/documents/settings.ts';
import { setMailSender } from '../../../server/src/messaging/mailSettings.ts';
import { sendMails } from '../../../server/src/messaging/sendMails.ts';
import { localTransport } from '../../../server/src/messaging/transport.ts';
import { globalId } from '../../../server/src/shared/input.ts';
import { selectRows } from '../../../server/src/shared/rows.ts';
import { company } from '../assumptions.ts';
import { step, type Firm, type Step } from './firm.ts';
import { ibans } from './goods.ts';

/** A compass card, two of its points dark. */
const logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64"><circle cx="32" cy="32" r="29" fill="none" stroke="#1f5f6b" stroke-width="3"/>'
  + '<path d="M32 6l7 26H25z" fill="#1f5f6b"/><path d="M32 58l7-26H25z" fill="#9cc3c9"/><circle cx="32" cy="32" r="4" fill="#fff" stroke="#1f5f6b" stroke-width="2"/></svg>';

/** Customers that are written to in another language than the firm's, or at an address that the files do not have. */
const languages = { ALFKI: 'ZH', BLONP: 'AR', CHOPS: 'FA', ERNSH: 'SW', AROUT: 'EN' };
const addresses = { BAYVW: 'purchasing@bayview.example', CEDAR: 'orders@cedarvine.example', HARBR: 'kitchen@harborlights.example' };

export const letters: Step[] = [
  step(46, async (firm) => {
    const { iban, bic } = ibans.own;
    await firm.act(setLetterhead, 'letterhead', 46, {
      language: 'EN', paper: 'LETTER', address: '507 20th Ave. E.\nSeattle, WA 98122\nUSA', contact: 'Telephone 206-555-9857\nsales@northwind.example\nTax number 91-0000000',
      bankDetails: `${company.name}\nIBAN ${iban}\nBIC ${bic}`, colour: '#1f5f6b', showsBarcode: true, logo: Buffer.from(logo).toString('base64'),
    });
    await firm.act(setDocumentText, 'words', 46, { kind: 'INVOICE', language: 'EN', payment: 'Please name the number of the invoice when you pay.', closing: 'Thank you for your order.', footer: company.name });
    await firm.act(setMailSender, 'sender', 46, { name: company.name, address: 'sales@northwind.example', replyTo: 'sales@northwind.example' });
  }),
  step(45, async (firm) => {
    const [seller] = await selectRows(firm.demo.ctx.db, 'User', sql`t.role = 'SALES'`);
    for (const [code, email] of Object.entries(addresses)) {
      const customerId = await firm.of('Customer', code);
      await firm.act(updateCustomer, `mail ${code}`, 45, { customerId, version: 1, email, ...(seller?.salesPersonId ? { salesPersonId: globalId('SalesPerson', seller.salesPersonId) } : {}) });
    }
    for (const [code, language] of Object.entries(languages)) await firm.act(setCustomerCorrespondence, `language ${code}`, 45, { customerId: await firm.of('Customer', code), language });
  }),
  step(0, async (firm) => {
    for (const key of ['BAYVW-137', 'ALFKI-152']) await firm.act(sendDocument, `mail of ${key}`, 0, { kind: 'ORDER_CONFIRMATION', recordId: firm.kept.get(`order ${key}`) });
  }),
];

/** What was written by mail lies in the mailbox of the firm: a demo sends nothing out of the house. */
export async function postLetters(firm: Firm): Promise<void> {
  const [mails] = await firm.rows<{ due: Date | null }>(sql`SELECT max("dueAt") AS due FROM "Mail"`);
  const due = mails?.due;
  if (due) await sendMails({ db: firm.demo.ctx.db, now: () => due, transport: localTransport, from: undefined });
}
