# Metrics and findings: development. What stands between ⟦ and ⟧ is bold.

metric-baskets-name = Baskets
metric-baskets-what = Orders in which something was bought; returns and gifts alone are none.
metric-basket-support-name = Support
metric-basket-support-what = Share of all baskets that hold both things.
metric-basket-confidence-name = Confidence
metric-basket-confidence-what = Share of the baskets with the first thing that hold the second, too.
metric-basket-lift-name = Lift
metric-basket-lift-what = How many times as often two things are bought together as they would be by chance.
metric-basket-leverage-name = Leverage
metric-basket-leverage-what = Share of all baskets that hold both things beyond what chance would bring.
metric-basket-conviction-name = Conviction
metric-basket-conviction-what = How many times as often the rule would fail if the two things had nothing to do with each other.
metric-basket-p-value-name = Chance of coincidence
metric-basket-p-value-what = How often two unrelated things would be bought together at least this often.
metric-false-discovery-rate-name = Share of false alarms
metric-false-discovery-rate-what = Of everything found that is at least as clear, the share to be expected that is only chance.
metric-has-a-not-b-name = Has one, not the other
metric-has-a-not-b-what = Customers who bought the first thing of a pair and never the second.
metric-natural-take-up-name = Take-up without asking
metric-natural-take-up-what = Share of such customers who, in the past, bought the missing thing by themselves within the same time.
metric-cross-sell-revenue-name = Revenue to expect
metric-cross-sell-revenue-what = Customers on the list, times the share who buy by themselves, times what those spent.
metric-next-best-score-name = Score of a suggestion
metric-next-best-score-what = How common a thing is among customers who have what this one has.
metric-hit-rate-name = Hit rate
metric-hit-rate-what = How often a customer's last order, kept hidden, held one of the things suggested.
metric-price-tier-name = Price tier
metric-price-tier-what = Whether a price is in the lower, middle or upper part of what is paid for things of the kind.
metric-step-up-share-name = Moved up
metric-step-up-share-what = Share of the customers who could move to a dearer tier who did so by their latest order.
metric-step-balance-p-value-name = Chance of so uneven a move
metric-step-balance-p-value-what = How often chance alone would send so many more customers one way than the other.
metric-step-up-headroom-name = Room above
metric-step-up-headroom-what = What a year of customers close to the next tier would bring more at its usual price.
metric-share-of-wallet-name = Share of wallet
metric-share-of-wallet-what = The part of what customers spend on such things in all that they spend here.
metric-wallet-share-proxy-name = Share of potential (proxy)
metric-wallet-share-proxy-what = What customers spend, over what the upper quarter of like customers spends; competitors are not in it.
metric-wallet-size-proxy-name = Potential per buyer (proxy)
metric-wallet-size-proxy-what = What a buyer of the category could spend in a year, by what the upper quarter of like customers spends.
metric-wallet-gap-proxy-name = Room to grow (proxy)
metric-wallet-gap-proxy-what = What customers would spend more if they spent like the upper quarter of like customers.
metric-penetration-name = Penetration
metric-penetration-what = Share of the customers of a year who bought the category.
metric-arpu-active-name = Revenue per active customer
metric-arpu-active-what = Revenue of a month over the customers who ordered in it.
metric-arpu-known-name = Revenue per known customer
metric-arpu-known-what = Revenue of a month from customers who had ordered before it began, over all of these customers.
metric-same-customer-growth-name = Growth of the same customers
metric-same-customer-growth-what = What the customers of a year ago brought in the last year against the year before, those who left included.
metric-gower-similarity-name = Likeness
metric-gower-similarity-what = How alike two customers are over all that is known of both: 1 is the same in everything.
metric-look-alike-recall-name = Hidden customers found again
metric-look-alike-recall-what = Share of the chosen customers, hidden as a check, who turn up in the tenth most alike.
metric-look-alike-lift-name = Better than drawing lots
metric-look-alike-lift-what = How many times as many hidden customers likeness finds as drawing lots would.
metric-affinity-share-name = Buyers in the group
metric-affinity-share-what = Share of a group of customers who bought the thing.
metric-affinity-index-name = Affinity
metric-affinity-index-what = The group's share of buyers against that of all customers; 100 is the same.
metric-affinity-extra-buyers-name = Buyers beyond the average
metric-affinity-extra-buyers-what = Buyers the group has beyond what it would have if it were like all customers.
metric-affinity-residual-name = Distance from the others
metric-affinity-residual-what = How many standard errors the group is from all other customers; past 2 is rarely chance.

finding-has-a-not-b = ⟦{ $count } { $n-count ->
    [one] customer has
   *[other] customers have
}⟧ bought { $antecedent } and never { $consequent }. Of such customers { $take-up } bought it by themselves in half a year: ⟦{ $revenue }⟧ to expect.
action-offer-the-other-half = Offer them the other half of the pair, and keep a control group to see what the offer adds.
finding-next-best = ⟦{ $item }⟧ is the best next offer for { $count } customers. Suggestions like this came true for ⟦{ $hit-rate }⟧ of held-out orders; the best sellers for { $popularity }.
action-offer-the-next-best = Put each customer's own suggestion into the next message instead of one offer for all.
finding-no-better-than-popular = Personal suggestions came true for ⟦{ $hit-rate }⟧ of held-out orders, the best sellers for ⟦{ $popularity }⟧: no clear difference.
action-offer-what-sells = Offer what sells best; nothing personal does better on this data.
finding-close-to-the-step = ⟦{ $count } { $n-count ->
    [one] customer
   *[other] customers
}⟧ of { $category } pay nearly the next tier's price; the top costs { $price }. { $share-up } of those below go up by themselves: ⟦{ $revenue }⟧ a year.
action-show-the-better-one = Show them the better one beside the one they buy, with one reason why.
finding-trading-down = In { $category }, ⟦{ $down } { $n-down ->
    [one] customer has
   *[other] customers have
}⟧ moved to cheaper things and only { $up } to dearer ones.
action-find-why-down = Find out whether the price, a discount or the range drove them down.
finding-wallet-gap = Buyers of { $category } spend ⟦{ $share }⟧ of what like customers show is possible (a proxy). The gap is ⟦{ $gap }⟧ a year; { $count } customers have room to grow.
action-grow-the-share = Start with the customers with the largest gap, in the category it lies in.
finding-same-customers-shrink = ⟦{ $count } { $n-count ->
    [one] customer
   *[other] customers
}⟧ of a year ago { $n-count ->
    [one] brings
   *[other] bring
} ⟦{ $decline } less⟧ now: { $lost } a year. { $stopped } of them bought nothing since.
action-win-back-decliners = Sort them by what they bring less, and call the top of the list.
finding-same-customers-grow = ⟦{ $count } { $n-count ->
    [one] customer
   *[other] customers
}⟧ of a year ago { $n-count ->
    [one] brings
   *[other] bring
} ⟦{ $growth } more⟧ now: { $gained } a year, those who left included.
action-learn-from-growers = Look at what those who grew have in common, and offer it to those who did not.
finding-look-alikes = ⟦{ $count } other customers⟧ resemble the { $seeds } chosen ones. As a check, likeness finds hidden ones ⟦{ $lift } times⟧ as often as drawing lots.
action-try-look-alikes = Try on the most alike what worked with the chosen ones, with a control group.
finding-segment-likes = ⟦{ $share }⟧ of the “{ $segment }” segment buy ⟦{ $item }⟧; of all customers { $base }. { $count } of them do not yet.
finding-group-likes = ⟦{ $share }⟧ of the customers with “{ $group }” buy ⟦{ $item }⟧; of all customers { $base }. { $count } of them do not yet.
action-offer-to-the-group = Offer it to those of the group who do not have it yet.
