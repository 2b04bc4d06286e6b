# 客户保留。

retention-title = 客户保留
retention-subtitle = 哪些客户会回来，又能维持多久
retention-cohort-by = 同期群
retention-month = 月
retention-quarter = 季
retention-truncated = 有 { $count } 位客户在数据起点之前就已注册；看不到他们最初的几个月，因此不列入任何一行。

retention-half = { $cohort }首购客户的复购率只有一半
retention-third = { $cohort }首购客户的复购率只有三分之一
retention-quarter-as = { $cohort }首购客户的复购率只有四分之一
retention-less = { $cohort }首购客户的复购率低了 { $share }
retention-more = { $cohort }首购客户的复购率高了 { $share }
retention-years = { $years } 年 { $month }
retention-year-separator = 、
retention-even = 各同期群的差异未超出随机范围

retention-triangle-subtitle-month = 各同期群在首购后第 n 个月购买的比例，%
retention-triangle-subtitle-quarter = 各同期群在首购后第 n 季购买的比例，%
retention-how = 如何阅读：
retention-how-month = 每一行是同一个月首购的客户，每一格是其中在该月再次购买的比例。
retention-how-quarter = 每一行是同一季首购的客户，每一格是其中在该季再次购买的比例。

retention-gap-stays = 差距一开始就出现，始终没有缩小
retention-gap-mostly = 差距出现后，大部分时间都存在
retention-gap-closes-months = 差距在 { $n } 个月后消失
retention-gap-closes-quarters = 差距在 { $n } 季后消失
retention-tail-months = { $n } 个月后仍有 { $share } 购买
retention-tail-quarters = { $n } 季后仍有 { $share } 购买
retention-tail-empty = 尚无满一期的同期群
retention-curves-subtitle-month = 每月购买的比例；灰线为各同期群
retention-curves-subtitle-quarter = 每季购买的比例；灰线为各同期群

retention-profit-weak = { $cohort }客户每人贡献 { $money }，其他为 { $others }
retention-profit-range = 新客户首年贡献 { $low } 至 { $high }
retention-profit-one = 新客户首年贡献 { $money }
retention-profit-early = 首年利润需要满一年的同期群
retention-profit-no-cost = 首年利润需要成本列
retention-profit-subtitle = 每位客户首年利润，{ $unit }，{ $year } 年首购
