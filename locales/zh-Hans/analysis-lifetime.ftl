# Metrics and findings: lifetime value. What stands between ⟦ and ⟧ is bold.
