"""Configuration: file schema -> merged configuration -> resolved settings.

Three types for three jobs: `schema.ConfigFile` is what a file may say; `Configuration` is what all
places said together, and where each of them said it; `engine.settings.Settings` (judging) and
`RunSettings` (the run) are what follows for a photo.
"""
