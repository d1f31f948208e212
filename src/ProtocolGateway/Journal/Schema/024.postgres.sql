-- Until when the record of a session must have come (translation.md section 3).
CREATE TABLE SessionClocks (
  SessionId UUID NOT NULL PRIMARY KEY,
  DueAt BIGINT NOT NULL
);
CREATE INDEX SessionClocks_Due ON SessionClocks (DueAt);

-- The session that a question is about; facts tell it themselves.
ALTER TABLE Exchanges ADD COLUMN SessionId UUID;
