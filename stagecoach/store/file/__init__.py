"""What is kept: the store as a file: opened, locked, migrated, backed up."""
