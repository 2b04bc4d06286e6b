# Metrics and findings: retention and lifecycle. What stands between ⟦ and ⟧ is bold.
