/*
 * A voided value ends with a revision whose absence is `voided`, in every kind of origin that stated one: so nothing older shows in its place. Its
 * statement belongs to whoever voided it and to the rank of what it ends, so that one origin has statements of several ranks. What an undoing brings
 * back is a revision that `restores` an earlier one, and is read under the id of that one: an undone import leaves no trace in what is read.
 */

/** What voiding and exact undoing add to the tables. */
export const VOID_TABLES = `
ALTER TABLE imports ADD COLUMN voids TEXT;
ALTER TABLE day_values ADD COLUMN restores INTEGER;
ALTER TABLE period_values ADD COLUMN restores INTEGER;
ALTER TABLE superseded ADD COLUMN restores INTEGER;
DROP INDEX statements_once;
CREATE UNIQUE INDEX statements_once ON statements (origin, received_at, observed_at, quality, precision, absence, undone, rank);
`;
