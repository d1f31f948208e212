-- How many objects a list has is counted owner by owner, in the index alone.
DROP INDEX Published_Window;
CREATE INDEX Published_Window ON Published (Kind, Owner, LastUpdated, Restricted, Withdrawn);
