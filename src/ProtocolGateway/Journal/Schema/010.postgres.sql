-- Who paused a partner; since when it is unreachable; until when, and why, nothing is said to it.
ALTER TABLE PartnerStates ADD COLUMN PausedBy TEXT;
ALTER TABLE PartnerStates ADD COLUMN UnreachableAt BIGINT;
ALTER TABLE PartnerStates ADD COLUMN LeaveUntil BIGINT;
ALTER TABLE PartnerStates ADD COLUMN LeaveReason TEXT;

-- Deliveries that failed for their own sake.
CREATE TABLE Failures (
  Delivery BIGINT NOT NULL PRIMARY KEY,
  PartnerId TEXT NOT NULL,
  Times INTEGER NOT NULL,
  Poison BOOLEAN NOT NULL,
  At BIGINT NOT NULL
);

CREATE INDEX Deliveries_HeldSubject ON Deliveries (PartnerId, Subject) WHERE State = 'Held';
