"""What settings say to no effect: a line that does nothing is a misunderstanding."""

from __future__ import annotations

from collections.abc import Iterator

from headshot_lint.engine.profile import load_profile
from headshot_lint.engine.registry import load_rules
from headshot_lint.engine.select import Layer, Specificity, parse_selector
from headshot_lint.engine.settings import Settings
from headshot_lint.model.rule import SetRule


def unheeded(settings: Settings, *, on_sets: bool = True) -> tuple[str, ...]:
    """Return one sentence for each rule that is asked for or adjusted and yet does not judge.

    Args:
        settings: of some photos.
        on_sets: whether any photos are judged as a set.
    """
    said = [
        sentence
        for layer in settings.layers
        for sentence in (
            *_previews(layer, settings),
            *_idle_options(layer, settings),
            *(() if on_sets else _without_team(layer)),
        )
    ]
    return tuple(dict.fromkeys(said))


def _previews(layer: Layer, settings: Settings) -> Iterator[str]:
    if settings.preview:
        return
    rules = load_rules()
    asked = {
        "select": layer.select or (),
        "extend-select": layer.extend_select,
        "severity": [text for text, level in layer.severity.items() if level != "off"],
    }
    for key, texts in asked.items():
        for text in texts:
            selector = parse_selector(text, rules)
            for code in selector.codes if selector.specificity is Specificity.RULE else ():
                if rules[code].preview:
                    yield (
                        f"{layer.origin.at(key)}: {code} {rules[code].name} is in preview: "
                        "it has no effect without --preview"
                    )


def _without_team(layer: Layer) -> Iterator[str]:
    """Rules on sets that are asked for by themselves, where no set is judged."""
    rules = load_rules()
    asked = {"select": layer.select or (), "extend-select": layer.extend_select}
    for key, texts in asked.items():
        for text in texts:
            codes = parse_selector(text, rules).codes
            if codes and all(issubclass(rules[code], SetRule) for code in codes):
                yield (
                    f"{layer.origin.at(key)}: {text} judges sets of photos: it has no effect "
                    "without --team or [team]"
                )


def _idle_options(layer: Layer, settings: Settings) -> Iterator[str]:
    by_profile = load_profile(settings.profile).plans
    for code in layer.options:
        rule, choice = load_rules()[code], settings.chosen[code]
        # Off by the profile, not by a decision of the configuration.
        if not choice.on and choice.origin == by_profile[code].origin("severity"):
            yield (
                f"{layer.of_rule(code)}: {code} {rule.name} is off in profile "
                f"{settings.profile}, so its options have no effect; switch it on with "
                f'extend-select = ["{rule.name}"]'
            )
