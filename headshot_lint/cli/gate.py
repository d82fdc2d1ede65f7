"""`headshot-lint gate`: run a program that renders until a picture passes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from headshot_lint.cli.options import config_options, given, rule_options
from headshot_lint.cli.streams import put, say
from headshot_lint.model.errors import EXIT_FINDINGS, EXIT_USAGE, HeadshotLintError

if TYPE_CHECKING:
    from headshot_lint.config.run_settings import RunSettings
    from headshot_lint.engine.settings import Settings
    from headshot_lint.gate import Gate, Outcome
    from headshot_lint.gate.events import Event

DEFAULT_PROFILE = "render"


def _pairs(_ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for value in values:
        name, separator, text = value.partition("=")
        if not separator or not name:
            raise HeadshotLintError(
                f"{param.opts[0]} {value!r} is no pair", hint=f"write {param.opts[0]} NAME=VALUE"
            )
        pairs[name.strip()] = text
    return pairs


@click.command("gate")
@click.option(
    "--command",
    "template",
    required=True,
    metavar="COMMAND",
    help="The program, with {seed}, {prompt}, {negative_prompt}, {out} or any {NAME} where a value "
    "goes. No shell reads it: a value stays one word. Without {out}, the picture is read from "
    "standard output.",
)
@click.option("--prompt", metavar="TEXT", help="What {prompt} is at first; advice adds to it.")
@click.option("--negative-prompt", metavar="TEXT", help="What {negative_prompt} is at first.")
@click.option(
    "--param",
    "params",
    multiple=True,
    callback=_pairs,
    metavar="NAME=VALUE",
    help="What {NAME} is. May be repeated.",
)
@click.option("--save", "folder", required=True, metavar="DIR", help="Where pictures go.")
@click.option(
    "--keep",
    type=click.Choice(["passed", "best", "all"]),
    default="passed",
    show_default=True,
    help="Which pictures are saved.",
)
@click.option(
    "--attempts",
    type=click.IntRange(min=1),
    default=4,
    show_default=True,
    metavar="N",
    help="Pictures that may be rendered.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    metavar="S",
    help="Time after which nothing is rendered any more.",
)
@click.option(
    "--errors",
    type=click.IntRange(min=0),
    default=2,
    show_default=True,
    metavar="N",
    help="Failures of the program that are borne.",
)
@click.option(
    "--timeout",
    "timeout_s",
    type=click.FloatRange(min=0, min_open=True),
    default=300.0,
    show_default=True,
    metavar="S",
    help="Time after which one call is ended.",
)
@click.option(
    "--best-of",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help="Pictures that must pass, of which the best is named.  [default: 1]",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    metavar="N",
    help="Of the job: each attempt's seed follows from it.  [default: a new one]",
)
@click.option("--key", metavar="NAME", help="What the job and its files are called.")
@click.option(
    "--journal",
    metavar="DIR",
    help="Write each attempt down; a job with the same --key goes on where it broke off.",
)
@click.option(
    "--purpose",
    type=click.Choice(["headshot", "portrait"]),
    default="headshot",
    show_default=True,
    help="For a portrait, rules give way that hold for headshots alone.",
)
@click.option(
    "--on-fail",
    multiple=True,
    callback=_pairs,
    metavar="RULE=ACTION",
    help="What a failing rule or group calls for: regenerate, fix, ignore or stop.",
)
@rule_options
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "hint"]),
    help="Least severity that keeps a picture from passing.  [default: error]",
)
@click.option(
    "--min-score",
    type=click.FloatRange(0, 100),
    metavar="N",
    help="Score below which a picture does not pass.",
)
@config_options
@click.option(
    "--output-format",
    "shape",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What standard output gets: the picture's path, or the whole account.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing of single attempts.")
def command(  # noqa: PLR0913 - click fills one parameter an option
    *,
    template: str,
    prompt: str | None,
    negative_prompt: str | None,
    params: dict[str, str],
    seed: int | None,
    key: str | None,
    timeout_s: float,
    shape: str,
    config: tuple[str, ...],
    isolated: bool,
    **options: Any,
) -> int:
    """Render by a program until a picture passes, and print where it is.

    Pictures are judged by the profile `render`, unless options or the configuration of the current
    folder name another.

    Exit code: 0 a picture passed, 1 none did, 2 wrong usage, a program that cannot be run or failed
    too often, or a rule that broke.

    \b
    headshot-lint gate --command 'render --seed {seed} --prompt {prompt} --out {out}' \\
        --prompt 'studio headshot' --attempts 4 --save out/
    """  # noqa: D301 - click wants the character
    from headshot_lint.gate.adapters import Command

    wanted = dict(params)
    wanted |= {"prompt": prompt} if prompt is not None else {}
    wanted |= {"negative_prompt": negative_prompt} if negative_prompt is not None else {}
    adapter = Command(template, timeout_s=timeout_s)
    gate = _gate(options, config, isolated=isolated)
    outcome = gate.run(adapter, wanted, seed=seed, key=key)
    put(_as_json(outcome) if shape == "json" else _as_text(outcome))
    if outcome.ok:
        return 0
    say("error", outcome.account(), hint=_hint(outcome))
    return EXIT_USAGE if outcome.stop in ("errors", "broken") else EXIT_FINDINGS


def _gate(options: dict[str, Any], config: tuple[str, ...], *, isolated: bool) -> Gate:
    from headshot_lint.config.resolve import Resolver
    from headshot_lint.config.said import said
    from headshot_lint.gate import Budget, Gate

    own = (
        "folder",
        "keep",
        "attempts",
        "seconds",
        "errors",
        "best_of",
        "journal",
        "purpose",
        "on_fail",
        "quiet",
    )
    mine = {name: options.pop(name) for name in own}
    resolver = Resolver(said(given(options), config, isolated=isolated))
    run = resolver.run()
    if run.fail_on.value == "never":
        raise HeadshotLintError(
            "with fail-on = never every picture would pass", hint="say --fail-on error"
        )
    least = run.min_score.value
    return Gate(
        _linter(resolver.settings(), mine["purpose"], run),
        fail_on=run.fail_on.value,
        budget=Budget(mine["attempts"], mine["seconds"], errors=mine["errors"]),
        best_of=mine["best_of"],
        on_fail=mine["on_fail"],
        accept=None if least is None else lambda report: report.score >= least,
        save=mine["keep"],
        save_to=mine["folder"],
        journal=mine["journal"],
        exhausted="none",
        observers=() if mine["quiet"] else (_tell,),
    )


def _linter(settings: Settings, purpose: str, run: RunSettings) -> Any:
    from headshot_lint.engine.linter import Linter
    from headshot_lint.gate.checks import settings_for_purpose

    if "profile" not in settings.origins:
        settings = replace(settings, profile=DEFAULT_PROFILE)
    return Linter(settings_for_purpose(settings, purpose), engine=run.engine.value)


def _tell(event: Event) -> None:
    """Say on stderr how an attempt ended."""
    from headshot_lint.gate.events import AttemptEnded

    if isinstance(event, AttemptEnded):
        score = "" if event.score is None else f", score {event.score:g}"
        failed = f", fails {' '.join(event.failed)}" if event.failed else ""
        seconds = event.gen_s + event.lint_s
        say("note", f"attempt {event.index + 1}: {event.status}{score}{failed} ({seconds:.1f} s)")


def _hint(outcome: Outcome) -> str | None:
    """What to do: the messages of what the best picture fails, or what the program said."""
    best = outcome.best
    if outcome.stop == "errors" or best is None or best.judgement is None:
        return next((a.error for a in reversed(outcome.attempts) if a.error), None)
    return "\n".join(f.message for f in best.judgement.findings if f.code in best.counted) or None


def _as_text(outcome: Outcome) -> str:
    return f"{outcome.best.path}\n" if outcome.ok and outcome.best is not None else ""


def _as_json(outcome: Outcome) -> str:
    import json

    from headshot_lint.gate.journal import written

    shown = {
        "ok": outcome.ok,
        "stop": outcome.stop,
        "key": outcome.key,
        "seed": outcome.seed,
        "elapsed_s": round(outcome.elapsed_s, 3),
        "resumed": outcome.resumed,
        "best": None if outcome.best is None else outcome.attempts.index(outcome.best),
        "path": outcome.best.path if outcome.ok and outcome.best is not None else None,
        "attempts": [written(attempt) for attempt in outcome.attempts],
    }
    return json.dumps(shown, indent=2, ensure_ascii=False) + "\n"
