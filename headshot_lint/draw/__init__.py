"""Pictures of what was found: geometry, false-colour maps, overlays, and where they are shown."""
