-- Why only a teaser is there of an article: a number in the order of the program's reasons. NULL: it is whole, or nobody looked yet.
ALTER TABLE article ADD COLUMN teaser INTEGER;
UPDATE article SET teaser = 0 WHERE id IN (SELECT article_id FROM wanted_page)
    AND NOT EXISTS (SELECT 1 FROM body WHERE body.id = body_id AND origin = 1);
