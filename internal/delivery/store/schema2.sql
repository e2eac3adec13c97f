-- What finds the accounts that one may belong together with: by equal text, common runs of words, and common terms.
CREATE TABLE sketch (
  page   INTEGER PRIMARY KEY REFERENCES page(id) ON DELETE CASCADE,
  text   INTEGER NOT NULL,          -- equal for accounts with one title and text
  packed BLOB NOT NULL              -- its keys, packed JSON
);
CREATE INDEX sketch_text ON sketch(text);
CREATE TABLE run (
  key  INTEGER NOT NULL,
  page INTEGER NOT NULL,
  PRIMARY KEY (key, page)
) WITHOUT ROWID;
CREATE TABLE term (
  key    INTEGER NOT NULL,
  day    INTEGER NOT NULL,          -- of publication, from 1970-01-01; -1000000 where it is not known nearly
  page   INTEGER NOT NULL,
  weight REAL NOT NULL,
  PRIMARY KEY (key, day, page)
) WITHOUT ROWID;

-- Pairs of accounts that speak for one event (joins) or for two of one thread (related), each in both directions.
CREATE TABLE link (
  page    INTEGER NOT NULL REFERENCES page(id) ON DELETE CASCADE,
  other   INTEGER NOT NULL REFERENCES page(id) ON DELETE CASCADE,
  joins   INTEGER NOT NULL,
  related INTEGER NOT NULL,
  PRIMARY KEY (page, other)
) WITHOUT ROWID;

-- Related stories by how alike they are, each pair in both directions.
DROP TABLE related;
CREATE TABLE related (
  story INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
  other INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
  odds  REAL NOT NULL,
  why   TEXT NOT NULL,
  PRIMARY KEY (story, other)
) WITHOUT ROWID;
CREATE INDEX related_other ON related(other);

-- All accounts are to be read and told again.
UPDATE account SET learnt = x'';
INSERT OR IGNORE INTO todo SELECT 1, page, random() FROM parts;
