-- How EVSEs, connectors, stations and pools stand, as their CPOs reported it: the newest of each.
-- DueAt: when an EVSE's state will have been stable for long enough; null when nothing is to be told.
-- The columns Owed... are what was last owed to partners, and the exchange that owed it.
CREATE TABLE EvseStates (
  Owner TEXT NOT NULL,
  Scope TEXT NOT NULL,
  IdKey TEXT NOT NULL,
  Id TEXT NOT NULL,
  Availability TEXT,
  AvailabilityAt BIGINT,
  AvailabilityUntil BIGINT,
  AvailabilityComment TEXT,
  Busy TEXT,
  BusyAt BIGINT,
  BusyUntil BIGINT,
  BusyComment TEXT,
  PartnerId TEXT NOT NULL,
  Protocol TEXT NOT NULL,
  Operation TEXT NOT NULL,
  HeardAt BIGINT NOT NULL,
  Document BYTEA NOT NULL,
  Headers TEXT NOT NULL,
  Answer TEXT,
  Losses TEXT,
  DueAt BIGINT,
  OwedAvailability TEXT,
  OwedBusy TEXT,
  OwedExchange UUID,
  PRIMARY KEY (Owner, Scope, IdKey)
);
CREATE INDEX EvseStates_Due ON EvseStates (DueAt) WHERE DueAt IS NOT NULL;
CREATE INDEX EvseStates_Scope ON EvseStates (Scope) WHERE Scope <> 'Evse';
