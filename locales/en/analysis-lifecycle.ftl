# Metrics and findings: retention and lifecycle. What stands between ⟦ and ⟧ is bold.

metric-cohort-retention-name = Cohort retention
metric-cohort-retention-what = The share of the customers won in a period who ordered again in a later one; open periods stay blank.
metric-cohort-revenue-kept-name = Revenue kept
metric-cohort-revenue-kept-what = The revenue of a later period as a share of what the same customers spent in their first one.
metric-cohort-revenue-per-customer-name = Cumulative revenue per customer
metric-cohort-revenue-per-customer-what = What a customer of a cohort has brought up to an age, returns deducted.
metric-survival-share-name = Still a customer
metric-survival-share-what = The share of customers who are still there so many days after their first order, those still watched counted fairly.
metric-survival-median-days-name = Median life
metric-survival-median-days-what = The days after which half of the customers are gone.
metric-survival-mean-days-name = Mean days as a customer
metric-survival-mean-days-what = The days a customer stays on average, up to a common limit so that groups can be compared.
metric-survival-log-rank-name = Log-rank statistic
metric-survival-log-rank-what = How much the departures of the groups differ from what equal lives would give; large is different.
metric-usual-gap-days-name = Usual gap
metric-usual-gap-days-what = The days within which nine of ten orders were followed by the next one.
metric-repeat-within-first-name = Second visit in time
metric-repeat-within-first-what = The share of first visits that were followed by a second within the days, of those long enough ago.
metric-repeat-within-any-name = Next visit in time
metric-repeat-within-any-what = The share of all visits that were followed by another within the days, of those long enough ago.
metric-silent-share-name = Silent customers
metric-silent-share-what = The share of all customers who have not ordered for more than the days of the rule.
metric-annual-churn-name = Lost in a year
metric-annual-churn-what = The share of the customers there a year ago who have fallen silent since.
metric-monthly-churn-name = Monthly churn
metric-monthly-churn-what = The yearly loss written as an equal loss in each month.
metric-expected-tenure-name = Expected stay
metric-expected-tenure-what = The years a customer stays on average if the loss goes on as it is.
metric-gap-ratio-name = Lateness by habit
metric-gap-ratio-what = The days since the last visit as a multiple of the customer's own usual gap.
metric-stage-name = Stage
metric-stage-what = Where the relationship with a customer stands, by rules that you can change.
metric-stage-customers-name = Customers in the stage
metric-stage-customers-what = How many customers were in the stage on a date; every known customer is in exactly one.
metric-stage-revenue-12-months-name = Revenue of twelve months
metric-stage-revenue-12-months-what = What the customers now in the stage spent over the last 365 days.
metric-stage-migration-share-name = Moves between stages
metric-stage-migration-share-what = The share of the customers of a stage who were in another one at the second date.
metric-stage-value-name = Value of a stage
metric-stage-value-what = What a customer in the stage is expected to bring from now on, discounted, if customers move on as they did.
metric-stage-steady-share-name = Long-run share
metric-stage-steady-share-what = Where customers end up if moves go on as they were and nobody new comes in.
metric-signal-auc-name = How well the signal tells
metric-signal-auc-what = The chance that a customer who was later lost showed more of the signal than one who stayed; a half is a coin toss.
metric-signal-alarm-name = Alarm level
metric-signal-alarm-what = The level of a signal that best told the lost from the kept in the past.
metric-signal-lead-days-name = Warning time
metric-signal-lead-days-what = The days between the alarm and the day on which silence alone would tell.
metric-discount-rise-name = Rising discounts
metric-discount-rise-what = How much more often the later half of a customer's orders was discounted than the earlier half.
metric-mix-drift-name = Change of habits
metric-mix-drift-what = How different the categories or channels of the later half of a customer's orders are from those of the earlier half.
metric-market-change-name = Change of all orders
metric-market-change-what = How the orders of all customers together changed from one stretch of days to the next.
metric-falling-alone-name = Falling alone
metric-falling-alone-what = Customers whose orders fell by more than the market explains.
metric-intake-revenue-name = Early revenue per new customer
metric-intake-revenue-what = What a new customer spends in the first days, returns deducted.
metric-intake-margin-name = Early margin per new customer
metric-intake-margin-what = What a new customer earns in the first days, revenue less cost.
metric-intake-repeat-name = New customers who came again
metric-intake-repeat-what = The share of new customers who ordered on another day within the first days.
metric-flow-new-name = Customers won
metric-flow-new-what = Customers who ordered first in the quarter without another customer's word.
metric-flow-kept-name = Customers kept
metric-flow-kept-what = Customers who ordered in the quarter and had ordered before it.
metric-flow-referred-name = Customers won by customers
metric-flow-referred-what = Customers who ordered first in the quarter because another customer sent them.
metric-breadth-retention-name = Retention by breadth
metric-breadth-retention-what = The share of customers who ordered later, by how many categories or channels they tried in their first days.
metric-breadth-trend-name = Is breadth an accident?
metric-breadth-trend-what = The chance of so clear a rise with breadth if breadth meant nothing.

finding-survival-groups-differ = After a year ⟦{ $best-share }⟧ of the { $dimension } “{ $best }” are still customers, but only ⟦{ $worst-share }⟧ of “{ $worst }”.
finding-survival-half-gone = Half of the customers are gone ⟦{ $days } days⟧ after their first order, counting { $silence } days of silence as gone.
finding-few-second-orders = Only ⟦{ $share }⟧ of { $n } new customers came a second time within 90 days; within a year { $later } did.
finding-late-by-habit = { $n-count ->
    [one] ⟦{ $count } customer⟧ has been silent for more than { $ratio } times the own usual gap, and has brought ⟦{ $revenue }⟧.
   *[other] ⟦{ $count } customers⟧ have been silent for more than { $ratio } times their own usual gap. They have brought ⟦{ $revenue }⟧.
}
finding-stage-slipped = { $n-count ->
    [one] ⟦{ $count } customer⟧ who was growing or loyal on { $day } is at risk or lost now, and brought ⟦{ $revenue }⟧ in the year before.
   *[other] ⟦{ $count } customers⟧ who were growing or loyal on { $day } are at risk or lost now. They brought ⟦{ $revenue }⟧ in the year before.
}
finding-stage-more-silent = ⟦{ $now }⟧ of all customers are at risk or lost, { $points } more than a year ago ({ $before }).
finding-signal-gap-now = { $n-count ->
    [one] ⟦{ $count } customer⟧ is later than usual, the signal that told best who would be lost (AUC { $auc }), and brought ⟦{ $revenue }⟧ in twelve months.
   *[other] ⟦{ $count } customers⟧ are later than usual for them, the signal that told best who would be lost (AUC { $auc }). They brought ⟦{ $revenue }⟧ in twelve months.
}
finding-signal-discount-now = { $n-count ->
    [one] ⟦{ $count } customer⟧ buys more and more at a discount, the signal that told best who would be lost (AUC { $auc }), and brought ⟦{ $revenue }⟧ in twelve months.
   *[other] ⟦{ $count } customers⟧ buy more and more at a discount, the signal that told best who would be lost (AUC { $auc }). They brought ⟦{ $revenue }⟧ in twelve months.
}
finding-signal-category-now = { $n-count ->
    [one] ⟦{ $count } customer⟧ buys other categories than before, the signal that told best who would be lost (AUC { $auc }), and brought ⟦{ $revenue }⟧ in twelve months.
   *[other] ⟦{ $count } customers⟧ buy other categories than they used to, the signal that told best who would be lost (AUC { $auc }). They brought ⟦{ $revenue }⟧ in twelve months.
}
finding-signal-channel-now = { $n-count ->
    [one] ⟦{ $count } customer⟧ has changed the channel, the signal that told best who would be lost (AUC { $auc }), and brought ⟦{ $revenue }⟧ in twelve months.
   *[other] ⟦{ $count } customers⟧ have changed the channel they buy through, the signal that told best who would be lost (AUC { $auc }). They brought ⟦{ $revenue }⟧ in twelve months.
}
finding-signal-decline-now = { $n-count ->
    [one] ⟦{ $count } customer⟧ orders less while others do not, the signal that told best who would be lost (AUC { $auc }), and brought ⟦{ $revenue }⟧ in twelve months.
   *[other] ⟦{ $count } customers⟧ order less while others do not, the signal that told best who would be lost (AUC { $auc }). They brought ⟦{ $revenue }⟧ in twelve months.
}
finding-market-falls = Orders of everybody fell by ⟦{ $change }⟧. Of { $falling } customers who order less, only ⟦{ $alone }⟧ fall by more than that explains.
finding-intake-channel-quality = { $count } new customers from “{ $channel }” bring ⟦{ $revenue }⟧ each in their first { $days } days; others bring ⟦{ $others }⟧.
finding-breadth-stays = Of customers who tried two categories or more in their first { $days } days ⟦{ $broad }⟧ came back later; of the others { $narrow }.

# What to do about it.

action-learn-from-the-loyal-group = Find out what the group that stays gets and the other does not, and offer it to both.
action-act-before-the-median = Plan the next personal contact well before that day.
action-welcome-programme = Give new customers a reason for a second order within their first month.
action-call-the-late = Ask them how they are before they get used to buying elsewhere.
action-call-the-slipped = Call the largest of them this week and ask what changed.
action-find-the-break = Find the month in which the share began to rise, and what changed then.
action-reach-the-flagged = Reach them now, and keep a control group to see whether it helps.
action-look-at-the-market = Look at season, offer and market before blaming customers.
action-shift-the-intake = Spend more where good customers come from, and less where they do not.
action-offer-a-second-category = Offer a second category early, and test on a control group whether it keeps them.
