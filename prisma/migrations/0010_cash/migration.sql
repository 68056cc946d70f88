-- What a bank takes for a return, and how far money may be off the rate of its day, by account; what a proposal comes to by them.
ALTER TABLE "CollectionAccount" ADD COLUMN "returnFeeMinor" BIGINT NOT NULL DEFAULT 3000, ADD COLUMN "changeTolerance" DECIMAL(9,6) NOT NULL DEFAULT 0.025;
ALTER TABLE "CollectionAccount" ADD CONSTRAINT "CollectionAccount_returnFee" CHECK ("returnFeeMinor" >= 0 AND "changeTolerance" BETWEEN 0 AND 1);
ALTER TABLE "MatchProposal" ADD COLUMN "feeMinor" BIGINT, ADD COLUMN "companyMinor" BIGINT, ADD COLUMN "realisedMinor" BIGINT;
