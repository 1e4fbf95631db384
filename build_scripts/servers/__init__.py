"""Settings for web servers: the policy, one table of response headers, and a template for each server."""
