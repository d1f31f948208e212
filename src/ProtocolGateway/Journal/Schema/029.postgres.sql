-- What is owed where it is not what was heard: what a report amounts to for whoever is told sessions whole, or by events.
ALTER TABLE Deliveries ADD COLUMN Body BYTEA;

-- What a session waits for beside its record: a start, and its completion.
CREATE TABLE SessionWaits (
  SessionId UUID NOT NULL,
  Awaited TEXT NOT NULL,
  DueAt BIGINT NOT NULL,
  PRIMARY KEY (SessionId, Awaited)
);
CREATE INDEX SessionWaits_Due ON SessionWaits (DueAt);
