-- Signs of life: what partners give us, and what we give those who are hubs for us.

CREATE TABLE SignsOfLife (
  PartnerId TEXT NOT NULL PRIMARY KEY,
  HeardAt INTEGER,
  AnsweredAt INTEGER,
  PeriodSeconds INTEGER,
  NotBefore INTEGER NOT NULL,
  Failures INTEGER NOT NULL,
  FailingSince INTEGER,
  Reason TEXT,
  ClaimNode TEXT,
  ClaimUntil INTEGER
) WITHOUT ROWID;
