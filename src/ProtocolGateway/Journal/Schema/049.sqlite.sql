-- Whom an object is for, where it is for one party alone: EMSP|DEABC. Invoice records that came before are in nobody's list until they are put again.
ALTER TABLE Published ADD COLUMN Reader TEXT;
