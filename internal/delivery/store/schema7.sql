-- Pairs of accounts that join have odds now, and others are worth comparing: all are compared anew, from the accounts as they were read.
ALTER TABLE link ADD COLUMN odds INTEGER NOT NULL DEFAULT 0;
DELETE FROM link;
DELETE FROM run;
DELETE FROM term;
DELETE FROM sketch;
INSERT OR IGNORE INTO todo SELECT 2, page, random() FROM account;
