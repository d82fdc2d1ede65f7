"""Model weights, profiles and schemas shipped with the package."""
