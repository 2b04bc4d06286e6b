# What stands out. What stands between ⟦ and ⟧ is bold.

finding-silent-segment = ⟦{ $count } 位「{ $segment }」顧客⟧中位數已 { $days } 天未購買，曾貢獻 ⟦{ $revenue }⟧。
finding-loss-makers = ⟦{ $share } 的顧客⟧服務成本高於毛利，合計侵蝕 ⟦{ $loss }⟧ 利潤。
finding-weak-cohort = { $cohort }首購顧客在第一季的每月回購率僅 ⟦{ $retention }⟧，其他首購群為 { $others }。
finding-fastest-growth = { $value }（{ $dimension }）成長 ⟦{ $growth }⟧，其他合計 { $others }。
finding-top-share = 前 20% 的顧客貢獻 ⟦{ $top-20 }⟧ 營收；前 1%（{ $count } 位）就占 { $top-1 }。
