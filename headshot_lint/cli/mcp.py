"""`headshot-lint mcp`: the check as a tool of assistants."""

from __future__ import annotations

from typing import Any

import click

from headshot_lint.cli.options import config_options, given, rule_options


@click.command("mcp")
@rule_options
@config_options
def command(*, config: tuple[str, ...], isolated: bool, **options: Any) -> int:
    """Offer the tool check_headshot by the Model Context Protocol, over standard streams.

    An assistant starts this command itself, reads photos of this machine by path, and gets verdict,
    score and findings. Nothing listens on a port.
    """
    from headshot_lint.model.extras import require_extra

    require_extra("headshot-lint mcp", "mcp", "mcp")
    from headshot_lint.config.resolve import Resolver
    from headshot_lint.config.said import said
    from headshot_lint.service.tools import create_server

    resolver = Resolver(said(given(options), config, isolated=isolated))
    create_server(resolver.settings()).run()
    return 0
