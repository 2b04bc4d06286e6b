# Concentration of revenue and profit.

pareto-title = 帕累托 80/20
pareto-subtitle = 谁带来营收，谁带来利润，谁的成本高于贡献
pareto-lorenz = 前 20% 的客户贡献 { $share } 营收
pareto-lorenz-even = 每位客户的贡献大致相同
pareto-lorenz-empty = 没有可分析的营收
pareto-lorenz-subtitle = 累计营收占比；客户由大到小排列 · 基尼系数 { $gini }
pareto-lorenz-subtitle-plain = 累计营收占比；客户由大到小排列
pareto-whale = 最后 { $share } 的客户侵蚀 { $loss } 利润
pareto-whale-none = 没有客户造成亏损
pareto-whale-refused = 计算利润需要成本列
pareto-whale-subtitle = 扣除服务成本后的累计利润，{ $unit }
pareto-abc-profit = A 类占客户 { $customers }，贡献 { $share } 利润
pareto-abc-revenue = A 类占客户 { $customers }，贡献 { $share } 营收
pareto-abc-empty = 没有可以分类的客户
pareto-abc-subtitle = 按累计营收分为 ABC 三类 · 阈值 { $a } / { $b }
pareto-traits = “{ $trait }”在亏损客户中常见 { $ratio } 倍
pareto-traits-only = 只有亏损客户出现“{ $trait }”
pareto-traits-none = 亏损客户没有明显特征
pareto-traits-refused = 识别亏损客户需要成本列
pareto-traits-loss = 亏损
pareto-traits-profit = 盈利
pareto-traits-subtitle = 具该特征的客户比例

pareto-column-class = 类别
pareto-column-customers = 客户数
pareto-column-share = 占比
pareto-column-revenue = 营收
pareto-column-profit = 利润，{ $unit }
pareto-column-lose = 亏损客户
pareto-class-a = 前 { $share } 营收
pareto-class-b = 其次 { $share }
pareto-class-c = 最后 { $share }
pareto-all = 全部
