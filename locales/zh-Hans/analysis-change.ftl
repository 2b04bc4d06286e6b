# Metrics and findings: change. What stands between ⟦ and ⟧ is bold.
