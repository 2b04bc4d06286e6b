# Metrics and findings: development. What stands between ⟦ and ⟧ is bold.
