-- Tariffs in versions, each valid from its last_updated on, so that sessions are rated by the one of their time. Those that are
-- known already count from ever.
CREATE TABLE TariffVersions (
  Owner TEXT NOT NULL,
  TariffKey TEXT NOT NULL,
  ValidFrom BIGINT NOT NULL,
  Body BYTEA NOT NULL,
  PartnerId TEXT NOT NULL,
  PRIMARY KEY (Owner, TariffKey, ValidFrom)
);
INSERT INTO TariffVersions (Owner, TariffKey, ValidFrom, Body, PartnerId) SELECT Owner, TariffKey, 0, Body, PartnerId FROM Tariffs;
DROP TABLE Tariffs;
ALTER TABLE TariffVersions RENAME TO Tariffs;

-- What records were rated at when they were told first: a repeat tells the same.
CREATE TABLE Ratings (
  ExchangeId UUID NOT NULL PRIMARY KEY,
  Body BYTEA NOT NULL,
  At BIGINT NOT NULL
);
