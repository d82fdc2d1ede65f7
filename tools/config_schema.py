"""The JSON Schema of configuration files: the file schema, with every rule's options spelt out."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter
from shipped import own_profiles, own_rules

from headshot_lint.config.schema import ConfigFile
from headshot_lint.engine.profile import RuleSetting
from headshot_lint.engine.registry import AnyRule
from headshot_lint.engine.rule_options import option_type
from headshot_lint.engine.select import selector_names
from headshot_lint.model.options import OptionInfo

Schema = dict[str, Any]


def config_schema() -> str:
    """The JSON Schema (2020-12) of `headshot-lint.toml`, for editors and validators."""
    schema: Schema = ConfigFile.model_json_schema(by_alias=True)
    schema["title"] = "headshot-lint configuration"
    schema["$defs"] |= {f"rule-{rule.name}": _rule(rule) for rule in own_rules().values()}
    schema["$defs"]["selector"] = _suggested(set(selector_names(own_rules())))
    for table in (schema, schema["$defs"]["Override"]):
        _spell_out(table["properties"])
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
    return json.dumps(schema, indent=2, sort_keys=True) + "\n"


def _spell_out(properties: dict[str, Schema]) -> None:
    """Name the selectors, profiles and rules that there are; packs of others may add to them."""
    selectors = {"type": "array", "items": {"$ref": "#/$defs/selector"}}
    for key in ("select", "extend-select", "ignore"):
        kept = {k: v for k, v in properties[key].items() if k in {"title", "description"}}
        properties[key] = kept | selectors
    described = {k: properties["profile"][k] for k in ("title", "description")}
    properties["profile"] = described | _suggested(set(own_profiles()))
    properties["rules"]["properties"] = {
        key: {"$ref": f"#/$defs/rule-{rule.name}"}
        for rule in own_rules().values()
        for key in (rule.code, rule.name)
    }


def _suggested(names: set[str]) -> Schema:
    """Text for which editors offer these names."""
    return {"anyOf": [{"enum": sorted(names)}, {"type": "string"}]}


def _rule(rule: type[AnyRule]) -> Schema:
    base: Schema = RuleSetting.model_json_schema()
    options = {info.name: _option(rule, info) for info in rule.Options.describe()}
    return {
        "title": f"{rule.code} {rule.name}",
        "description": (rule.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": base["properties"] | options,
        "additionalProperties": False,
    }


def _option(rule: type[AnyRule], info: OptionInfo) -> Schema:
    facts = asdict(info)
    unit = f" In {info.unit}." if info.unit else ""
    typed: Schema = TypeAdapter(option_type(rule, info)).json_schema()
    return typed | {"description": f"{facts['doc']}{unit}", "default": facts["default"]}
