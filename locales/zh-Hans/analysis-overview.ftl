# Metrics of the overview.

metric-revenue-name = 营收
metric-revenue-what = 客户的购买金额，扣除退货。
metric-orders-name = 订单数
metric-orders-what = 共下了多少笔订单。
metric-active-customers-name = 活跃客户
metric-active-customers-what = 期间内至少下过一笔订单的客户。
metric-new-customers-name = 新客户
metric-new-customers-what = 期间内注册的客户；若无注册日期，则为首次下单的客户。
metric-new-revenue-name = 新客户营收
metric-new-revenue-what = 新客户在成为客户的当期所贡献的营收。
metric-returning-revenue-name = 老客户营收
metric-returning-revenue-what = 此前期间已成为客户者所贡献的营收。
metric-average-order-value-name = 客单价
metric-average-order-value-what = 平均每笔订单的金额。
metric-kept-share-name = 客户留存率
metric-kept-share-what = 上一期有购买的客户中，本期再次购买的比例。
metric-repeat-rate-name = 复购率
metric-repeat-rate-what = 活跃客户中，期间内至少下过两笔订单的比例。
metric-revenue-change-name = 营收增减
metric-revenue-change-what = 客户在期间后半段比前半段多买或少买的金额。
