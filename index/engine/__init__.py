"""An index in PostgreSQL with pgvector: for several machines, or more than one machine holds."""
