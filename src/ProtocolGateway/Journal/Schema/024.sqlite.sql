-- Until when the record of a session must have come (translation.md section 3).
CREATE TABLE SessionClocks (
  SessionId TEXT NOT NULL PRIMARY KEY,
  DueAt INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX SessionClocks_Due ON SessionClocks (DueAt);

-- The session that a question is about; facts tell it themselves.
ALTER TABLE Exchanges ADD COLUMN SessionId TEXT;
