# Metrics and findings: concentration and profit. What stands between ⟦ and ⟧ is bold.
