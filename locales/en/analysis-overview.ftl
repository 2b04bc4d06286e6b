# Metrics of the overview.

metric-revenue-name = Revenue
metric-revenue-what = What customers were billed, minus what they sent back.
metric-orders-name = Orders
metric-orders-what = How many orders were placed.
metric-active-customers-name = Active customers
metric-active-customers-what = Customers who ordered at least once in the period.
metric-new-customers-name = New customers
metric-new-customers-what = Customers who signed up, or ordered first where no sign-up is known, in the period.
metric-new-revenue-name = Revenue of new customers
metric-new-revenue-what = What customers bought in the period in which they became customers.
metric-returning-revenue-name = Revenue of returning customers
metric-returning-revenue-what = What customers bought who had been won in an earlier period.
metric-average-order-value-name = Average order value
metric-average-order-value-what = What one order brings on average.
metric-kept-share-name = Customers kept
metric-kept-share-what = Of those who bought in the period before, the share who bought again in this one.
metric-repeat-rate-name = Repeat rate
metric-repeat-rate-what = The share of active customers who ordered at least twice in the period.
metric-revenue-change-name = Change of revenue
metric-revenue-change-what = How much more or less a customer bought in the later half of the period.
