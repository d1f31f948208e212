-- By which exchange a session is told as it stands: what its end costs is kept with that.
ALTER TABLE SessionReports ADD COLUMN ExchangeId UUID;
