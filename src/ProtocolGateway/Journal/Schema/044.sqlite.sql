-- How many objects lists have, counted by whoever changes that, in the same transaction: an older program beside this one counts, too.
-- Slot is for databases where several write at once.
CREATE TABLE PublishedCounts (
  Kind TEXT NOT NULL,
  Owner TEXT NOT NULL,
  Restricted INTEGER NOT NULL,
  Slot INTEGER NOT NULL,
  Objects INTEGER NOT NULL,
  PRIMARY KEY (Kind, Owner, Restricted, Slot)
) WITHOUT ROWID;

INSERT INTO PublishedCounts (Kind, Owner, Restricted, Slot, Objects)
SELECT Kind, Owner, Restricted, 0, COUNT(*) FROM Published WHERE NOT Withdrawn GROUP BY Kind, Owner, Restricted;

CREATE TRIGGER Published_Added AFTER INSERT ON Published WHEN NOT NEW.Withdrawn BEGIN
  INSERT INTO PublishedCounts (Kind, Owner, Restricted, Slot, Objects) VALUES (NEW.Kind, NEW.Owner, NEW.Restricted, 0, 1)
  ON CONFLICT (Kind, Owner, Restricted, Slot) DO UPDATE SET Objects = Objects + 1;
END;

-- What changes often, such as the time of its last change, counts for nothing.
CREATE TRIGGER Published_Moved AFTER UPDATE OF Withdrawn, Restricted ON Published
WHEN OLD.Withdrawn <> NEW.Withdrawn OR OLD.Restricted <> NEW.Restricted BEGIN
  UPDATE PublishedCounts SET Objects = Objects - 1
  WHERE NOT OLD.Withdrawn AND Kind = OLD.Kind AND Owner = OLD.Owner AND Restricted = OLD.Restricted AND Slot = 0;
  INSERT INTO PublishedCounts (Kind, Owner, Restricted, Slot, Objects) VALUES (NEW.Kind, NEW.Owner, NEW.Restricted, 0, NOT NEW.Withdrawn)
  ON CONFLICT (Kind, Owner, Restricted, Slot) DO UPDATE SET Objects = Objects + excluded.Objects;
END;
