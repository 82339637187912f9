-- What more stood around a mark, and what was most like it in its text, as JSON: it tells the place from others like it.
ALTER TABLE mark ADD COLUMN further TEXT NOT NULL DEFAULT '{}';
