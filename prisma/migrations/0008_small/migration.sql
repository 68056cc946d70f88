-- Mails about parcels that do not come: to the orders' sales people, and to the customer.
ALTER TYPE "MailKind" ADD VALUE 'PARCEL_ALERT';
ALTER TYPE "MailKind" ADD VALUE 'PARCEL_NOTICE';
