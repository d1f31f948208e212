-- Every version of the mapping files that was in force once, and from when on.
CREATE TABLE MappingVersions (
  Version TEXT NOT NULL PRIMARY KEY,
  Files BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE MappingUses (
  Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  Version TEXT NOT NULL,
  Node TEXT NOT NULL,
  At INTEGER NOT NULL
);

-- The version that wrote what was sent, and the one that a person wants for the next saying; null for the one in force.
ALTER TABLE Moves ADD COLUMN MappingVersion TEXT;
ALTER TABLE Deliveries ADD COLUMN MappingVersion TEXT;
