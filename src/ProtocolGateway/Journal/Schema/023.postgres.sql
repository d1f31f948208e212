-- Signs of life: what partners give us, and what we give those who are hubs for us.

CREATE TABLE SignsOfLife (
  PartnerId TEXT NOT NULL PRIMARY KEY,
  HeardAt BIGINT,
  AnsweredAt BIGINT,
  PeriodSeconds BIGINT,
  NotBefore BIGINT NOT NULL,
  Failures INT NOT NULL,
  FailingSince BIGINT,
  Reason TEXT,
  ClaimNode TEXT,
  ClaimUntil BIGINT
);
