# 终身价值、客户保留与单一客户页的说明。

explain-lifetime-value-what = 客户从今天到期限结束预计带来的价值，折算为今天的金额。每根柱是客户人数，各区间的界线逐一倍增。
explain-lifetime-value-formula = 各月 t 的“预期订单数 × 每笔预期毛利（或营收）÷ (1 + 折现率)^(t ÷ 12)”之和。
explain-lifetime-value-source = Fader, Hardie & Lee 2005, Marketing Science 24(2), 275–284；订单金额：Fader & Hardie, note 025（Gamma-Gamma）。
explain-lifetime-value-caveat = 以过去的订单推算未来，新的竞争者或活动不在模型内。未扣除获客成本。

explain-p-alive-what = 根据购买次数与最近一次购买推算，客户仍会购买的概率。
explain-p-alive-formula = MBG/NBD：1 ÷ {"{"}1 + a ÷ (b + x) · [(α + T) ÷ (α + t)]^(r + x){"}"}；BG/NBD 以 b + x − 1 取代 b + x。x 为复购日数，t 为最近一次复购时的客户年龄，T 为目前年龄。
explain-p-alive-source = Batislam, Denizel & Filiztekin 2007, International Journal of Research in Marketing 24(3)；Fader, Hardie & Lee 2005, Marketing Science 24(2)。
explain-p-alive-caveat = 常客较快被视为流失；模型不认识季节，季节性客户会被低估。标题所称常客为复购 12 次，警讯为概率低于 50%。

explain-holdout-what = 模型只用较早的数据估计，再预测其后的结果。客户按此前的复购次数分组。
explain-holdout-formula = 平均误差 = 每位客户 |预测 − 实际| 的平均；均方根误差更看重大误差。
explain-holdout-source = Fader, Hardie & Lee 2005, Marketing Science 24(2)，第 4 节。
explain-holdout-caveat = 只验证过去的一段时间。其间的活动或低谷会影响总数，未必是模型的问题。

explain-interval-what = 价值最高的客户。柱为预期价值，线段为十位同类客户中有八位会落入的范围。
explain-interval-formula = 按订单数与订单金额的分布，取价值的第 10 至第 90 百分位数。
explain-interval-source = Fader, Hardie & Lee 2005, Marketing Science 24(2)；Fader & Hardie, note 025（Gamma-Gamma）。
explain-interval-caveat = 视参数为精确值；客户少时实际范围更宽。众多估计中最大的往往偏高。

explain-purchase-models-what = 两种描述购买的方式：每位客户有自己的购买频率，并可能在任一次购买后离开。MBG/NBD 允许首购后就离开。
explain-purchase-models-formula = 频率服从 gamma 分布（r、α），离开概率服从 beta 分布（a、b）。订单金额以每位客户的平均为中心（p），平均值的分布为（q、v）。
explain-purchase-models-source = Fader, Hardie & Lee 2005, Marketing Science 24(2)；Batislam, Denizel & Filiztekin 2007；Fader & Hardie, note 025（Gamma-Gamma）。
explain-purchase-models-caveat = 不同客户群或不同模型的对数似然，只能看出“较大者较合适”，不宜再做比较。

explain-cohort-retention-what = 按首购期间将客户分组；每一格是该组在之后第几期仍有购买的比例。
explain-cohort-retention-formula = 该期有购买的同期群客户 ÷ 同期群客户。第 1 至 6 期的比例在 5% 水平下有差异（两比例 z 检验，Bonferroni 校正）即为突出。
explain-cohort-retention-source = 两比例 z 检验：Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions，第 3 章。
explain-cohort-retention-caveat = 尚未结束的期间不计入。只有退款不算复购。

explain-retention-curves-what = 同样的比例画成线：每个同期群一条，加上其他同期群的平均与突出的同期群。
explain-retention-curves-formula = 平均 = 其他同期群在该期有购买的客户 ÷ 这些同期群的客户，按人数加权。
explain-retention-curves-source = Fader & Hardie 2007, Journal of Interactive Marketing 21(1)，论保留率的推算。
explain-retention-curves-caveat = 期数越高，只剩最早的同期群，线的末端取决于少数客户。

explain-first-year-profit-what = 客户在首购后十二个月内留下的利润，按首购月份排列。
explain-first-year-profit-formula = 每位客户首 12 个月的（金额 − 成本）总和 ÷ 同期群客户。
explain-first-year-profit-source = Blattberg, Getz & Thomas 2001, Customer Equity，第 3 章。
explain-first-year-profit-caveat = 不含获客成本。只列出已满一年的同期群。

explain-customer-timeline-what = 这位客户的每一笔订单，上方为投诉，下方为每一天所见的活跃概率。
explain-customer-timeline-formula = 以当天已知的订单计算购买模型的活跃概率；购买时上升，沉寂时下降。
explain-customer-timeline-source = Fader, Hardie & Lee 2005, Marketing Science 24(2)；Batislam, Denizel & Filiztekin 2007。
explain-customer-timeline-caveat = 每一天都使用目前的参数。沉寂达平常间隔四倍且满 30 天才称为长。
