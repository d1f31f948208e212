-- Questions: what is answered while somebody waits.

-- By whom and in which transaction it was asked: asked again it is answered the same, and done once. Kept for a day.
CREATE TABLE Questions (
  Key TEXT NOT NULL PRIMARY KEY,
  ExchangeId TEXT NOT NULL,
  AskedAt INTEGER NOT NULL,
  Deadline INTEGER NOT NULL,
  Answer TEXT
) WITHOUT ROWID;
CREATE INDEX Questions_Asked ON Questions (AskedAt);

-- What partners were asked, so that a question could be answered.
CREATE TABLE Asks (
  ExchangeId TEXT NOT NULL,
  Number INTEGER NOT NULL,
  PartnerId TEXT NOT NULL,
  Message TEXT NOT NULL,
  Result TEXT NOT NULL,
  Sent TEXT,
  Answer TEXT,
  Losses TEXT,
  PRIMARY KEY (ExchangeId, Number)
) WITHOUT ROWID;

-- Sessions that were allowed and have not ended, by where they are.
CREATE TABLE OpenSessions (
  SessionId TEXT NOT NULL PRIMARY KEY,
  Cpo TEXT NOT NULL,
  EvseKey TEXT NOT NULL,
  OpenedAt INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX OpenSessions_Place ON OpenSessions (Cpo, EvseKey);
CREATE INDEX OpenSessions_Opened ON OpenSessions (OpenedAt);
