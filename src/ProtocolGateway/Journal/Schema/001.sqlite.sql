-- Times are milliseconds since 1970 UTC, ids of type TEXT are lower-case UUIDs, states and codes are their names.

CREATE TABLE Exchanges (
  Id TEXT NOT NULL PRIMARY KEY,
  PartnerId TEXT,
  Protocol TEXT NOT NULL,
  Operation TEXT NOT NULL,
  ReceivedAt INTEGER NOT NULL,
  Result TEXT NOT NULL,
  Body BLOB NOT NULL,
  Headers TEXT NOT NULL,
  Canonical BLOB,
  Answer TEXT,
  Refusal TEXT,
  Losses TEXT,
  FactKey TEXT
);

CREATE TABLE Facts (
  Key TEXT NOT NULL PRIMARY KEY,
  ContentHash BLOB NOT NULL,
  ExchangeId TEXT NOT NULL,
  Message TEXT NOT NULL,
  SessionId TEXT NOT NULL,
  PosterId TEXT NOT NULL,
  Payer TEXT
) WITHOUT ROWID;
CREATE INDEX Facts_Session ON Facts (SessionId);

CREATE TABLE Deliveries (
  Sequence INTEGER NOT NULL PRIMARY KEY,
  Id TEXT NOT NULL UNIQUE,
  ExchangeId TEXT NOT NULL,
  SourceId TEXT NOT NULL,
  PartnerId TEXT,
  Message TEXT NOT NULL,
  Key TEXT NOT NULL,
  Subject TEXT NOT NULL,
  FromParty TEXT,
  ToParty TEXT,
  State TEXT NOT NULL,
  ReasonCode TEXT,
  Reason TEXT,
  WaitsFor TEXT,
  Attempts INTEGER NOT NULL,
  Repeat INTEGER NOT NULL,
  NotBefore INTEGER NOT NULL,
  DeliverableAt INTEGER,
  ClaimNode TEXT,
  ClaimUntil INTEGER,
  ReceivedAt INTEGER NOT NULL,
  UpdatedAt INTEGER NOT NULL,
  Sent TEXT,
  Answer TEXT,
  Losses TEXT
);
CREATE INDEX Deliveries_Exchange ON Deliveries (ExchangeId);
CREATE INDEX Deliveries_Subject ON Deliveries (PartnerId, Subject, Sequence) WHERE State = 'Owed';
CREATE INDEX Deliveries_Due ON Deliveries (PartnerId, NotBefore, Sequence) WHERE State = 'Owed';
CREATE INDEX Deliveries_Claimed ON Deliveries (ClaimNode) WHERE ClaimNode IS NOT NULL;
CREATE INDEX Deliveries_Held ON Deliveries (WaitsFor) WHERE State = 'Held';
CREATE INDEX Deliveries_State ON Deliveries (State, Sequence);

CREATE TABLE Moves (
  Delivery INTEGER NOT NULL,
  Number INTEGER NOT NULL,
  At INTEGER NOT NULL,
  FromState TEXT,
  ToState TEXT NOT NULL,
  Cause TEXT NOT NULL,
  PRIMARY KEY (Delivery, Number)
) WITHOUT ROWID;

CREATE TABLE Sessions (
  Id TEXT NOT NULL PRIMARY KEY,
  Cpo TEXT,
  Emsp TEXT,
  Body BLOB NOT NULL,
  UpdatedAt INTEGER NOT NULL
);

CREATE TABLE SessionNames (
  Neighbour TEXT NOT NULL,
  Value TEXT NOT NULL,
  Kind TEXT NOT NULL,
  SessionId TEXT NOT NULL,
  PRIMARY KEY (Value, Neighbour, Kind, SessionId)
) WITHOUT ROWID;

CREATE TABLE Locations (
  Owner TEXT NOT NULL,
  LocationKey TEXT NOT NULL,
  ValidFrom INTEGER NOT NULL,
  Body BLOB NOT NULL,
  PartnerId TEXT NOT NULL,
  PRIMARY KEY (Owner, LocationKey, ValidFrom)
);

CREATE TABLE Evses (
  Owner TEXT NOT NULL,
  LocationKey TEXT NOT NULL,
  UidKey TEXT NOT NULL,
  EvseKey TEXT NOT NULL,
  PRIMARY KEY (Owner, LocationKey, UidKey, EvseKey)
) WITHOUT ROWID;
CREATE INDEX Evses_Key ON Evses (EvseKey);
CREATE INDEX Evses_Uid ON Evses (Owner, UidKey);

CREATE TABLE Tokens (
  Owner TEXT NOT NULL,
  UidKey TEXT NOT NULL,
  Type TEXT NOT NULL,
  ContractKey TEXT,
  Body BLOB NOT NULL,
  PartnerId TEXT NOT NULL,
  PRIMARY KEY (Owner, UidKey, Type)
);
CREATE INDEX Tokens_Uid ON Tokens (UidKey);
CREATE INDEX Tokens_Contract ON Tokens (ContractKey);

CREATE TABLE Tariffs (
  Owner TEXT NOT NULL,
  TariffKey TEXT NOT NULL,
  Body BLOB NOT NULL,
  PartnerId TEXT NOT NULL,
  PRIMARY KEY (Owner, TariffKey)
);

CREATE TABLE Findings (
  Id INTEGER NOT NULL PRIMARY KEY,
  Code TEXT NOT NULL,
  Text TEXT NOT NULL,
  Subject TEXT NOT NULL,
  At INTEGER NOT NULL,
  State TEXT NOT NULL
);
CREATE INDEX Findings_Subject ON Findings (Subject);

CREATE TABLE Changes (
  Sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  Subject TEXT NOT NULL,
  At INTEGER NOT NULL
);

CREATE INDEX Changes_Subject ON Changes (Subject, At);

CREATE TABLE Nodes (
  Id TEXT NOT NULL PRIMARY KEY,
  StartedAt INTEGER NOT NULL,
  SeenAt INTEGER NOT NULL
);

CREATE TABLE PartnerStates (
  PartnerId TEXT NOT NULL PRIMARY KEY,
  LastHeardAt INTEGER,
  LastSaidAt INTEGER,
  PausedAt INTEGER,
  PauseReason TEXT
);
