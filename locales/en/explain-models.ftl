# Explanations of lifetime value, retention and the page of one customer.

explain-lifetime-value-what = What a customer is expected to bring from today to the end of the horizon, in today’s money. Each bar counts customers; bounds double from bar to bar.
explain-lifetime-value-formula = Σ over months t of expected orders in t × expected margin (or revenue) of an order ÷ (1 + discount)^(t ÷ 12).
explain-lifetime-value-source = Fader, Hardie & Lee 2005, Marketing Science 24(2), 275–284; order values: Fader & Hardie, note 025 (Gamma-Gamma).
explain-lifetime-value-caveat = Past orders stand for future ones: a new competitor or a campaign is not in the model. What it costs to win a customer is not taken off.

explain-p-alive-what = The chance that a customer still buys, given how often and how recently they bought.
explain-p-alive-formula = MBG/NBD: 1 ÷ {"{"}1 + a ÷ (b + x) · [(α + T) ÷ (α + t)]^(r + x){"}"}; BG/NBD has b + x − 1 in place of b + x. x repeat order days, t the age at the last one, T the age today.
explain-p-alive-source = Batislam, Denizel & Filiztekin 2007, International Journal of Research in Marketing 24(3); Fader, Hardie & Lee 2005, Marketing Science 24(2).
explain-p-alive-caveat = Frequent buyers look lost sooner. Seasonal buyers are under-rated: the model knows no seasons. The finding takes 12 repeat orders for frequent and less than 50% for a bad sign.

explain-holdout-what = The models are fitted on the earlier part of the past alone and have to predict the rest. Customers are grouped by repeat orders before.
explain-holdout-formula = Mean error = mean of |predicted − observed| per customer; root mean square weighs large errors more.
explain-holdout-source = Fader, Hardie & Lee 2005, Marketing Science 24(2), section 4.
explain-holdout-caveat = One stretch of the past. A campaign or a bad year in it moves the total without the model being at fault.

explain-interval-what = The customers worth most. The bar is the expected value, the line the range in which eight of ten such customers end up.
explain-interval-formula = 10th to 90th percentile of the value, over the spread of the number of orders and of their value.
explain-interval-source = Fader, Hardie & Lee 2005, Marketing Science 24(2); Fader & Hardie, note 025 (Gamma-Gamma).
explain-interval-caveat = Parameters are taken as exact; with few customers the true range is wider. The largest of many estimates tend to be too large.

explain-purchase-models-what = Two ways to describe buying: each customer orders at a rate of their own and may leave after any order. In MBG/NBD they may leave after the first order too.
explain-purchase-models-formula = Rates are gamma distributed (r, α), chances to leave beta distributed (a, b). Order values: gamma around a mean of each customer (p), means spread by (q, v).
explain-purchase-models-source = Fader, Hardie & Lee 2005, Marketing Science 24(2); Batislam, Denizel & Filiztekin 2007; Fader & Hardie, note 025 (Gamma-Gamma).
explain-purchase-models-caveat = Log-likelihoods of different customers or of different models do not compare beyond “larger fits better”.

explain-cohort-retention-what = Customers grouped by the period of their first order; a cell is the share of the group with an order that many periods later.
explain-cohort-retention-formula = Customers of the cohort with an order in the period ÷ customers of the cohort. A cohort stands out when its share over periods 1 to 6 differs at 5% (two-proportion z-test, Bonferroni).
explain-cohort-retention-source = Two-proportion z-test: Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, chapter 3.
explain-cohort-retention-caveat = Periods that are not over are left out. Refunds alone do not count as coming back.

explain-retention-curves-what = The same shares as lines: one for each cohort, the mean of the others, and the cohort that stands out.
explain-retention-curves-formula = Mean = orderers of all other cohorts at an age ÷ customers of those cohorts; every cohort weighs by its size.
explain-retention-curves-source = Fader & Hardie 2007, Journal of Interactive Marketing 21(1), on projecting retention.
explain-retention-curves-caveat = At high ages only the oldest cohorts are left: the end of a line rests on few customers.

explain-first-year-profit-what = What a customer leaves in the first twelve months, by the month of the first order.
explain-first-year-profit-formula = Σ (amount − cost) over the first 12 months of each customer ÷ customers of the cohort.
explain-first-year-profit-source = Blattberg, Getz & Thomas 2001, Customer Equity, chapter 3.
explain-first-year-profit-caveat = The cost of winning the customer is not in it. Only cohorts whose first year is over are shown.

explain-customer-timeline-what = Every order of this customer, complaints above, and below the chance of still being a customer as it looked on each day.
explain-customer-timeline-formula = P(alive) of the purchase model with the orders known by that day; it jumps up at an order and falls with silence.
explain-customer-timeline-source = Fader, Hardie & Lee 2005, Marketing Science 24(2); Batislam, Denizel & Filiztekin 2007.
explain-customer-timeline-caveat = Today’s parameters are used for all days. A silence is called long from four usual gaps and 30 days on.
