# What stands out. What stands between ⟦ and ⟧ is bold.

finding-silent-segment = ⟦{ $count } 位“{ $segment }”客户⟧中位数已 { $days } 天未购买，曾贡献 ⟦{ $revenue }⟧。
finding-loss-makers = ⟦{ $share } 的客户⟧服务成本高于毛利，合计侵蚀 ⟦{ $loss }⟧ 利润。
finding-weak-cohort = { $cohort }首购客户在第一季度的每月复购率仅 ⟦{ $retention }⟧，其他首购群为 { $others }。
finding-fastest-growth = { $value }（{ $dimension }）增长 ⟦{ $growth }⟧，其他合计 { $others }。
finding-top-share = 前 20% 的客户贡献 ⟦{ $top-20 }⟧ 营收；前 1%（{ $count } 位）就占 { $top-1 }。

# What to do about it.

action-win-back = 趁客户还记得您，先主动联系，再谈优惠，把他们请回来。
action-cut-cost-to-serve = 降低服务成本或调整价格：减少人工接触、改用低成本渠道、设定起订金额。
action-check-intake = 先查清这批客户的来源，再决定是否继续在那里投放。
action-follow-growth = 看看是谁在拉动增长，再推荐给还没买过的客户。
action-protect-the-top = 叫得出这些客户的名字，并留住他们。
