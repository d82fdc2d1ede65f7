"""`headshot-lint serve`: the check behind HTTP."""

from __future__ import annotations

import ipaddress
import signal
import socket
from typing import TYPE_CHECKING, Any

import click

from headshot_lint.cli.options import (
    config_options,
    given,
    isolate_option,
    jobs_option,
    photo_timeout_option,
    rule_options,
)
from headshot_lint.cli.streams import say
from headshot_lint.model.errors import HeadshotLintError

if TYPE_CHECKING:
    from headshot_lint.config.run_settings import RunSettings
    from headshot_lint.engine.settings import Settings
    from headshot_lint.service.caps import Caps

_GRACE_S = 30


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    metavar="N",
    help="Port to listen on; 0 for any that is free.",
)
@jobs_option
@click.option(
    "--waiting",
    type=click.IntRange(min=0),
    default=8,
    show_default=True,
    metavar="N",
    help="Requests that may wait; further ones get 429 and Retry-After.",
)
@click.option(
    "--max-mb",
    type=click.FloatRange(min=0, max=1000, min_open=True),
    default=25.0,
    show_default=True,
    metavar="MB",
    help="Largest upload, in millions of bytes.",
)
@click.option(
    "--max-mp",
    type=click.FloatRange(min=0, max=1000, min_open=True),
    default=75.0,
    show_default=True,
    metavar="MP",
    help="Largest photo, in millions of pixels.",
)
@isolate_option
@photo_timeout_option
@rule_options
@config_options
def command(
    *, host: str, port: int, waiting: int, max_mb: float, max_mp: float, **options: Any
) -> int:
    """Judge photos that are sent by HTTP, until Ctrl-C or SIGTERM.

    The body of POST /v1/check is the photo, the answer its report (JSON, schema 1). Nothing is
    stored, no address is fetched. There is neither a login nor encryption: whatever faces others
    belongs behind a proxy that has both.

    \b
    headshot-lint serve &
    curl --data-binary @ada.jpg 'http://127.0.0.1:8765/v1/check?profile=linkedin'
    """  # noqa: D301 - click wants the character
    from headshot_lint.model.extras import require_extra

    require_extra("headshot-lint serve", "serve", "fastapi", "uvicorn", "prometheus_client")
    import uvicorn

    from headshot_lint.cli.task import cores, isolation_of
    from headshot_lint.service.app import create_app
    from headshot_lint.service.caps import Caps

    settings, run = _settings(options)
    caps = Caps(int(max_mb * 1e6), int(max_mp * 1e6), run.jobs.value or cores(), waiting)
    if not _is_loopback(host):
        say(
            "warning",
            f"{host} can be reached from elsewhere, and there is no login",
            hint="let a proxy in front of it see to who may ask",
        )
    with _listening(host, port) as listener:
        address = f"http://{host}:{listener.getsockname()[1]}"
        config = uvicorn.Config(
            create_app(settings, caps, landmarks=run.engine.value, isolation=isolation_of(run)),
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE_S,
        )
        # Uvicorn ends well on these, and then raises them anew: that is the usual end, no failure.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        say("note", f"{address}, {_told(caps, settings)}; Ctrl-C ends")
        uvicorn.Server(config).run(sockets=[listener])
    return 0


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        raise HeadshotLintError(
            f"cannot listen on {host}:{port}: {error}", hint="name another by --host or --port"
        ) from error


def _settings(options: dict[str, Any]) -> tuple[Settings, RunSettings]:
    from headshot_lint.config.resolve import Resolver
    from headshot_lint.config.said import said

    config, isolated = options.pop("config"), options.pop("isolated")
    resolver = Resolver(said(given(options), config, isolated=isolated))
    return resolver.settings(), resolver.run()


def _told(caps: Caps, settings: Settings) -> str:
    noun = "photo" if caps.workers == 1 else "photos"
    return f"profile {settings.resolved.label}, {caps.workers} {noun} at a time"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
