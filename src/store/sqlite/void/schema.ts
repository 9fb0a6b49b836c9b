/*
 * A voided value ends with a revision whose absence is `voided`, in every kind of origin that stated one: so nothing older shows in its place. Its
 * statement belongs to whoever voided it and to the rank of what it ends, so that one origin has statements of several ranks.
 */

/** What voiding adds to the tables. */
export const VOID_TABLES = `
ALTER TABLE imports ADD COLUMN voids TEXT;
DROP INDEX statements_once;
CREATE UNIQUE INDEX statements_once ON statements (origin, received_at, observed_at, quality, precision, absence, undone, rank);
`;
