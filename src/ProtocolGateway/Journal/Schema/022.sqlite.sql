-- How EVSEs, connectors, stations and pools stand, as their CPOs reported it: the newest of each.
-- DueAt: when an EVSE's state will have been stable for long enough; null when nothing is to be told.
-- The columns Owed... are what was last owed to partners, and the exchange that owed it.
CREATE TABLE EvseStates (
  Owner TEXT NOT NULL,
  Scope TEXT NOT NULL,
  IdKey TEXT NOT NULL,
  Id TEXT NOT NULL,
  Availability TEXT,
  AvailabilityAt INTEGER,
  AvailabilityUntil INTEGER,
  AvailabilityComment TEXT,
  Busy TEXT,
  BusyAt INTEGER,
  BusyUntil INTEGER,
  BusyComment TEXT,
  PartnerId TEXT NOT NULL,
  Protocol TEXT NOT NULL,
  Operation TEXT NOT NULL,
  HeardAt INTEGER NOT NULL,
  Document BLOB NOT NULL,
  Headers TEXT NOT NULL,
  Answer TEXT,
  Losses TEXT,
  DueAt INTEGER,
  OwedAvailability TEXT,
  OwedBusy TEXT,
  OwedExchange TEXT,
  PRIMARY KEY (Owner, Scope, IdKey)
);
CREATE INDEX EvseStates_Due ON EvseStates (DueAt) WHERE DueAt IS NOT NULL;
CREATE INDEX EvseStates_Scope ON EvseStates (Scope) WHERE Scope <> 'Evse';
