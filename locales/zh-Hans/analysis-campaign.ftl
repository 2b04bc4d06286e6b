# Metrics and findings: campaigns. What stands between ⟦ and ⟧ is bold.
