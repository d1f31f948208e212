-- How far the last complete pull of a list reached, and when the one under way began.
ALTER TABLE CatchUps ADD COLUMN ReachedAt INTEGER;
ALTER TABLE CatchUps ADD COLUMN BeganAt INTEGER;
