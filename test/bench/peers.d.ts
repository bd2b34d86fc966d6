// What the hub is measured against is installed for a run of the benchmark alone: to check ours, theirs need no types.
declare module '@apollo/gateway';
declare module '@graphql-hive/gateway-runtime';
declare module '@graphql-hive/router-runtime';
declare module '@graphql-mesh/transport-http';
declare module 'autocannon';
declare module 'pg-copy-streams';
