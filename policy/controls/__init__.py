"""Security controls for AWS programs: what each one checks, and the machinery that judges a stack by them."""
