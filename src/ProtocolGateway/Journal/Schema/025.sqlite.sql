-- What was agreed with partners by a handshake (ocpi.md section 3). Tokens that partners present are kept by their SHA-256, tokens
-- that we present are sealed with a key that is not in here.
-- Former: presented before the last change, taken until then or until the new one was seen. Pending: offered in a handshake of ours
-- whose end is not known. Spent: the registration token that was used up.
CREATE TABLE Registrations (
  PartnerId TEXT NOT NULL PRIMARY KEY,
  Registered INTEGER NOT NULL,
  Version TEXT,
  VersionsUrl TEXT,
  TokenForm TEXT,
  Inbound BLOB,
  Former BLOB,
  FormerUntil INTEGER,
  Pending BLOB,
  Outbound BLOB,
  Spent BLOB,
  ChangedAt INTEGER NOT NULL,
  Failures INTEGER NOT NULL,
  NotBefore INTEGER NOT NULL,
  Reason TEXT,
  Claim TEXT,
  ClaimNode TEXT,
  ClaimUntil INTEGER
) WITHOUT ROWID;

-- How parties stand that others reach through a hub: here those behind partners that are hubs, as these told it.
CREATE TABLE PartyStatuses (
  PartnerId TEXT NOT NULL,
  Party TEXT NOT NULL,
  Role TEXT NOT NULL,
  Status TEXT NOT NULL,
  LastUpdated INTEGER NOT NULL,
  PRIMARY KEY (PartnerId, Party, Role)
) WITHOUT ROWID;

-- What partners were told of how a party stands, by us as their hub. The rows without a partner say how it stands now.
CREATE TABLE ToldStatuses (
  PartnerId TEXT NOT NULL,
  Party TEXT NOT NULL,
  Role TEXT NOT NULL,
  Status TEXT NOT NULL,
  LastUpdated INTEGER NOT NULL,
  PRIMARY KEY (PartnerId, Party, Role)
) WITHOUT ROWID;
