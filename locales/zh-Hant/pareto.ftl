# Concentration of revenue and profit.

pareto-title = 柏拉圖 80/20
pareto-subtitle = 誰帶來營收，誰帶來利潤，誰的成本高於貢獻
pareto-lorenz = 前 20% 的顧客貢獻 { $share } 營收
pareto-lorenz-even = 每位顧客的貢獻大致相同
pareto-lorenz-empty = 沒有可分析的營收
pareto-lorenz-subtitle = 累計營收占比；顧客由大到小排列 · 吉尼係數 { $gini }
pareto-lorenz-subtitle-plain = 累計營收占比；顧客由大到小排列
pareto-whale = 最後 { $share } 的顧客侵蝕 { $loss } 利潤
pareto-whale-none = 沒有顧客造成虧損
pareto-whale-refused = 計算利潤需要成本欄位
pareto-whale-subtitle = 扣除服務成本後的累計利潤，{ $unit }
pareto-abc-profit = A 類占顧客 { $customers }，貢獻 { $share } 利潤
pareto-abc-revenue = A 類占顧客 { $customers }，貢獻 { $share } 營收
pareto-abc-empty = 沒有可以分類的顧客
pareto-abc-subtitle = 依累計營收分為 ABC 三類 · 門檻 { $a } / { $b }
pareto-traits = 「{ $trait }」在虧損顧客中常見 { $ratio } 倍
pareto-traits-only = 只有虧損顧客出現「{ $trait }」
pareto-traits-none = 虧損顧客沒有明顯特徵
pareto-traits-refused = 辨識虧損顧客需要成本欄位
pareto-traits-loss = 虧損
pareto-traits-profit = 獲利
pareto-traits-subtitle = 具該特徵的顧客比例

pareto-column-class = 類別
pareto-column-customers = 顧客數
pareto-column-share = 占比
pareto-column-revenue = 營收
pareto-column-profit = 利潤，{ $unit }
pareto-column-lose = 虧損顧客
pareto-class-a = 前 { $share } 營收
pareto-class-b = 其次 { $share }
pareto-class-c = 最後 { $share }
pareto-all = 全部
