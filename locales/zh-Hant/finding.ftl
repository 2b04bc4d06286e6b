# What stands out. What stands between ⟦ and ⟧ is bold.

finding-silent-segment = ⟦{ $count } 位「{ $segment }」顧客⟧中位數已 { $days } 天未購買，曾貢獻 ⟦{ $revenue }⟧。
finding-loss-makers = ⟦{ $share } 的顧客⟧服務成本高於毛利，合計侵蝕 ⟦{ $loss }⟧ 利潤。
finding-weak-cohort = { $cohort }首購顧客在第一季的每月回購率僅 ⟦{ $retention }⟧，其他首購群為 { $others }。
finding-fastest-growth = { $value }（{ $dimension }）成長 ⟦{ $growth }⟧，其他合計 { $others }。
finding-top-share = 前 20% 的顧客貢獻 ⟦{ $top-20 }⟧ 營收；前 1%（{ $count } 位）就占 { $top-1 }。

# What to do about it.

action-win-back = 趁顧客還記得您，先親自聯絡，再談折扣，把他們找回來。
action-cut-cost-to-serve = 降低服務成本或調整價格：減少人工聯繫、改走低成本通路、設定最低訂購額。
action-check-intake = 先查這批顧客從哪裡來，再決定是否繼續在該處投入。
action-follow-growth = 看看是誰帶動成長，再推薦給還沒買過的顧客。
action-protect-the-top = 叫得出這些顧客的名字，並且留住他們。
