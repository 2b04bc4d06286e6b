# Metrics and findings: segments. What stands between ⟦ and ⟧ is bold.
