# Metrics and findings: companies and channels. What stands between ⟦ and ⟧ is bold.
