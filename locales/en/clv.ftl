# Lifetime value.

clv-title = Lifetime value
clv-subtitle = What each customer is expected to bring from here on, and how sure that is
clv-horizon = Horizon
clv-discount = Discount
clv-months = { $n } months

clv-refused-short = Lifetime value needs more months
clv-refused-repeaters = Lifetime value needs more repeat customers
clv-refused-customers = Lifetime value needs more customers
clv-refused-maximum = No purchase model fits this data

clv-total = Today’s customers are worth { $money } over { $months }
clv-total-selection = These customers are worth { $money } over { $months }
clv-total-nobody = No customers to value
clv-total-subtitle-margin = { $n } customers by expected margin over { $months }, discounted at { $discount } a year
clv-total-subtitle-margin-plain = { $n } customers by expected margin over { $months }, not discounted
clv-total-subtitle-revenue = { $n } customers by expected revenue (there is no cost) over { $months }, discounted at { $discount } a year
clv-total-subtitle-revenue-plain = { $n } customers by expected revenue (there is no cost) over { $months }, not discounted

clv-holdout-match = Predictions match what happened
clv-holdout-high = Predictions follow what happened, but run { $share } high
clv-holdout-low = Predictions follow what happened, but run { $share } low
clv-holdout-astray = Predictions do not follow what happened
clv-holdout-naive = A naive rule would have predicted better than the model
clv-holdout-nothing = Nobody ordered in the months kept back for the check
clv-holdout-none = The past is too short to check the model against it
clv-holdout-none-note = To check a prediction, the model is fitted on the earlier part of the past and held against the rest. That takes a year or more.
clv-holdout-subtitle = Mean orders { $from } – { $to } of { $n } customers first seen before

clv-score-caption = Error of each way to predict, best first
clv-score-predictor = Predicted by
clv-score-mae = Mean error
clv-score-rmse = Root mean square
clv-score-total = Orders in all
clv-score-happened = What happened
clv-predictor-zero = Nobody orders again
clv-predictor-same-rate = Same rate as before
clv-predictor-same-count = Same number as before
clv-model-bg-nbd = BG/NBD
clv-model-mbg-nbd = MBG/NBD
clv-model-pareto-nbd = Pareto/NBD

clv-map-gone = For a frequent buyer, { $months } quiet months are a bad sign
clv-map-alive = Even { $months } quiet months do not rule a frequent buyer out
clv-map-empty = There is no history to map
clv-map-subtitle = P(alive) for customers first seen { $months } months ago
clv-parameters = { $model } fitted to this data: r { $r }, α { $alpha }, a { $a }, b { $b }; time in weeks.
clv-parameters-pareto = { $model } fitted to this data: r { $r }, α { $alpha }, s { $a }, β { $b }; time in weeks.

clv-top = The top { $n } customers hold { $share } of lifetime value
clv-top-less = The top { $n } customers hold less than { $share } of lifetime value
clv-top-one = { $name } holds all lifetime value
clv-top-empty = No customer has a lifetime value above zero
clv-top-subtitle = { $unit }, { $months }, { $level } interval

clv-models-holdout = { $model } is used: it came closest to what happened
clv-models-likelihood-best = { $model } is used: it makes the past most likely
clv-models-only = { $model } is used
clv-models-none = No purchase model was fitted
clv-models-subtitle = Fitted by maximum likelihood on customers whose first order is in the data
clv-models-model = Purchase model
clv-models-likelihood = Log-likelihood
clv-models-customers = Customers
clv-models-role = Why
clv-model-role = { $model }: { $role }
clv-role-used = used, root mean square error { $error } on the months kept back
clv-role-other = not used, root mean square error { $error }
clv-role-used-likelihood = used, the larger likelihood
clv-role-other-likelihood = not used, the smaller likelihood
clv-role-degenerate = { $role }. Its likelihood has no peak: the parameters mean nothing by themselves, predictions still hold.

clv-order-value-model = Order values
clv-order-value-name = Gamma-Gamma
clv-order-value-correlation = Correlation
clv-order-value-none = No model of order values: too few customers ordered again. The mean order value stands in for it.
clv-order-value-independent = Repeat orders and their value hardly go together (correlation { $correlation }), as the model assumes.
clv-order-value-rising = Frequent buyers also spend more per order (correlation { $correlation }). The model assumes they do not, so their values may run low.
clv-order-value-falling = Frequent buyers spend less per order (correlation { $correlation }). The model assumes they do not, so their values may run high.
clv-order-value-violated = How often customers buy and what they spend per order go together (correlation { $correlation }), so the model is not used: each customer’s own mean counts, drawn towards that of all.
clv-order-value-degenerate = The likelihood of order values has no peak: the parameters mean nothing by themselves; expected values are those of its limit.
