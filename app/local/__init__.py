"""The application on one machine: real PostgreSQL and Valkey, the site and the API on one address."""
