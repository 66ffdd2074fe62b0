"""What serves DataStax's own products."""
