-- Sessions as their CPOs report them now (OCPI). Sequence is the order in which they came first: lists are served in it.
CREATE TABLE SessionReports (
  Sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  SessionId TEXT NOT NULL,
  Cpo TEXT NOT NULL,
  IdKey TEXT NOT NULL,
  Emsp TEXT,
  LastUpdated INTEGER NOT NULL,
  Body BLOB NOT NULL
);
CREATE UNIQUE INDEX SessionReports_Key ON SessionReports (Cpo, IdKey);
CREATE INDEX SessionReports_Order ON SessionReports (Emsp, Sequence, LastUpdated, Cpo);
CREATE INDEX SessionReports_Session ON SessionReports (SessionId);
