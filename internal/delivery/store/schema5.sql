-- A story is made of its accounts first and told after that: members is how many it has, placed a stamp of which they are, and shown that stamp
-- as it was when the story was told last.
ALTER TABLE story ADD COLUMN members INTEGER NOT NULL DEFAULT 0;
ALTER TABLE story ADD COLUMN placed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE story ADD COLUMN shown INTEGER NOT NULL DEFAULT 0;
UPDATE story SET members = accounts WHERE told > 0;
CREATE INDEX story_untold ON story(members, id) WHERE placed <> shown;
