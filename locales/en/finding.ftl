# What stands out. What stands between ⟦ and ⟧ is bold.

finding-silent-segment = ⟦{ $count } “{ $segment }” customers⟧ have been silent for a median { $days } days. They brought ⟦{ $revenue }⟧.
finding-loss-makers = ⟦{ $share } of customers⟧ cost more to serve than they earn, and erode ⟦{ $loss }⟧ of profit.
finding-weak-cohort = Customers won in { $cohort } reorder at ⟦{ $retention }⟧ a month in their first quarter; other cohorts at { $others }.
finding-fastest-growth = { $value } ({ $dimension }) grew ⟦{ $growth }⟧; all others { $others }.
finding-top-share = The top 20% of customers bring ⟦{ $top-20 }⟧ of revenue; the top 1%, just { $count } customers, bring { $top-1 }.

# What to do about it.

action-win-back = Win them back while they still know you: a personal message before the next discount.
action-cut-cost-to-serve = Bring the cost down or the price up: fewer contacts, cheaper channels, a least order.
action-check-intake = Look at where these customers came from before buying more of them.
action-follow-growth = See who drives it, and offer it to those who have not tried it.
action-protect-the-top = Know these customers by name, and keep them.
