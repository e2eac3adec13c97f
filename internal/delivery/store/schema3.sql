-- The stories that the list of a desk may be narrowed to, in its order.
CREATE INDEX story_altered ON story(last, id) WHERE told > 0 AND altered > 0;
CREATE INDEX story_figures ON story(last, id) WHERE told > 0 AND figures > 0;
CREATE INDEX story_dates ON story(last, id) WHERE told > 0 AND dates > 0;
CREATE INDEX story_one_origin ON story(last, id) WHERE told > 0 AND origins = 1 AND accounts > 1;
