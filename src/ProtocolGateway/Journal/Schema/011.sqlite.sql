-- When we were away or answered 5xx, and how far each partner's modules are caught up since.

CREATE TABLE Presence (
  Name TEXT NOT NULL PRIMARY KEY,
  SeenAt INTEGER NOT NULL
);

-- A journal that has lived already was last seen alive then: its upgrade counts as time away.
INSERT INTO Presence (Name, SeenAt)
SELECT 'gateway', MAX(known.At)
FROM (SELECT MAX(SeenAt) AS At FROM Nodes UNION ALL SELECT MAX(ReceivedAt) FROM Exchanges) AS known
HAVING MAX(known.At) IS NOT NULL;

CREATE TABLE Absences (
  Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  PartnerId TEXT,
  FromAt INTEGER NOT NULL,
  ToAt INTEGER NOT NULL,
  Kind TEXT NOT NULL
);

CREATE TABLE CatchUps (
  PartnerId TEXT NOT NULL,
  Module TEXT NOT NULL,
  Through INTEGER NOT NULL,
  Target INTEGER,
  FromAt INTEGER,
  Page TEXT,
  Attempts INTEGER NOT NULL,
  NotBefore INTEGER NOT NULL,
  Reason TEXT,
  ClaimNode TEXT,
  ClaimUntil INTEGER,
  PRIMARY KEY (PartnerId, Module)
);
