# What each panel of the core pages is, how it is computed, where it comes from and what it does not say.

explain-revenue-bars-what = Revenue of each period, split by whether the customer was new in that period.
explain-revenue-bars-formula = new = revenue of customers who became customers in the period; returning = everything else.
explain-revenue-bars-source = The amounts of your order lines; returns and cancellations are subtracted.
explain-revenue-bars-caveat = A customer counts as new in the whole period of the first order. A period that is not over is not comparable.

explain-segment-shares-what = How many of the customers each segment has, and how much of the revenue it brings.
explain-segment-shares-formula = share of customers = customers of the segment ÷ all; share of revenue = their revenue ÷ all.
explain-segment-shares-source = Recency and frequency scores, after Hughes 1994, Strategic Database Marketing.
explain-segment-shares-caveat = Revenue is the past. A segment that was worth much may be leaving.

explain-movers-what = The customers whose revenue changed most between the two halves of the period.
explain-movers-formula = change = revenue in the later half − revenue in the earlier half.
explain-movers-source = The amounts of your order lines.
explain-movers-caveat = One large order can make a mover. Seasons differ between the halves.

explain-segment-grid-what = Customers by how recently and how often they ordered, in five scores each.
explain-segment-grid-formula = fixed cut-offs: last order within 30, 90, 180, 365 days; 9, 5, 3, 2 orders or more. Quintiles: equal fifths, ties share a score.
explain-segment-grid-source = Hughes 1994; Bult & Wansbeek 1995. The shade is the square root of revenue, in nine steps.
explain-segment-grid-caveat = Cut-offs suit one rhythm of buying. Where customers order once a year, take quintiles.

explain-segment-revenue-what = The revenue of each segment as an area.
explain-segment-revenue-formula = area = revenue of the segment ÷ revenue of all segments.
explain-segment-revenue-source = Squarified treemap, Bruls, Huizing & van Wijk 2000.
explain-segment-revenue-caveat = Areas are harder to compare than lengths; the table has the numbers. A segment whose revenue is zero or below has no area.

explain-segment-table-what = Who is in each segment, what it brings, how quiet it is and what to do.
explain-segment-table-formula = days quiet = median days since the last order; P(alive) and CLV = means of the purchase model over the segment.
explain-segment-table-source = Fader, Hardie & Lee 2005 for P(alive) and CLV.
explain-segment-table-caveat = Actions are rules of thumb. Keep a control group to learn whether they pay.

explain-lorenz-what = Customers ranked by revenue, with a running total.
explain-lorenz-formula = share(p) = revenue of the top p of customers ÷ all revenue. Gini = twice the area between the curve and the diagonal.
explain-lorenz-source = Pareto 1896; Lorenz 1905; Gini 1912.
explain-lorenz-caveat = Revenue is not profit: see the whale curve. Few years of data make customers look more unequal than they are.

explain-whale-what = Customers ranked by profit, with a running total: it rises, then falls where customers cost more than they earn.
explain-whale-formula = profit = revenue − cost, by customer; peak = profit of all who earn something.
explain-whale-source = Cooper & Kaplan 1991, Profit Priorities from Activity-Based Costing.
explain-whale-caveat = Only costs in your data count. A customer who loses money today may be new and worth keeping.

explain-abc-what = Customers in three classes by the revenue they add up to.
explain-abc-formula = ranked by revenue: class A until the running total reaches the first threshold, B until the second, C the rest.
explain-abc-source = Dickie 1951, ABC inventory analysis, applied to customers.
explain-abc-caveat = Classes look back. A new customer starts in C.

explain-traits-what = How common a trait is among customers who lose money and among the others.
explain-traits-formula = ratio = share of loss-making customers with the trait ÷ share of the others.
explain-traits-source = Your orders and customer attributes.
explain-traits-caveat = A trait goes together with losses; it need not cause them.
