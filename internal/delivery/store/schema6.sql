-- What lists of accounts and stories go through by outlet, day and story, without the accounts themselves.
ALTER TABLE telling ADD COLUMN story INTEGER;
UPDATE telling SET story = (SELECT story FROM page WHERE id = page);
DROP INDEX telling_outlet;
DROP INDEX telling_last;
CREATE INDEX telling_outlet ON telling(outlet COLLATE NOCASE, last, page, first, story);
CREATE INDEX telling_last ON telling(last, page, first, story);
CREATE INDEX telling_story ON telling(story, outlet COLLATE NOCASE, last, first, page);
CREATE INDEX story_language ON story(languages, last, id) WHERE told > 0;
