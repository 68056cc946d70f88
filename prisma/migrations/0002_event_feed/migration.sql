-- The live feed asks for the events of transactions that ended since it last looked: those at or beyond a number, and a few by number.
CREATE INDEX "Event_txid" ON "Event" ("txid");
