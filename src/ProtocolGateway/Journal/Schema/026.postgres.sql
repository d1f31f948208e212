-- Commands whose result may come later than their answer, and who wants it.

-- ResponseUrl: where the asker wants to be told; null where it waits. Result: what came of it; null while nobody knows.
-- Told: the asker was answered before the result was known, and expects no other.
CREATE TABLE Commands (
  Id TEXT NOT NULL PRIMARY KEY,
  ExchangeId UUID NOT NULL,
  SessionId UUID,
  Question TEXT NOT NULL,
  Type TEXT,
  AskerId TEXT NOT NULL,
  AskedId TEXT NOT NULL,
  FromParty TEXT,
  ToParty TEXT,
  ResponseUrl TEXT,
  AskedAt BIGINT NOT NULL,
  Deadline BIGINT NOT NULL,
  Result TEXT,
  Told BOOLEAN NOT NULL
);
CREATE INDEX Commands_Awaited ON Commands (Deadline) WHERE ResponseUrl IS NOT NULL AND Result IS NULL;
CREATE INDEX Commands_Asked ON Commands (AskedAt);

-- Reservations by the numbers that we give them, for CPOs that know no other ids.
CREATE TABLE Reservations (
  Number INT NOT NULL PRIMARY KEY,
  Emsp TEXT NOT NULL,
  ReservationId TEXT NOT NULL,
  Cpo TEXT NOT NULL,
  ExpiresAt BIGINT NOT NULL,
  UNIQUE (Emsp, ReservationId)
);
