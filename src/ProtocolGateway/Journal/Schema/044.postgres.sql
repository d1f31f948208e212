-- How many objects lists have, counted by whoever changes that, in the same transaction: an older program beside this one counts, too.
-- Each connection counts in a row of its own (Slot), so that nobody waits for another's commit, nor two for each other.
CREATE TABLE PublishedCounts (
  Kind TEXT NOT NULL,
  Owner TEXT NOT NULL,
  Restricted BOOLEAN NOT NULL,
  Slot INTEGER NOT NULL,
  Objects BIGINT NOT NULL,
  PRIMARY KEY (Kind, Owner, Restricted, Slot)
);

INSERT INTO PublishedCounts (Kind, Owner, Restricted, Slot, Objects)
SELECT Kind, Owner, Restricted, 0, COUNT(*) FROM Published WHERE NOT Withdrawn GROUP BY Kind, Owner, Restricted;

-- Once for each statement: a journal that is copied here comes in one.
CREATE FUNCTION PublishedAdded() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO PublishedCounts AS c (Kind, Owner, Restricted, Slot, Objects)
  SELECT Kind, Owner, Restricted, pg_backend_pid() % 256, COUNT(*) FROM added WHERE NOT Withdrawn GROUP BY Kind, Owner, Restricted
  ON CONFLICT (Kind, Owner, Restricted, Slot) DO UPDATE SET Objects = c.Objects + excluded.Objects;
  RETURN NULL;
END $$;

CREATE TRIGGER Published_Added AFTER INSERT ON Published REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION PublishedAdded();

CREATE FUNCTION PublishedMoved() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO PublishedCounts AS c (Kind, Owner, Restricted, Slot, Objects)
  SELECT Kind, Owner, Restricted, pg_backend_pid() % 256, SUM(Objects)
  FROM (VALUES
    (OLD.Kind, OLD.Owner, OLD.Restricted, CASE WHEN OLD.Withdrawn THEN 0 ELSE -1 END),
    (NEW.Kind, NEW.Owner, NEW.Restricted, CASE WHEN NEW.Withdrawn THEN 0 ELSE 1 END)) AS moved (Kind, Owner, Restricted, Objects)
  GROUP BY Kind, Owner, Restricted
  ON CONFLICT (Kind, Owner, Restricted, Slot) DO UPDATE SET Objects = c.Objects + excluded.Objects;
  RETURN NULL;
END $$;

-- What changes often, such as the time of its last change, counts for nothing.
CREATE TRIGGER Published_Moved AFTER UPDATE OF Withdrawn, Restricted ON Published FOR EACH ROW
WHEN (OLD.Withdrawn IS DISTINCT FROM NEW.Withdrawn OR OLD.Restricted IS DISTINCT FROM NEW.Restricted) EXECUTE FUNCTION PublishedMoved();
