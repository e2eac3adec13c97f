-- What finds the accounts that one may belong together with: by equal text, common runs of words, and common terms.
CREATE TABLE sketch (
  page   INTEGER PRIMARY KEY REFERENCES page(id) ON DELETE CASCADE,
  text   INTEGER NOT NULL,          -- equal for accounts with one title and text
  bytes  BLOB NOT NULL              -- as package story writes it
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

-- What furniture is learnt from: the sheet of a page, packed JSON, and its paragraphs.
CREATE TABLE sheet (
  page   INTEGER PRIMARY KEY REFERENCES page(id) ON DELETE CASCADE,
  packed BLOB NOT NULL
);
CREATE TABLE paragraph (
  key    INTEGER NOT NULL,
  rank   INTEGER NOT NULL,          -- of its page, the order in which the pages of one paragraph are looked at
  page   INTEGER NOT NULL,
  outlet TEXT NOT NULL,             -- empty where nothing tells it
  edge   INTEGER NOT NULL,
  prose  INTEGER NOT NULL,
  PRIMARY KEY (key, rank, page)
) WITHOUT ROWID;
CREATE INDEX paragraph_outlet ON paragraph(key, outlet, rank, page);
CREATE INDEX paragraph_text ON paragraph(key) WHERE edge = 0;
CREATE INDEX paragraph_prose ON paragraph(key) WHERE prose = 1;

-- The paragraphs that are furniture.
CREATE TABLE furniture (key INTEGER PRIMARY KEY);

-- All accounts are to be read and told again.
UPDATE account SET learnt = x'';
INSERT OR IGNORE INTO todo SELECT 1, page, random() FROM parts;
