-- The span that a delivery's trace goes on from (W3C traceparent); null when nobody traces.
ALTER TABLE Deliveries ADD COLUMN Trace TEXT;
