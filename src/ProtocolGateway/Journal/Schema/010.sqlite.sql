-- Who paused a partner; since when it is unreachable; until when, and why, nothing is said to it.
ALTER TABLE PartnerStates ADD COLUMN PausedBy TEXT;
ALTER TABLE PartnerStates ADD COLUMN UnreachableAt INTEGER;
ALTER TABLE PartnerStates ADD COLUMN LeaveUntil INTEGER;
ALTER TABLE PartnerStates ADD COLUMN LeaveReason TEXT;

-- Deliveries that failed for their own sake.
CREATE TABLE Failures (
  Delivery INTEGER NOT NULL PRIMARY KEY,
  PartnerId TEXT NOT NULL,
  Times INTEGER NOT NULL,
  Poison INTEGER NOT NULL,
  At INTEGER NOT NULL
);

CREATE INDEX Deliveries_HeldSubject ON Deliveries (PartnerId, Subject) WHERE State = 'Held';
