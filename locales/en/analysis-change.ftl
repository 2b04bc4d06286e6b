# Metrics and findings: change. What stands between ⟦ and ⟧ is bold.

metric-bridge-lost-name = Lost revenue
metric-bridge-lost-what = What customers had spent before who did not order any more.
metric-bridge-new-name = New revenue
metric-bridge-new-what = What customers spend now who had never ordered before.
metric-bridge-reactivated-name = Revenue won back
metric-bridge-reactivated-what = What customers spend now who had paused for the whole period before.
metric-bridge-frequency-name = Change by frequency
metric-bridge-frequency-what = The part of the change of kept customers that comes from more or fewer orders.
metric-bridge-price-mix-name = Change by price and mix
metric-bridge-price-mix-what = The part of the change of kept customers that comes from larger or smaller orders.
metric-control-limits-name = Usual range of a month
metric-control-limits-what = The range within which a monthly figure moves by chance alone.
metric-p-chart-limits-name = Usual range of a share
metric-p-chart-limits-what = The range within which a monthly share moves by chance alone, given how many it is of.
metric-control-signals-name = Months out of the ordinary
metric-control-signals-what = Months that end a pattern which chance makes rarely.
metric-mover-change-name = Change of revenue
metric-mover-change-what = Revenue now less revenue before, of a customer or a value.
metric-profile-index-name = Index
metric-profile-index-what = How much more frequent a value is among the selected customers than among all: 100 is equal, 200 is twice.
metric-information-gain-name = What a column tells
metric-information-gain-what = How many bits a column tells about being one of the selected customers, chance deducted.

finding-change-by-lost = Revenue changed by ⟦{ $change }⟧ ({ $share }). Lost customers weigh most: ⟦{ $part }⟧.
finding-change-by-new = Revenue changed by ⟦{ $change }⟧ ({ $share }). New customers weigh most: ⟦{ $part }⟧.
finding-change-by-reactivated = Revenue changed by ⟦{ $change }⟧ ({ $share }). Customers who came back weigh most: ⟦{ $part }⟧.
finding-change-by-frequency = Revenue changed by ⟦{ $change }⟧ ({ $share }). How often kept customers order weighs most: ⟦{ $part }⟧.
finding-change-by-price-mix = Revenue changed by ⟦{ $change }⟧ ({ $share }). The size of the orders of kept customers weighs most: ⟦{ $part }⟧.
finding-out-of-limits = Revenue of { $month } was ⟦{ $value }⟧, outside its usual range of { $low } to { $high }.
finding-few-movers = { $n-count ->
    [one] Just ⟦{ $count } customer⟧ makes ⟦{ $share }⟧ of all losses: { $loss }.
   *[other] Just ⟦{ $count } customers⟧ make ⟦{ $share }⟧ of all losses: { $loss }.
}
finding-over-index = ⟦{ $share }⟧ of the selected customers are { $dimension } “{ $value }”, against { $base } of all.

# What to do about it.

action-keep-the-returned = Thank those who came back, and give them a next date.
action-look-at-frequency = See which customers order more rarely or more often, and what they were offered.
action-look-at-the-basket = Look at prices, discounts and the size of the basket.
action-find-the-cause-of-the-month = Find what was different in that month before you repeat or repair it.
action-call-the-movers = Speak with each of them in person.
action-find-more-like-them = Look for more customers of that kind.
