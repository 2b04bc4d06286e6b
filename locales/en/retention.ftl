# Retention by cohort.

retention-title = Retention
retention-subtitle = Which customers come back, and for how long
retention-cohort-by = Cohorts by
retention-month = Month
retention-quarter = Quarter
retention-truncated = { $n ->
    [one] One customer
   *[other] { $count } customers
} signed up before the data begins. Nobody saw their first months, so they are in no row.

retention-half = Customers won in { $cohort } come back half as often
retention-third = Customers won in { $cohort } come back a third as often
retention-quarter-as = Customers won in { $cohort } come back a quarter as often
retention-less = Customers won in { $cohort } come back { $share } less often
retention-more = Customers won in { $cohort } come back { $share } more often
retention-years = { $month } { $years }
retention-year-separator = ,{" "}
retention-even = No cohort differs from the others beyond chance

retention-triangle-subtitle-month = Share of each cohort ordering in month n after the first order, %
retention-triangle-subtitle-quarter = Share of each cohort ordering in quarter n after the first order, %
retention-how = How to read.
retention-how-month = Each row is a group of customers by month of first order. A cell is the share who ordered in that later month.
retention-how-quarter = Each row is a group of customers by quarter of first order. A cell is the share who ordered in that later quarter.

retention-gap-stays = The gap opens at once and never closes
retention-gap-mostly = The gap opens and stays for most of the time
retention-gap-closes-months = The gap closes after { $n } months
retention-gap-closes-quarters = The gap closes after { $n } quarters
retention-tail-months = { $share } still order { $n } months on
retention-tail-quarters = { $share } still order { $n } quarters on
retention-tail-empty = No cohort is a full period old yet
retention-curves-subtitle-month = Share ordering each month; one grey line per cohort
retention-curves-subtitle-quarter = Share ordering each quarter; one grey line per cohort

retention-profit-weak = { $cohort } customers earn { $money } each, others { $others }
retention-profit-range = A new customer earns { $low } to { $high } in a year
retention-profit-one = A new customer earns { $money } in the first year
retention-profit-early = First-year profit needs cohorts a year old
retention-profit-no-cost = First-year profit needs a cost column
retention-profit-subtitle = First-year profit per customer, { $unit }, { $year } cohorts
