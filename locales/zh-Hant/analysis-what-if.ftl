# Metrics and findings: what-if and claims. What stands between ⟦ and ⟧ is bold.
