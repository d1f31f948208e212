-- What is no longer kept as it was heard and said.

-- How far each stage has come: exchanges up to this one are done, but for those that were not settled then.
CREATE TABLE RetentionStages (
  Stage TEXT NOT NULL PRIMARY KEY,
  UpTo UUID NOT NULL
);

CREATE TABLE RetentionRests (
  Stage TEXT NOT NULL,
  ExchangeId UUID NOT NULL,
  PRIMARY KEY (Stage, ExchangeId)
);

-- What pseudonyms are made with; of this installation alone.
CREATE TABLE Salts (
  Name TEXT NOT NULL PRIMARY KEY,
  Salt BYTEA NOT NULL
);
