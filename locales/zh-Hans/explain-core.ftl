# What each panel of the core pages is, how it is computed, where it comes from and what it does not say.

explain-revenue-bars-what = 各期间的营收，分为当期的新客户与其他客户。
explain-revenue-bars-formula = 新客户 = 当期才成为客户者的营收；复购 = 其余营收。
explain-revenue-bars-source = 订单明细金额，已扣除退货与取消。
explain-revenue-bars-caveat = 客户在首购的整个期间都算新客户。尚未结束的期间无法比较。

explain-segment-shares-what = 各分群占多少客户，又带来多少营收。
explain-segment-shares-formula = 客户占比 = 分群客户数 ÷ 全部；营收占比 = 分群营收 ÷ 全部。
explain-segment-shares-source = 最近购买与购买次数评分，参考 Hughes 1994《Strategic Database Marketing》。
explain-segment-shares-caveat = 营收代表过去。曾经贡献很高的分群可能正在流失。

explain-movers-what = 期间前后两半营收变化最大的客户。
explain-movers-formula = 变化 = 后半期营收 − 前半期营收。
explain-movers-source = 订单明细金额。
explain-movers-caveat = 一笔大单就可能造成变化；前后两半的季节也不同。

explain-segment-grid-what = 按最近购买与购买次数分布的客户，各分五级。
explain-segment-grid-formula = 固定阈值：上次订单 30、90、180、365 天内；9、5、3、2 次以上。五等分：人数各五分之一，同值同分。
explain-segment-grid-source = Hughes 1994；Bult & Wansbeek 1995。深浅为营收的平方根，分九级。
explain-segment-grid-caveat = 固定阈值只适合一种购买节奏。若客户一年才买一次，请改用五等分。

explain-segment-revenue-what = 以面积表示各分群的营收。
explain-segment-revenue-formula = 面积 = 分群营收 ÷ 全部分群营收。
explain-segment-revenue-source = 方形化矩形树图，Bruls、Huizing 与 van Wijk 2000。
explain-segment-revenue-caveat = 面积比长度难比较，数字请看表格。营收为零或负的分群没有面积。

explain-segment-table-what = 各分群有谁、带来多少、沉默多久、该怎么做。
explain-segment-table-formula = 未购天数 = 距上次订单天数的中位数；活跃概率与终身价值 = 购买模型在该分群的平均。
explain-segment-table-source = 活跃概率与终身价值参考 Fader、Hardie 与 Lee 2005。
explain-segment-table-caveat = 建议做法是经验法则。请保留对照组，才知道是否有效。

explain-lorenz-what = 客户按营收由大到小排列，逐一累计。
explain-lorenz-formula = share(p) = 前 p 的客户营收 ÷ 全部营收。基尼系数 = 曲线与对角线之间面积的两倍。
explain-lorenz-source = Pareto 1896；Lorenz 1905；Gini 1912。
explain-lorenz-caveat = 营收不是利润，请一并看鲸鱼曲线。数据年数太短时，客户看起来会比实际更不平均。

explain-whale-what = 客户按利润由高到低排列并累计：先上升，到成本高于贡献的客户处开始下降。
explain-whale-formula = 利润 = 每位客户的营收 − 成本；高点 = 所有有盈利客户的利润合计。
explain-whale-source = Cooper 与 Kaplan 1991《Profit Priorities from Activity-Based Costing》。
explain-whale-caveat = 只计入数据中的成本。今天亏损的客户可能刚加入，仍值得维系。

explain-abc-what = 按累计营收把客户分为三类。
explain-abc-formula = 按营收排列：累计到第一个阈值为 A，到第二个为 B，其余为 C。
explain-abc-source = Dickie 1951 的 ABC 库存分析，用于客户。
explain-abc-caveat = 分类看的是过去。新客户一开始都在 C。

explain-traits-what = 某项特征在亏损客户与其他客户中各有多常见。
explain-traits-formula = 倍数 = 亏损客户中具该特征的比例 ÷ 其他客户的比例。
explain-traits-source = 你的订单与客户属性。
explain-traits-caveat = 特征与亏损同时出现，不一定是原因。
