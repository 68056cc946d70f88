-- Mails about parcels that do not come: to the orders' sales people, and to the customer.
ALTER TYPE "MailKind" ADD VALUE 'PARCEL_ALERT';
ALTER TYPE "MailKind" ADD VALUE 'PARCEL_NOTICE';

-- Rules about payments that came back and about write-offs count days, too. As text: the values are of the migration before.
ALTER TABLE "HoldRule" DROP CONSTRAINT "HoldRule_check", ADD CONSTRAINT "HoldRule_check" CHECK (("cause"::text IN ('OVERDUE_DAYS', 'BOUNCED_PAYMENTS', 'WRITTEN_OFF')) = ("days" IS NOT NULL));
