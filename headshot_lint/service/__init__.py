"""The check behind HTTP and behind MCP, for programs that do not run Python.

See `docs/how-to-serve.md`.
"""
