# Segments by recency and frequency, and the drawer of one segment.

segments-title = Segments
segments-all-customers = All customers
segments-path = Path
segments-several = { $n } segments
segments-scored-by = Scored by
segments-scored-fixed = Fixed cut-offs
segments-scored-quintiles = Quintiles

segments-grid-quiet = { $share } of customers have not ordered for over { $days } days
segments-grid-none-quiet = Every customer ordered within { $days } days
segments-grid-one = { $n } customers are “{ $segment }”
segments-grid-empty = No customers to divide into segments
segments-grid-subtitle-counts = Customers per cell; shade: customers
segments-grid-subtitle = Customers per cell; shade: revenue
segments-tree-pair = { $first } and { $second } hold { $share } of revenue
segments-tree-one = “{ $first }” customers hold { $share } of revenue
segments-tree-selected = They hold { $share } of revenue
segments-tree-none = No segment holds revenue
segments-tree-subtitle = Area is revenue, { $revenue } in total
segments-table-slipping = Slipping segments hold { $share } of revenue
segments-table-slipping-customers = Slipping segments hold { $share } of customers
segments-table-safe = Slipping segments hold less than 2% of revenue

segments-column-segment = Segment
segments-column-customers = Customers
segments-column-share = Share
segments-column-revenue = Revenue, { $unit }
segments-column-days = Days quiet
segments-column-p-alive = P(alive)
segments-column-clv = CLV, { $unit }
segments-column-action = Recommended action

segments-action-champions = Reward; early access
segments-action-loyal = Upsell; ask for reviews
segments-action-potential-loyalists = Membership after the third order
segments-action-new = Welcome kit in the first 14 days
segments-action-promising = Second-order voucher, small
segments-action-need-attention = Limited offer, main category
segments-action-about-to-sleep = Remind at their usual interval
segments-action-cant-lose = Call in person; win back
segments-action-at-risk = Win-back offer, with control
segments-action-hibernating = Low-cost reminder only
segments-action-lost = Stop paid contact

segments-about-champions = Bought very recently and very often.
segments-about-loyal = Buy often, and not long ago.
segments-about-potential-loyalists = Bought recently, two orders or a few.
segments-about-new = First order, very recently.
segments-about-promising = One order, recently.
segments-about-need-attention = Middling in both: neither recent nor gone.
segments-about-about-to-sleep = Few orders, the last a while ago.
segments-about-cant-lose = Bought most often of all, then went quiet.
segments-about-at-risk = Bought repeatedly, then went quiet.
segments-about-hibernating = Few orders, long ago.
segments-about-lost = Few orders, longest ago.

segments-drawer = Segment { $segment }
segments-close = Close
segments-fact-customers = Customers
segments-fact-revenue = Revenue
segments-fact-silence = Median silence
segments-fact-alive = Chance alive
segments-fact-share-customers = { $share } of customers
segments-fact-share-revenue = { $share } of revenue
segments-fact-days = { $n } d
segments-fact-was-every = was every { $n } d
segments-fact-ordered-once = nobody ordered twice
segments-fact-mean-alive = mean P(alive)
segments-fact-not-fitted = model not fitted
segments-fact-none = –

segments-alive-some = { $n } may still be won back
segments-alive-none = Nobody has a chance of 25% or more
segments-alive-active = { $n } are likely still active
segments-alive-subtitle = Customers by P(alive), 5-point bins
segments-call-title = Call these first
segments-call-subtitle = Largest past revenue with P(alive) of 25% or more
segments-call-subtitle-counts = P(alive) of 25% or more
segments-call-customer = Customer
segments-call-revenue = Revenue
segments-call-p-alive = P(alive)
segments-call-facts = { $orders } orders · { $days } days quiet
segments-list-all = List all { $n }
