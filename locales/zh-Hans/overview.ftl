# The overview: headline figures, revenue by period, what stands out.

overview-title = 总览
overview-subtitle-year = { $year } 年与 { $before } 年比较 · 截至 { $day }
overview-subtitle-range = { $from }–{ $to }，与 { $before-from }–{ $before-to } 比较
overview-subtitle-alone = { $from }–{ $to } · 截至 { $day }
overview-period = 期间
overview-compare = 比较
overview-compare-none = 无
overview-period-last-12 = 最近 12 个月
overview-period-all = 全部
overview-grain = 柱形的时间单位
overview-grain-month = 月
overview-grain-quarter = 季
overview-grain-year = 年

overview-kpis = 关键数字
overview-kpi-revenue = 营收
overview-kpi-active = 活跃客户
overview-kpi-new = 新客户
overview-kpi-kept = 客户保留率
overview-kpi-average-order = 平均订单金额
overview-kpi-expected = 未来 { $months } 个月预期营收
overview-kpi-expected-note = 来自现有客户
overview-kpi-needs-amounts = 需要金额列
overview-kpi-expected-none = 历史数据不足
overview-kpi-versus = 较 { $period }
overview-kpi-nothing-before = { $period } 没有可比较的数字
overview-kpi-no-comparison = 没有更早的期间
overview-points = { $points } 个百分点

overview-bars-returning = 复购客户贡献 { $share } 营收
overview-bars-new = 新客户贡献 { $share } 营收
overview-bars-spike-every = { $sentence }；首购营收每年 { $month }冲高
overview-bars-spike-once = { $sentence }；首购营收在 { $month }冲高
overview-bars-empty = 这段期间没有营收
overview-bars-subtitle-month = 每月营收，{ $unit }，{ $n } 个月
overview-bars-subtitle-quarter = 每季营收，{ $unit }，{ $n } 季
overview-bars-subtitle-year = 每年营收，{ $unit }，{ $n } 年

overview-month-1 = 1 月
overview-month-2 = 2 月
overview-month-3 = 3 月
overview-month-4 = 4 月
overview-month-5 = 5 月
overview-month-6 = 6 月
overview-month-7 = 7 月
overview-month-8 = 8 月
overview-month-9 = 9 月
overview-month-10 = 10 月
overview-month-11 = 11 月
overview-month-12 = 12 月

overview-findings-title = 重点发现
overview-findings-none = 没有特别的发现
overview-findings-subtitle = { $n } 项发现，按影响金额排序
overview-findings-subtitle-one = 1 项发现
overview-findings-none-subtitle = 各分群、批次与类别的差异都在随机范围内

overview-segments-pair = { $customers } 的客户（{ $first }与{ $second }）贡献 { $revenue } 营收
overview-segments-one = { $customers } 的客户（{ $first }）贡献 { $revenue } 营收
overview-segments-even = 各分群差距不到 2 个百分点
overview-segments-empty = 没有可以分群的客户
overview-segments-subtitle = 各分群占客户数与营收的比例

overview-movers-cut-two = 后半期 { $first } 与 { $second } 减少 { $money } 订单
overview-movers-cut-one = 后半期 { $first } 减少 { $money } 订单
overview-movers-added-two = 后半期 { $first } 与 { $second } 增加 { $money } 订单
overview-movers-added-one = 后半期 { $first } 增加 { $money } 订单
overview-movers-none = 前后两半期没有客户的订单金额改变
overview-movers-subtitle = { $later } 与 { $earlier } 的营收差额，{ $unit }
overview-range = { $from }–{ $to }
