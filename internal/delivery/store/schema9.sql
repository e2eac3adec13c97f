-- How many runs of words an account is looked up by, without which it is not known what share of them another has.
ALTER TABLE head ADD COLUMN runs INTEGER NOT NULL DEFAULT 0;
UPDATE head SET runs = (
  SELECT ('[0x' || hex(substr(bytes, 28, 1)) || hex(substr(bytes, 27, 1)) || hex(substr(bytes, 26, 1)) || hex(substr(bytes, 25, 1)) || ']') ->> 0
  FROM sketch WHERE sketch.page = head.page);
