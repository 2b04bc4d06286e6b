# Metrics and findings: concentration and profit. What stands between ⟦ and ⟧ is bold.

metric-gini-name = Gini coefficient
metric-gini-what = How unequally a figure is spread: 0 when all have the same, near 1 when one has everything.
metric-gini-corrected-name = Gini, corrected
metric-gini-corrected-what = The Gini coefficient allowing for the fact that few items look more equal than they are.
metric-gini-with-negatives-name = Gini with losses
metric-gini-with-negatives-what = A Gini coefficient that still lies between 0 and 1 when some items are below zero.
metric-hhi-name = Concentration index
metric-hhi-what = The sum of squared shares: 1 when one has everything, near 0 when many share evenly.
metric-effective-number-name = Effective number
metric-effective-number-what = How many customers of equal size would be as concentrated as these.
metric-lorenz-curve-name = Lorenz curve
metric-lorenz-curve-what = Which share of the total the smallest part of the customers brings, for every part.
metric-top-item-share-name = Share of the largest
metric-top-item-share-what = Which share of the total the largest customers or products bring.
metric-items-for-80-percent-name = Number for 80%
metric-items-for-80-percent-what = How few customers or products together bring 80% of the total.
metric-abc-class-name = ABC class
metric-abc-class-what = A for those who together bring the first 80%, B for the next 15%, C for the rest.
metric-tenth-name = Tenth
metric-tenth-what = A tenth of the customers or products by size, the largest first.
metric-value-at-risk-name = At risk if they leave
metric-value-at-risk-what = What a year would lack without this customer: the profit of the last 365 days, or the revenue where cost is not known.
metric-driver-cost-name = Cost of a driver
metric-driver-cost-what = What one reason for cost comes to, shared out to the customers who cause it, to the last cent.
metric-profit-after-service-name = Profit after service
metric-profit-after-service-what = What a customer leaves after the cost of goods and the cost to serve.
metric-whale-peak-name = Peak of the profit curve
metric-whale-peak-what = What profit would be if nobody lost money.
metric-profit-destroyed-name = Profit destroyed
metric-profit-destroyed-what = What customers below zero take away from the profit that the others bring.
metric-main-driver-name = Main driver
metric-main-driver-what = What makes a customer lose money: the cost that exceeds the usual most.
metric-profit-zone-name = Profit zone
metric-profit-zone-what = What the best 20%, the next 70% and the last 10% of the customers bring by profit.
metric-remedy-price-name = If prices rose
metric-remedy-price-what = What higher prices for customers below zero would bring, if a part of them left.
metric-remedy-channel-name = If a cheaper channel served
metric-remedy-channel-what = What moving part of a cost to a cheaper channel would save among customers below zero.
metric-remedy-minimum-order-name = If orders had a least value
metric-remedy-minimum-order-what = What a least order value would bring among customers below zero, if some of the small orders were lost.
metric-remedy-let-go-name = If they were let go
metric-remedy-let-go-what = What would really be saved without the customers below zero: cost that stays is not.

finding-depends-on-one = ⟦{ $name }⟧ alone brings ⟦{ $share }⟧ of the total; a year without would lack { $year }.
finding-depends-on-few = ⟦{ $count } of { $all }⟧ bring ⟦{ $share }⟧ of the total.
finding-few-make-most = ⟦{ $share }⟧ ({ $count }) bring 80% of the total.
finding-long-tail = Class C is { $n-count ->
    [one] ⟦{ $count } item⟧
   *[other] ⟦{ $count } items⟧
}, { $share } of all, and brings only ⟦{ $value }⟧.
finding-items-below-zero = { $n-count ->
    [one] ⟦{ $count } item lies⟧
   *[other] ⟦{ $count } items lie⟧
} below zero, by { $loss } in all, so shares of the others add up to more than 100%.
finding-tail-destroys = { $n-count ->
    [one] ⟦{ $count } customer loses⟧
   *[other] ⟦{ $count } customers lose⟧
} money: ⟦{ $loss }⟧ of { $peak } is destroyed, and { $profit } is left.
finding-driver-of-losses = ⟦{ $driver }⟧ is the main reason why { $n-count ->
    [one] { $count } customer loses
   *[other] { $count } customers lose
} money, ⟦{ $loss }⟧ in all.
finding-raise-prices = Higher prices for { $n-count ->
    [one] { $count } loss-making customer
   *[other] { $count } loss-making customers
} would bring ⟦{ $gain }⟧ under your assumptions; { $still } would still lose money.
finding-cheaper-channel = Moving part of ⟦{ $driver }⟧ to a cheaper channel for { $n-count ->
    [one] { $count } loss-making customer
   *[other] { $count } loss-making customers
} would save ⟦{ $gain }⟧ under your assumptions.
finding-unshared-cost = ⟦{ $total }⟧ of “{ $driver }” is in nobody’s account: no customer has any of what it is shared out by.

# What to do about it.

action-spread-the-risk = Know what keeps them, and win others of their kind before they ask for terms.
action-account-plan = Give each of them a plan and a person.
action-serve-by-class = Set service by class: attention for A, automation for C.
action-automate-tail = Serve them by self-service, or drop what nobody misses.
action-check-negatives = Look at their returns and credits before reading shares.
action-work-on-tail = Go through the largest losses by name, with their main driver in hand.
action-mend-driver = Charge for it, limit it, or make it cheaper.
action-try-prices = Try it on a few of them first, and count who leaves.
action-move-channel = Offer the cheaper channel first, with a reason to use it.
action-choose-basis = Choose another basis for this cost, or import the column that it needs.
