/**
 * What PostgreSQL is started with. Reached from this machine alone and only with a password; its log holds no value of
 * any row: no parameters, no DETAIL (which prints keys), no text of a statement that failed.
 */
export const settings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  max_connections: '200',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_statement: 'none',
  log_line_prefix: '%m [%p] %d ',
};

/** Settings for a server that is thrown away after its use: nothing waits for the disk. */
export const throwAway: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};
