# What stands out. What stands between ⟦ and ⟧ is bold.

finding-silent-segment = ⟦{ $count } 位“{ $segment }”客户⟧中位数已 { $days } 天未购买，曾贡献 ⟦{ $revenue }⟧。
finding-loss-makers = ⟦{ $share } 的客户⟧服务成本高于毛利，合计侵蚀 ⟦{ $loss }⟧ 利润。
finding-weak-cohort = { $cohort }首购客户在第一季度的每月复购率仅 ⟦{ $retention }⟧，其他首购群为 { $others }。
finding-fastest-growth = { $value }（{ $dimension }）增长 ⟦{ $growth }⟧，其他合计 { $others }。
finding-top-share = 前 20% 的客户贡献 ⟦{ $top-20 }⟧ 营收；前 1%（{ $count } 位）就占 { $top-1 }。
