# Metrics and findings: companies and channels. What stands between ⟦ and ⟧ is bold.

metric-account-own-revenue-name = Own revenue
metric-account-own-revenue-what = What the people of an account bought, without the accounts below it.
metric-account-total-revenue-name = Total revenue
metric-account-total-revenue-what = What an account bought together with all accounts below it.
metric-account-total-profit-name = Total profit
metric-account-total-profit-what = What an account earns us together with all accounts below it.
metric-accounts-name = Accounts
metric-accounts-what = How many companies or households the customers belong to.
metric-account-depth-name = Levels of accounts
metric-account-depth-what = How many levels lie between the top company and the lowest one.
metric-account-concentration-name = Concentration on accounts
metric-account-concentration-what = How much revenue hangs on few groups: 0 is spread wide, 1 is a single one.
metric-largest-account-share-name = Share of the largest account
metric-largest-account-share-what = How much of the revenue the largest group brings.
metric-people-by-role-name = People by role
metric-people-by-role-what = How many people decide, buy, pay or use.
metric-decider-coverage-name = Accounts with a decider
metric-decider-coverage-what = The share of accounts in which we know somebody who decides.
metric-single-contact-share-name = Accounts with one contact
metric-single-contact-share-what = The share of accounts in which we know one person only.
metric-contact-concentration-name = Concentration on one person
metric-contact-concentration-what = How much of an account’s orders hang on one person.
metric-effective-customers-name = Effective customers
metric-effective-customers-what = How many customers of equal size would be as concentrated as these.
metric-business-share-name = Share of companies
metric-business-share-what = How much of the revenue companies and dealers bring.
metric-kind-customers-name = Customers by kind
metric-kind-customers-what = How many consumers, companies and dealers there are.
metric-kind-revenue-name = Revenue by kind
metric-kind-revenue-what = What consumers, companies and dealers bring.
metric-kind-average-order-name = Average order by kind
metric-kind-average-order-what = What one order brings, by kind of customer.
metric-kind-frequency-name = Orders per customer by kind
metric-kind-frequency-what = How often a customer orders, by kind of customer.
metric-kind-gap-name = Days between orders by kind
metric-kind-gap-what = How many days usually pass between two orders, by kind of customer.
metric-kind-concentration-name = Concentration by kind
metric-kind-concentration-what = How much of a kind’s revenue its largest customers bring.
metric-kind-kept-name = Customers kept by kind
metric-kind-kept-what = Of those who bought a year earlier, the share who bought again, by kind of customer.
metric-sell-in-name = Sold to a dealer
metric-sell-in-what = What a dealer bought from us in the period.
metric-dealer-growth-name = Growth of a dealer
metric-dealer-growth-what = How much more or less a dealer bought than in the period before.
metric-dealer-breadth-name = Breadth of a dealer
metric-dealer-breadth-what = How much of the range that dealers buy this one buys.
metric-dealer-returns-name = Returns of a dealer
metric-dealer-returns-what = How much of what it bought a dealer sent back.
metric-sell-through-name = Sell-through
metric-sell-through-what = How much of what it bought a dealer has sold on.
metric-dealer-share-name = Share of the channel
metric-dealer-share-what = How much of all sales to dealers goes to this one.
metric-served-twice-share-name = Served by several people
metric-served-twice-share-what = The share of customers with whom two or more of our people deal.
metric-double-contacts-name = Double contacts
metric-double-contacts-what = How often a second person dealt with a customer in the same week.
metric-owned-share-name = Customers with an owner
metric-owned-share-what = The share of customers somebody looks after.
metric-orphaned-revenue-name = Revenue without its owner
metric-orphaned-revenue-what = What active customers brought whose owner has not been seen for long.
metric-planned-hours-name = Planned hours
metric-planned-hours-what = How many hours a year the call plan takes.
metric-owner-load-name = Load of an owner
metric-owner-load-what = How much of an owner’s time the call plan takes.

# What stands out.

finding-account-dependence = ⟦“{ $account }” brings { $share }⟧ of the revenue of all accounts: { $money } by { $n-count ->
    [one] one person
   *[other] { $count } people
}.
finding-account-circles = { $n-count ->
    [one] One circle of accounts was
   *[other] { $count } circles of accounts were
} cut; the first at ⟦“{ $account }”⟧.
finding-accounts-without-decider = In ⟦{ $count } of { $all } accounts⟧ we know nobody who decides. They brought ⟦{ $money }⟧.
finding-accounts-with-one-contact = ⟦{ $count } accounts⟧ ({ $share }) hang on a single person. They brought ⟦{ $money }⟧.
finding-few-large-customers = “{ $kind }” is { $customers } of the customers and ⟦{ $revenue } of the revenue⟧, at { $order } an order.
finding-dealer-falling = “{ $dealer }” bought ⟦{ $fall } less⟧ than a year before: { $money }.
finding-served-twice = ⟦{ $count } customers⟧ ({ $share }) are served by two of our people or more; double contacts in one week took { $hours } hours.
finding-owner-gone = ⟦{ $count } active customers⟧ have an owner who has not been seen for long. They brought ⟦{ $money }⟧.
finding-customers-without-owner = Nobody looks after ⟦{ $count } customers⟧, who brought ⟦{ $money }⟧.

# What to do about it.

action-spread-account-risk = Agree on a longer contract with this group, and win a second one like it.
action-mend-account-parents = Mend the parent accounts in the file, and read it again.
action-meet-the-decider = Ask your contact to introduce the person who decides, the largest accounts first.
action-find-a-second-contact = Get to know a second person in each of these accounts.
action-plan-by-account = Plan these customers one by one rather than by averages.
action-visit-dealer = Visit this dealer and look at its stock.
action-name-one-owner = Name one person for each of these customers.
action-hand-customers-over = Hand these customers over to somebody this week, with an introduction.
action-assign-owners = Assign an owner to these customers, the largest first.
