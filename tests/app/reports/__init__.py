"""Reports on habits, over the API."""
