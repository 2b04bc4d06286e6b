# Metrics of data health.

metric-rows-read-name = 读入行数
metric-rows-read-what = 文件中含有数据的行数。
metric-rows-accepted-name = 采用行数
metric-rows-accepted-what = 所有数字据以计算的行数。
metric-rows-set-aside-name = 搁置行数
metric-rows-set-aside-what = 无法采用的行数，每行均注明原因。
metric-rows-merged-name = 合并行数
metric-rows-merged-what = 同时出现在两个文件、只计一次的行数。
metric-fill-rate-name = 填写率
metric-fill-rate-what = 某列有内容的行所占比例。
metric-orphan-share-name = 未能匹配的客户
metric-orphan-share-what = 只出现在其中一个文件的客户比例。
metric-calendar-gap-name = 日期缺口
metric-calendar-gap-what = 本应有订单却连续多日没有订单的期间。
metric-outlier-name = 离群值
metric-outlier-what = 与其他数值相差甚远、值得查看的数值。
metric-returns-name = 退货
metric-returns-what = 客户退回或冲抵的金额。
