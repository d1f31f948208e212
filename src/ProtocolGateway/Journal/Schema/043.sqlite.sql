-- What becomes owed of a state goes on with the trace of the newest report.
ALTER TABLE EvseStates ADD COLUMN Trace TEXT NULL;
