"""Checking in so that nothing is lost or counted twice."""
