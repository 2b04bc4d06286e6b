# Metrics of data health.

metric-rows-read-name = Rows read
metric-rows-read-what = Rows of the files that hold data.
metric-rows-accepted-name = Rows accepted
metric-rows-accepted-what = Rows that every figure is computed from.
metric-rows-set-aside-name = Rows set aside
metric-rows-set-aside-what = Rows that could not be used, each with its reason.
metric-rows-merged-name = Rows merged
metric-rows-merged-what = Rows that stood in two files and count once.
metric-fill-rate-name = Fill rate
metric-fill-rate-what = The share of rows in which a column says something.
metric-orphan-share-name = Unmatched customers
metric-orphan-share-what = The share of customers who stand in only one of the two files.
metric-calendar-gap-name = Gap in the calendar
metric-calendar-gap-what = A stretch of days without any order where orders were to be expected.
metric-outlier-name = Outlier
metric-outlier-what = A value far away from all others, worth a look.
metric-returns-name = Returns
metric-returns-what = What customers sent back or were credited.
