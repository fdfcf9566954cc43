"""Awards: what is earned, and how it is settled."""
