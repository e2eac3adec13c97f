-- When a page was first had that is fetched again for corrections, milliseconds since 1970-01-01 UTC; 0 for what is not.
ALTER TABLE address ADD COLUMN had INTEGER NOT NULL DEFAULT 0;
