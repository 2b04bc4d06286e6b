# Metrics and findings: service and satisfaction. What stands between ⟦ and ⟧ is bold.
