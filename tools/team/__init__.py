"""Sets of photographs with planted outliers, and whether the rules on sets find them."""
