# The overview: headline figures, revenue by period, what stands out.

overview-title = Overview
overview-subtitle-year = Calendar year { $year } compared with { $before } · as of { $day }
overview-subtitle-range = { $from } – { $to } compared with { $before-from } – { $before-to }
overview-subtitle-alone = { $from } – { $to } · as of { $day }
overview-period = Period
overview-compare = Compare
overview-compare-none = none
overview-period-last-12 = Last 12 months
overview-period-all = All
overview-grain = Width of the bars
overview-grain-month = Month
overview-grain-quarter = Quarter
overview-grain-year = Year

overview-kpis = Headline figures
overview-kpi-revenue = Revenue
overview-kpi-active = Active customers
overview-kpi-new = New customers
overview-kpi-kept = Customers kept
overview-kpi-average-order = Average order
overview-kpi-expected = Expected, next { $months } months
overview-kpi-expected-note = from today’s customers
overview-kpi-needs-amounts = needs a column with amounts
overview-kpi-expected-none = not enough history
overview-kpi-versus = vs { $period }
overview-kpi-nothing-before = nothing in { $period } to compare
overview-kpi-no-comparison = no earlier period
overview-points = { $points } pt

overview-bars-returning = Returning customers bring { $share } of revenue
overview-bars-new = New customers bring { $share } of revenue
overview-bars-spike-every = { $sentence }; first orders spike every { $month }
overview-bars-spike-once = { $sentence }; first orders spike in { $month }
overview-bars-empty = No revenue in this period
overview-bars-subtitle-month = Revenue by month, { $unit }, { $n } months
overview-bars-subtitle-quarter = Revenue by quarter, { $unit }, { $n } quarters
overview-bars-subtitle-year = Revenue by year, { $unit }, { $n } years

overview-month-1 = January
overview-month-2 = February
overview-month-3 = March
overview-month-4 = April
overview-month-5 = May
overview-month-6 = June
overview-month-7 = July
overview-month-8 = August
overview-month-9 = September
overview-month-10 = October
overview-month-11 = November
overview-month-12 = December

overview-findings-title = What stands out
overview-findings-none = Nothing stands out
overview-findings-subtitle = { $n } findings, by money at stake
overview-findings-subtitle-one = One finding, by money at stake
overview-findings-none-subtitle = No segment, cohort or category differs enough to be more than chance

overview-segments-pair = { $first } and { $second }, { $customers } of customers, bring { $revenue } of revenue
overview-segments-one = { $first }, { $customers } of customers, bring { $revenue } of revenue
overview-segments-even = No segment differs by more than 2 points
overview-segments-empty = No customers to divide into segments
overview-segments-subtitle = Share of customers and of revenue, by segment

overview-movers-cut-two = { $first } and { $second } cut { $money } of orders in the later half
overview-movers-cut-one = { $first } cut { $money } of orders in the later half
overview-movers-added-two = { $first } and { $second } added { $money } of orders in the later half
overview-movers-added-one = { $first } added { $money } of orders in the later half
overview-movers-none = No customer’s orders changed between the halves
overview-movers-subtitle = { $later } against { $earlier }, { $unit }
overview-range = { $from } – { $to }
