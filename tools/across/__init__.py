"""The same photographs by other versions of the libraries, and by another engine."""
