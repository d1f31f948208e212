-- What was said and answered stands with the move that it caused: rows that are changed often stay small.

ALTER TABLE Deliveries ADD COLUMN Cause TEXT NOT NULL DEFAULT 'heard';
UPDATE Deliveries SET Cause = COALESCE((SELECT m.Cause FROM Moves m WHERE m.Delivery = Sequence AND m.FromState IS NULL), 'heard');

ALTER TABLE Moves RENAME TO OldMoves;
CREATE TABLE Moves (
  Id INTEGER NOT NULL PRIMARY KEY,
  Delivery INTEGER NOT NULL,
  At INTEGER NOT NULL,
  FromState TEXT NOT NULL,
  ToState TEXT NOT NULL,
  Cause TEXT NOT NULL,
  Sent TEXT,
  Answer TEXT,
  Losses TEXT
);
INSERT INTO Moves (Delivery, At, FromState, ToState, Cause, Sent, Answer, Losses)
SELECT m.Delivery, m.At, m.FromState, m.ToState, m.Cause,
  CASE WHEN m.Number = last.Number THEN d.Sent END, CASE WHEN m.Number = last.Number THEN d.Answer END, CASE WHEN m.Number = last.Number THEN d.Losses END
FROM OldMoves m JOIN Deliveries d ON d.Sequence = m.Delivery
JOIN (SELECT Delivery, MAX(Number) AS Number FROM OldMoves GROUP BY Delivery) last ON last.Delivery = m.Delivery
WHERE m.FromState IS NOT NULL
ORDER BY m.At, m.Delivery, m.Number;
CREATE INDEX Moves_Delivery ON Moves (Delivery);
DROP TABLE OldMoves;

ALTER TABLE Deliveries DROP COLUMN Sent;
ALTER TABLE Deliveries DROP COLUMN Answer;
ALTER TABLE Deliveries DROP COLUMN Losses;
