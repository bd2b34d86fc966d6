/** The columns that are loaded, by table, in the order of a row's values. */
export const columns = {
  contribution: 'id, review_id, organisation_id, code, version, last_number, last_hash, open_series, last_position',
  entry: `id, contribution_id, source_system, source_record_id, version, position, reference, draft, changed, revision_id`,
  published_entry: 'entry_id, review_id, organisation_id, reference, handling, named, reasons',
  revision: 'id, entry_id, number, content, salt, content_hash, facts',
  publication: 'contribution_id, number, hash, state_hash, signed, published_by, published_at',
  delivery: 'contribution_id, number, answer, outcome',
  pointer: `revision_id, entry_id, review_id, organisation_id, from_version, sort_key, reference, earliest, latest, undated,
            kind, kind_label, kind_listed, significance, handling, named, subjects, facts, content_hash, digest`,
  received: `review_id, organisation_id, number, hash, outcome, version, entries, published_at, received_at, signed,
             signed_answer, shown_number`,
  monolith: `id, review_id, sort_key, type_name, reference, kind, kind_label, significance, handling, occurred_text,
             earliest_day, latest_day, occurred_time, precision, approximate, earliest, latest, organisation_id,
             organisation_name, record_type, date_as_recorded, source_of_information, people, what_happened, action_taken,
             person_seen, own_words, agency_comment, practice, recorded_on, fields`,
} as const;

/** A row of a table, its values in the order of its columns. */
export type Row = readonly unknown[];
