# Metrics and findings: segments. What stands between ⟦ and ⟧ is bold.

metric-recency-days-name = Days since the last order
metric-recency-days-what = How long ago a customer last ordered, counted to the day of the report.
metric-recency-score-name = Recency score
metric-recency-score-what = How recently a customer ordered compared with the others; the highest score is the most recent.
metric-frequency-score-name = Frequency score
metric-frequency-score-what = How often a customer ordered compared with the others; the highest score has most orders.
metric-monetary-score-name = Monetary score
metric-monetary-score-what = How much a customer brought compared with the others; the highest score brought most.
metric-segment-name = Segment
metric-segment-what = The name for customers who are alike in how recently and how often they ordered.
metric-segment-customers-name = Customers of a segment
metric-segment-customers-what = How many of the selected customers belong to the segment.
metric-segment-revenue-name = Revenue of a segment
metric-segment-revenue-what = What the customers of the segment brought with the selected order lines.
metric-rule-segment-customers-name = Customers of a rule
metric-rule-segment-customers-what = How many customers a rule of yours takes: those for whom it is the first rule that holds.
metric-cluster-name = Cluster
metric-cluster-what = A group of customers who are alike in recency, orders and revenue, found in the data rather than drawn by rules.
metric-cluster-customers-name = Customers of a cluster
metric-cluster-customers-what = How many of the selected customers are in the cluster.
metric-cluster-revenue-name = Revenue of a cluster
metric-cluster-revenue-what = What the customers of the cluster brought with the selected order lines.
metric-cluster-means-name = Averages of a cluster
metric-cluster-means-what = What a customer of the cluster is like on average: days since the last order, orders, revenue, chance of coming back.
metric-cluster-center-name = Mark of a cluster
metric-cluster-center-what = What sets the cluster apart: low, middling or high in each respect, compared with all customers.
metric-cluster-inertia-name = Spread within clusters
metric-cluster-inertia-what = How far customers lie from the centre of their cluster, all together; smaller is tighter.
metric-cluster-silhouette-name = Clearness of clusters
metric-cluster-silhouette-what = How much closer customers are to their own cluster than to the next one; 1 is perfectly clear, 0 is none.
metric-cluster-stability-name = Stability of clusters
metric-cluster-stability-what = Whether the same clusters come out again when other customers are drawn; 1 is always, 0 is by chance.
metric-cluster-number-name = Suggested number of clusters
metric-cluster-number-what = The finest division that is both stable and about as clear as the best one.
metric-need-cluster-name = Cluster of needs
metric-need-cluster-what = Customers who spread their spending over the categories in a similar way.
metric-need-mix-name = Category mix
metric-need-mix-what = Which share of a cluster's spending goes to each category.
metric-need-index-name = Category index
metric-need-index-what = How much more a cluster spends on a category than all customers do; 100 is the same.
metric-cross-cell-name = Customers in both groups
metric-cross-cell-what = How many customers are in a group of one division and in a group of the other.
metric-cross-cramers-v-name = Strength of association
metric-cross-cramers-v-what = How far one division of the customers tells the other: 0 not at all, 1 completely.
metric-cross-adjusted-rand-name = Agreement of two divisions
metric-cross-adjusted-rand-what = Whether two divisions put the same customers together: 1 always, 0 no more than by chance.
metric-value-tier-name = Value tier
metric-value-tier-what = Whether a customer is among the most valuable, the most growable, below zero, asleep, or none of these.
metric-tier-value-name = Value of a tier
metric-tier-value-what = What the customers of the tier brought in the period: profit where cost is known, else revenue.
metric-tier-cost-share-name = Share of cost of a tier
metric-tier-cost-share-what = Which part of all cost the customers of the tier use.
metric-tier-potential-name = Potential
metric-tier-potential-what = What customers could bring more if they ordered as often as the eager quarter of those who order as much at a time.
metric-tier-stayed-name = Stability of a tier
metric-tier-stayed-what = Which share of the customers of a tier are still in it one period later.
metric-tier-flow-name = Moves between tiers
metric-tier-flow-what = How many customers moved from one tier to another between two periods.

finding-first-order-only = ⟦{ $customers } of customers⟧ ordered only once; they brought ⟦{ $revenue }⟧ of revenue.
finding-former-regulars = { $n-count ->
    [one] ⟦{ $count } customer⟧ once ordered most often and has been silent longest
   *[other] ⟦{ $count } customers⟧ once ordered most often and have been silent longest
}; they brought ⟦{ $revenue }⟧.
finding-rules-overlap = “{ $first }” and “{ $second }” both hold for { $n-count ->
    [one] ⟦{ $count } customer⟧
   *[other] ⟦{ $count } customers⟧
}; “{ $first }” takes them because it comes first.
finding-rule-takes-nobody = The rule ⟦“{ $rule }”⟧ takes nobody, although its conditions hold for { $n-count ->
    [one] { $count } customer
   *[other] { $count } customers
}.
finding-rules-miss = No rule takes ⟦{ $share } of customers⟧; they brought { $revenue }.
finding-top-cluster = Cluster { $cluster } is ⟦{ $customers } of customers⟧ and brings ⟦{ $revenue } of revenue⟧, with { $orders } orders each on average.
finding-quiet-cluster = The { $n-count ->
    [one] ⟦{ $count } customer⟧
   *[other] ⟦{ $count } customers⟧
} of cluster { $cluster } spend more than most, but have been silent for a median { $days } days; they brought ⟦{ $revenue }⟧.
finding-unstable-clusters = { $clusters } clusters ⟦do not hold⟧: drawn anew, they agree only to { $agreement } of 1.
finding-need-focus = { $n-count ->
    [one] ⟦{ $count } customer⟧ spends
   *[other] ⟦{ $count } customers⟧ spend
} ⟦{ $share }⟧ of their money on { $category }; all customers together { $others }.
finding-top-tier-leaves = ⟦{ $share } of the most valuable customers⟧ of a period ago ({ $count }) are no longer among them, worth about ⟦{ $value }⟧ a period.
finding-growable-customers = { $n-count ->
    [one] ⟦{ $count } customer⟧ orders
   *[other] ⟦{ $count } customers⟧ order
} as much at a time as others, but less often; at their pace it would be ⟦{ $potential }⟧ more a period.
finding-below-zero = { $n-count ->
    [one] ⟦{ $count } customer⟧ brought
   *[other] ⟦{ $count } customers⟧ brought
} less than nothing: ⟦{ $loss }⟧ lost in the period, with { $cost } of all cost.

# What to do about it.

action-second-order = Give first-time buyers a reason for a second order within weeks.
action-call-former-regulars = Ask them what changed, before offering anything.
action-order-rules = Put the narrower rule first, or draw a line between them.
action-mend-rule = Move it up, widen it, or take it out.
action-add-rule = Add a rule for them, or leave them as the rest on purpose.
action-treat-cluster-apart = Give this cluster its own service level and contact plan.
action-wake-cluster = Write to this cluster first; it has the most to lose.
action-fewer-clusters = Use fewer clusters, or segments drawn by rules.
action-serve-the-need = Show them this category first, and what goes with it.
action-keep-top-tier = Call those who left the top tier, by name, this week.
action-grow-growable = Offer them a rhythm: reminders, subscriptions, a reason to come sooner.
action-mend-below-zero = Reprice, move them to a cheaper channel, or set a least order before letting go.
