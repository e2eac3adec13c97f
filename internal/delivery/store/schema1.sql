-- What was published, packed, by the SHA-256 of its bytes.
CREATE TABLE blob (
  digest BLOB PRIMARY KEY,
  size   INTEGER NOT NULL,
  packed BLOB NOT NULL
);

-- A page, by what makes it the same page later. The columns behind digest follow from all pages together.
CREATE TABLE page (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  key     TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,         -- the current one
  source  TEXT NOT NULL,
  name    TEXT NOT NULL,            -- its own id, not yet unique
  digest  BLOB NOT NULL,            -- of all that makes it the same page as another
  called  TEXT,                     -- its id among all pages; NULL when it is the same page as another
  doubt   TEXT NOT NULL DEFAULT '', -- why it is not called by its own id
  same    TEXT NOT NULL DEFAULT '', -- why it is left out: it is the same page as another
  why     TEXT NOT NULL DEFAULT '', -- why it gave no account
  story   INTEGER REFERENCES story(id)
);
CREATE INDEX page_name ON page(name);
CREATE INDEX page_called ON page(called);
CREATE INDEX page_digest ON page(digest);
CREATE INDEX page_story ON page(story);
CREATE INDEX page_left_out ON page(id) WHERE same <> '' OR why <> '';

-- The versions of a page, from 1 on.
CREATE TABLE version (
  page    INTEGER NOT NULL REFERENCES page(id) ON DELETE CASCADE,
  n       INTEGER NOT NULL,
  source  TEXT NOT NULL,
  name    TEXT NOT NULL,
  kind    INTEGER NOT NULL,
  url     TEXT NOT NULL,
  outlet  TEXT NOT NULL,
  date    TEXT NOT NULL,
  title   TEXT NOT NULL,
  doubts  TEXT NOT NULL,            -- JSON
  body    BLOB NOT NULL REFERENCES blob(digest),
  raw     BLOB NOT NULL REFERENCES blob(digest), -- as it was published; the body where that is not known
  fetched TEXT NOT NULL,            -- ISO 8601; empty where nobody said
  added   INTEGER NOT NULL,         -- milliseconds since 1970-01-01 UTC
  PRIMARY KEY (page, n)
) WITHOUT ROWID;
CREATE INDEX version_url ON version(url) WHERE url <> '';
CREATE INDEX version_body ON version(body);
CREATE INDEX version_raw ON version(raw);

-- The sorted parts of a page, packed JSON.
CREATE TABLE parts (
  page   INTEGER PRIMARY KEY REFERENCES page(id) ON DELETE CASCADE,
  packed BLOB NOT NULL
);

-- The account read from a page by itself, packed JSON.
CREATE TABLE account (
  page   INTEGER PRIMARY KEY REFERENCES page(id) ON DELETE CASCADE,
  learnt BLOB NOT NULL,             -- digest of the parts that it was read from, furniture set aside
  packed BLOB NOT NULL
);

-- The account as its story tells it, packed JSON, and what lists show of it.
CREATE TABLE telling (
  page   INTEGER PRIMARY KEY REFERENCES page(id) ON DELETE CASCADE,
  outlet TEXT NOT NULL,
  title  TEXT NOT NULL,
  url    TEXT NOT NULL,
  first  TEXT NOT NULL,             -- the bounds of its day; empty where not known
  last   TEXT NOT NULL,
  packed BLOB NOT NULL
);
CREATE INDEX telling_outlet ON telling(outlet COLLATE NOCASE);
CREATE INDEX telling_last ON telling(last, page);

CREATE TABLE story (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  moved     INTEGER REFERENCES story(id), -- the story that it became a part of
  told      INTEGER NOT NULL DEFAULT 0,   -- milliseconds since 1970-01-01 UTC; 0 when it has no accounts (any more)
  title     TEXT NOT NULL DEFAULT '',
  first     TEXT NOT NULL DEFAULT '',
  last      TEXT NOT NULL DEFAULT '',
  accounts  INTEGER NOT NULL DEFAULT 0,
  origins   INTEGER NOT NULL DEFAULT 0,
  conflicts INTEGER NOT NULL DEFAULT 0,
  altered   INTEGER NOT NULL DEFAULT 0,
  figures   INTEGER NOT NULL DEFAULT 0,   -- of the conflicts
  dates     INTEGER NOT NULL DEFAULT 0,   -- accounts whose printed date cannot be theirs
  outlets   TEXT NOT NULL DEFAULT '[]',   -- JSON
  languages TEXT NOT NULL DEFAULT '[]',   -- JSON
  strip     TEXT NOT NULL DEFAULT '[]',   -- JSON: when each account was told, by its origin
  packed    BLOB                          -- packed JSON
);
CREATE INDEX story_newest ON story(last, id) WHERE told > 0;
CREATE INDEX story_origins ON story(origins, id) WHERE told > 0;
CREATE INDEX story_conflicts ON story(conflicts, id) WHERE told > 0;
CREATE INDEX story_accounts ON story(accounts, id) WHERE told > 0;
CREATE INDEX story_moved ON story(moved) WHERE moved IS NOT NULL;

CREATE TABLE related (
  story INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
  other INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
  why   TEXT NOT NULL,
  PRIMARY KEY (story, other)
) WITHOUT ROWID;
CREATE INDEX related_other ON related(other);

-- The names of a story's accounts by their forms: an account that has one of a story's names under any alias has them all.
CREATE TABLE named (
  form TEXT NOT NULL,
  page INTEGER NOT NULL REFERENCES page(id) ON DELETE CASCADE,
  PRIMARY KEY (form, page)
) WITHOUT ROWID;
CREATE INDEX named_page ON named(page);

CREATE TABLE figure (
  page INTEGER NOT NULL REFERENCES page(id) ON DELETE CASCADE,
  low  REAL NOT NULL,
  high REAL NOT NULL,
  PRIMARY KEY (low, high, page)
) WITHOUT ROWID;
CREATE INDEX figure_page ON figure(page);
CREATE INDEX figure_range ON figure(low, high) WHERE low < high;

-- The words of accounts, by page.
CREATE VIRTUAL TABLE words USING fts5(title, text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');

-- Inputs that gave no page.
CREATE TABLE unread (
  source TEXT PRIMARY KEY,
  why    TEXT NOT NULL
) WITHOUT ROWID;

-- What is still to be done: 1 a page is to be sorted into its parts, 2 an account is to be read, 3 an account is to be told.
CREATE TABLE todo (
  step  INTEGER NOT NULL,
  page  INTEGER NOT NULL REFERENCES page(id) ON DELETE CASCADE,
  stamp INTEGER NOT NULL,           -- grows when it is to be done again
  PRIMARY KEY (step, page)
) WITHOUT ROWID;

-- Grows with each change of an account or its links, so that who worked on them sees whether they are still what they were.
CREATE TABLE graph (n INTEGER NOT NULL);
INSERT INTO graph VALUES (0);

-- What became of stories, in order.
CREATE TABLE change (
  seq   INTEGER PRIMARY KEY AUTOINCREMENT,
  story INTEGER NOT NULL,
  kind  TEXT NOT NULL,              -- new, grown, retold, moved, gone
  at    INTEGER NOT NULL            -- milliseconds since 1970-01-01 UTC
);

-- What fetching needs to know of an address.
CREATE TABLE address (
  url      TEXT PRIMARY KEY,
  etag     TEXT NOT NULL,
  modified TEXT NOT NULL,
  digest   TEXT NOT NULL,
  fetched  INTEGER NOT NULL,
  next     INTEGER NOT NULL,
  failures INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX address_next ON address(next);

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
