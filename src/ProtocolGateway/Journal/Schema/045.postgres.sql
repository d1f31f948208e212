-- How often in turn a partner's whole list lacked an object that it once showed; NULL for one that it never showed.
ALTER TABLE Published ADD COLUMN Missed INTEGER;
