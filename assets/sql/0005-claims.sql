-- What is done with the words of a quotation, whether the text says that it was, and whether it is speech: numbers in the order of the program.
ALTER TABLE quote ADD COLUMN act INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quote ADD COLUMN polarity INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quote ADD COLUMN modality INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quote ADD COLUMN speech INTEGER NOT NULL DEFAULT 1;
