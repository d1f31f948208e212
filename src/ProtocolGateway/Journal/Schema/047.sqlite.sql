-- Sessions whose charge detail record has not come, by where they are: a record that doesn't name its session is matched by its place.
CREATE TABLE UnrecordedSessions (
  SessionId TEXT NOT NULL PRIMARY KEY,
  Cpo TEXT NOT NULL,
  EvseKey TEXT NOT NULL,
  HeardAt INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX UnrecordedSessions_Place ON UnrecordedSessions (Cpo, EvseKey);
CREATE INDEX UnrecordedSessions_Heard ON UnrecordedSessions (HeardAt);

INSERT INTO UnrecordedSessions (SessionId, Cpo, EvseKey, HeardAt) SELECT SessionId, Cpo, EvseKey, OpenedAt FROM OpenSessions;
