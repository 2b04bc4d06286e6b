# Concentration of revenue and profit.

pareto-title = Pareto 80/20
pareto-subtitle = Who brings the revenue, who brings the profit, and who costs more than they earn
pareto-lorenz = The top 20% of customers bring { $share } of revenue
pareto-lorenz-even = Every customer brings about the same
pareto-lorenz-empty = No revenue to divide
pareto-lorenz-subtitle = Cumulative share of revenue; customers ranked from largest · Gini { $gini }
pareto-lorenz-subtitle-plain = Cumulative share of revenue; customers ranked from largest
pareto-whale = The last { $share } of customers erode { $loss } of profit
pareto-whale-none = No customer loses money
pareto-whale-refused = Profit needs a cost column
pareto-whale-subtitle = Cumulative profit after cost to serve, { $unit }
pareto-abc-profit = Class A, { $customers } of customers, earns { $share } of profit
pareto-abc-revenue = Class A, { $customers } of customers, brings { $share } of revenue
pareto-abc-empty = No customers to class
pareto-abc-subtitle = ABC classes by cumulative revenue · thresholds { $a } / { $b }
pareto-traits = “{ $trait }” is { $ratio } times as common among loss-makers
pareto-traits-only = Only loss-makers have “{ $trait }”
pareto-traits-none = No trait marks the loss-makers
pareto-traits-refused = Loss-makers need a cost column
pareto-traits-loss = Loss-making
pareto-traits-profit = Profitable
pareto-traits-subtitle = Share of customers with the trait

pareto-column-class = Class
pareto-column-customers = Customers
pareto-column-share = Share
pareto-column-revenue = Revenue
pareto-column-profit = Profit, { $unit }
pareto-column-lose = Lose money
pareto-class-a = first { $share } of revenue
pareto-class-b = next { $share }
pareto-class-c = last { $share }
pareto-all = All
