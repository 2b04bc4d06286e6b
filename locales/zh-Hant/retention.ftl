# 顧客保留。

retention-title = 顧客保留
retention-subtitle = 哪些顧客會回來，又能維持多久
retention-cohort-by = 同期群
retention-month = 月
retention-quarter = 季
retention-truncated = 有 { $count } 位顧客在資料起點之前就已註冊；看不到他們最初的幾個月，因此不列入任何一列。

retention-half = { $cohort }首購顧客的回購率只有一半
retention-third = { $cohort }首購顧客的回購率只有三分之一
retention-quarter-as = { $cohort }首購顧客的回購率只有四分之一
retention-less = { $cohort }首購顧客的回購率低了 { $share }
retention-more = { $cohort }首購顧客的回購率高了 { $share }
retention-years = { $years } 年 { $month }
retention-year-separator = 、
retention-even = 各同期群的差異未超出隨機範圍

retention-triangle-subtitle-month = 各同期群在首購後第 n 個月購買的比例，%
retention-triangle-subtitle-quarter = 各同期群在首購後第 n 季購買的比例，%
retention-how = 如何閱讀：
retention-how-month = 每一列是同一個月首購的顧客，每一格是其中在該月再次購買的比例。
retention-how-quarter = 每一列是同一季首購的顧客，每一格是其中在該季再次購買的比例。

retention-gap-stays = 差距一開始就出現，始終沒有縮小
retention-gap-mostly = 差距出現後，大部分時間都存在
retention-gap-closes-months = 差距在 { $n } 個月後消失
retention-gap-closes-quarters = 差距在 { $n } 季後消失
retention-tail-months = { $n } 個月後仍有 { $share } 購買
retention-tail-quarters = { $n } 季後仍有 { $share } 購買
retention-tail-empty = 尚無滿一期的同期群
retention-curves-subtitle-month = 每月購買的比例；灰線為各同期群
retention-curves-subtitle-quarter = 每季購買的比例；灰線為各同期群

retention-profit-weak = { $cohort }顧客每人貢獻 { $money }，其他為 { $others }
retention-profit-range = 新顧客首年貢獻 { $low } 至 { $high }
retention-profit-one = 新顧客首年貢獻 { $money }
retention-profit-early = 首年利潤需要滿一年的同期群
retention-profit-no-cost = 首年利潤需要成本欄位
retention-profit-subtitle = 每位顧客首年利潤，{ $unit }，{ $year } 年首購
