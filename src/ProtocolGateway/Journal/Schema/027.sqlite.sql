-- What partners publish (locations, tariffs, tokens, invoice records), each object as it is now. Sequence is the order in which they
-- came first: lists are served in it. Untold: an import or a pull brought it, and it is still to be owed to those who may see it.
CREATE TABLE Published (
  Sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  Kind TEXT NOT NULL,
  Owner TEXT NOT NULL,
  ObjectKey TEXT NOT NULL,
  LastUpdated INTEGER NOT NULL,
  Restricted INTEGER NOT NULL,
  Withdrawn INTEGER NOT NULL,
  Untold INTEGER NOT NULL,
  PartnerId TEXT NOT NULL,
  ReceivedAt INTEGER NOT NULL,
  Body BLOB NOT NULL
);
CREATE UNIQUE INDEX Published_Key ON Published (Kind, Owner, ObjectKey);
CREATE INDEX Published_Order ON Published (Kind, Sequence, Owner, LastUpdated, Restricted, Withdrawn);
CREATE INDEX Published_Window ON Published (Kind, LastUpdated, Owner, Restricted, Withdrawn);
CREATE INDEX Published_Received ON Published (Kind, ReceivedAt);
CREATE INDEX Published_Untold ON Published (Sequence) WHERE Untold;

INSERT INTO Published (Kind, Owner, ObjectKey, LastUpdated, Restricted, Withdrawn, Untold, PartnerId, ReceivedAt, Body)
SELECT 'Location', l.Owner, l.LocationKey, l.ValidFrom, COALESCE(json_extract(CAST(l.Body AS TEXT), '$.publish'), 1) = 0, 0, 0, l.PartnerId, l.ValidFrom, l.Body
FROM Locations l JOIN (SELECT Owner, LocationKey, MAX(ValidFrom) AS Latest FROM Locations GROUP BY Owner, LocationKey) n
  ON n.Owner = l.Owner AND n.LocationKey = l.LocationKey AND n.Latest = l.ValidFrom
ORDER BY l.ValidFrom, l.Owner, l.LocationKey;

INSERT INTO Published (Kind, Owner, ObjectKey, LastUpdated, Restricted, Withdrawn, Untold, PartnerId, ReceivedAt, Body)
SELECT 'Token', Owner, UPPER(json_extract(CAST(Body AS TEXT), '$.uid')) || '|' || Type,
  COALESCE(CAST(strftime('%s', json_extract(CAST(Body AS TEXT), '$.last_updated')) AS INTEGER), 0) * 1000, 0, 0, 0, PartnerId, 0, Body
FROM Tokens WHERE true
ON CONFLICT (Kind, Owner, ObjectKey) DO NOTHING;
