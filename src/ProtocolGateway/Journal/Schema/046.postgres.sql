-- When the last complete pull of everything began, and what became of what it lacked; NULL when it lacked nothing.
ALTER TABLE CatchUps ADD COLUMN WholeAt BIGINT;
ALTER TABLE CatchUps ADD COLUMN Missing TEXT;
