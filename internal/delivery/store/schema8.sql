-- What is asked of an account before texts are compared, in few bytes.
CREATE TABLE head (
  page   INTEGER PRIMARY KEY REFERENCES page(id) ON DELETE CASCADE,
  text   INTEGER NOT NULL,          -- equal for accounts with one title and text
  first  INTEGER NOT NULL,          -- the bounds of its day, from 1970-01-01, as in its sketch
  last   INTEGER NOT NULL,
  outlet TEXT NOT NULL
);
INSERT INTO head
  SELECT page, text, first - (first >> 31 << 32), last - (last >> 31 << 32), CAST(substr(bytes, length(bytes) - outlet + 1) AS TEXT) FROM (
    SELECT page, text, bytes,
      ('[0x' || hex(substr(bytes, 12, 1)) || hex(substr(bytes, 11, 1)) || hex(substr(bytes, 10, 1)) || hex(substr(bytes, 9, 1)) || ']') ->> 0 AS first,
      ('[0x' || hex(substr(bytes, 16, 1)) || hex(substr(bytes, 15, 1)) || hex(substr(bytes, 14, 1)) || hex(substr(bytes, 13, 1)) || ']') ->> 0 AS last,
      ('[0x' || hex(substr(bytes, 32, 1)) || hex(substr(bytes, 31, 1)) || hex(substr(bytes, 30, 1)) || hex(substr(bytes, 29, 1)) || ']') ->> 0 AS outlet
    FROM sketch);
CREATE INDEX head_text ON head(text);
DROP INDEX sketch_text;

-- The links of an account, many to a row, since those of a story's accounts are read together: the row is 4096 times the page and a number, each
-- link 12 bytes with the highest first: the other page (8), and twice the odds, in two's complement, and one more where they are related (4).
CREATE TABLE bond (
  row  INTEGER PRIMARY KEY,
  ties BLOB NOT NULL
);
INSERT INTO bond
  SELECT page * 4096 + n / 128, unhex(group_concat(tie, '')) FROM (
    SELECT page, row_number() OVER (PARTITION BY page ORDER BY other) - 1 AS n, printf('%016X%08X', other, (odds * 2 + related) & 0xFFFFFFFF) AS tie FROM link)
  GROUP BY page, n / 128;
DROP TABLE link;
