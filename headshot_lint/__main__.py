"""`python -m headshot_lint`."""

from headshot_lint.cli.main import main

main()
