# Metrics and findings: change. What stands between ⟦ and ⟧ is bold.

metric-bridge-lost-name = 流失营收
metric-bridge-lost-what = 前期有购买、本期不再购买的客户原本的营收。
metric-bridge-new-name = 新客营收
metric-bridge-new-what = 本期首次购买的客户带来的营收。
metric-bridge-reactivated-name = 唤回营收
metric-bridge-reactivated-what = 前期完全没有购买、更早曾购买的客户，本期带来的营收。
metric-bridge-frequency-name = 频率因素
metric-bridge-frequency-what = 留存客户的营收变化中，由订单次数增减造成的部分。
metric-bridge-price-mix-name = 价格与组合因素
metric-bridge-price-mix-what = 留存客户的营收变化中，由每笔订单金额大小造成的部分。
metric-control-limits-name = 月度控制限
metric-control-limits-what = 月度数字仅因偶然而波动的范围。
metric-p-chart-limits-name = 比例控制限
metric-p-chart-limits-what = 考虑人数多少后，月度比例仅因偶然而波动的范围。
metric-control-signals-name = 异常月份数
metric-control-signals-what = 出现偶然极少形成之模式的月份数。
metric-mover-change-name = 营收增减
metric-mover-change-what = 某位客户或某个项目的本期营收减去前期营收。
metric-profile-index-name = 指数
metric-profile-index-what = 某项特征在所选客户中的占比相对于全体的倍数：100 为相同，200 为两倍。
metric-information-gain-name = 信息增益
metric-information-gain-what = 某个字段能说明是否属于所选客户的信息量（比特），已扣除偶然成分。

finding-change-by-lost = 营收变动 ⟦{ $change }⟧（{ $share }），其中流失客户影响最大：⟦{ $part }⟧。
finding-change-by-new = 营收变动 ⟦{ $change }⟧（{ $share }），其中新客户影响最大：⟦{ $part }⟧。
finding-change-by-reactivated = 营收变动 ⟦{ $change }⟧（{ $share }），其中回流客户影响最大：⟦{ $part }⟧。
finding-change-by-frequency = 营收变动 ⟦{ $change }⟧（{ $share }），其中老客户的购买频率影响最大：⟦{ $part }⟧。
finding-change-by-price-mix = 营收变动 ⟦{ $change }⟧（{ $share }），其中老客户的客单价影响最大：⟦{ $part }⟧。
finding-out-of-limits = { $month }营收为 ⟦{ $value }⟧，超出平常范围 { $low } 至 { $high }。
finding-few-movers = 仅 ⟦{ $count } 位客户⟧就占了全部减少金额的 ⟦{ $share }⟧，共 { $loss }。
finding-over-index = 所选客户中有 ⟦{ $share }⟧ 的{ $dimension }为“{ $value }”，全体则为 { $base }。

# What to do about it.

action-keep-the-returned = 感谢回流的客户，并约好下一次。
action-look-at-frequency = 看看哪些客户买得更少或更多，当时又得到哪些优惠。
action-look-at-the-basket = 检查价格、折扣与购物篮大小。
action-find-the-cause-of-the-month = 先找出那个月有何不同，再决定延续或纠正。
action-call-the-movers = 逐一亲自与他们沟通。
action-find-more-like-them = 多找同类型的客户。
