"""Settings for web servers: the policy, one table of response headers, and a template for each server."""

from build_scripts.servers.configs import HEADERS, server_config, server_configs, site_prefix, write_server_files
from build_scripts.servers.headers import security_policy, server_table

__all__ = [
    "HEADERS",
    "security_policy",
    "server_config",
    "server_configs",
    "server_table",
    "site_prefix",
    "write_server_files",
]
